using Reproduction.Data.Preparation;
using Reproduction.Distillation;
using Reproduction.Kernels;
using Reproduction.Models;
using Reproduction.Recipes;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>Everything that decides what a model learns.</summary>
/// <param name="Model">The model's name; its masks are drawn by it.</param>
/// <param name="Network">The network before training.</param>
/// <param name="Training">How its weights move, and which epoch's stand for the model.</param>
/// <param name="Loss">What it minimises.</param>
/// <param name="Teachers">Whom the loss asks, by the names that it has for them.</param>
/// <param name="Data">Who trains, who chooses the epoch.</param>
/// <param name="Input">From bytes to what the network sees, augmentation included.</param>
/// <param name="Seed">The seed of order and masks.</param>
/// <param name="ViewSeed">The seed of augmented views.</param>
/// <param name="Device">Where.</param>
public sealed record TrainingTask(
    string Model, Network Network, TrainingRecipe Training, WeightedLoss Loss, IReadOnlyDictionary<string, ITeacher> Teachers,
    TrainingData Data, Preprocessing Input, long Seed, long ViewSeed, Device Device)
{
    /// <summary>Steps of an epoch; the last batch may be smaller.</summary>
    public int StepsAnEpoch => (Data.Train.Indices.Length + Training.BatchSize - 1) / Training.BatchSize;

    /// <summary>Within what the state of the training must lie.</summary>
    public StageBounds Bounds => new(
        Model, Training.ChosenEpoch, Training.Epochs, Data.Train.Indices.Length, Training.BatchSize,
        [.. Loss.Terms.Select(term => term.Name)], Loss.NotedNames);

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0 through all epochs.</param>
    public double LearningRate(long step) => Training.LearningRate.At(step, (long)StepsAnEpoch * Training.Epochs);

    /// <summary>The image size of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public int ImageSize(int epoch) => Training.ImageSize(epoch, Input.ImageSize);

    /// <summary>Makes batches of training images, whose views show the same at every size.</summary>
    /// <param name="size">Side of the images.</param>
    public Batches Batches(int size) =>
        new(Data.Train.Images, Input with { ImageSize = size }, Device, Arithmetic.Layout, viewSize: Input.ImageSize);
}

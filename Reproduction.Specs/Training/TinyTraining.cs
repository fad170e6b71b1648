using Microsoft.Extensions.Time.Testing;
using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Distillation;
using Reproduction.Kernels;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Randomness;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Specs.Commands;
using Reproduction.Training;
using TorchSharp;

namespace Reproduction.Specs.Training;

/// <summary>Trains a very small student on a few images: 5 steps an epoch, 3 epochs, unless told otherwise.</summary>
internal static class TinyTraining
{
    internal const string Model = "student";

    /// <summary>A student with a block that stochastic depth may drop: the usual one has a shortcut in its first block alone.</summary>
    internal static readonly (string, string) Deep = ("networks.student.architecture", "efficientnet_w0.1_d0.3");

    /// <summary>A student and its images, with everything at random that there is.</summary>
    internal static readonly (string, string)[] EverythingRandom =
    [
        Deep,
        ("augmentation", "[{random_crop: {padding: 2}}, {random_horizontal_flip: {probability: 0.5}}]"),
        ("networks.student.stochastic_depth", "0.2"), ("networks.student.dropout", "0.2"),
    ];

    /// <summary>Whose the checkpoints are.</summary>
    internal static readonly Origin Origin =
        new(new Dictionary<string, string> { ["stage"] = "train student", ["key"] = "k", ["data"] = "d", ["threads"] = "2" });

    private static readonly Lazy<Dataset> Images = new(() => DataPlaces.Open("fashion-mnist", TinyRun.Data));

    internal static Recipe Recipe(params (string Key, string Value)[] more) => RecipeFile.Find(
        "quick",
        [
            ("train_images", "250"), ("test_images", "60"), ("held_out.choose_epoch", "50"), ("training.batch_size", "40"),
                ("training.epochs", "3"),
            ("networks.student.architecture", "efficientnet_w0.1_d0.2"), .. more,
        ]);

    internal static EfficientNet Student(Recipe recipe)
    {
        var student = recipe.Network("student");
        var network = new EfficientNet(
            EfficientNetArchitecture.Named(student.Architecture), 10, student.Initialisation, 1, student.StochasticDepth,
            student.Dropout);
        ChannelsLast.Apply(network);
        return network;
    }

    /// <summary>Trains, or goes on with what is in the folder; null where the training was asked to stop.</summary>
    internal static TrainedModel? Train(
        string folder, Recipe recipe, Listener? listener = null, ITeacher? teacher = null, Network? network = null,
        FakeTimeProvider? clock = null, torch.Device? device = null, WeightedLoss? loss = null, double alpha = 1, double beta = 1)
    {
        listener ??= new Listener();
        using var own = network is null ? Student(recipe) : null;
        var data = Split(recipe);
        try
        {
            var model = (TrainedModelRecipe)recipe.Model(teacher is null ? "baseline" : Model);
            loss ??= teacher is null
                ? new WeightedLoss(new CrossEntropy(1))
                : new WeightedLoss(new CrossEntropy(alpha), new SoftTargets(beta, "teacher", 5));
            var teachers = loss.Teachers.ToDictionary(name => name, _ => teacher!);
            var trainer = new Trainer(listener, listener.Stop.Token)
            {
                Checkpointed = () => listener.Checkpoints.Add(listener.Steps),
                Clock = clock ?? TimeProvider.System,
            };
            return trainer.Train(
                new(
                    Model, network ?? own!, model.Training, loss, teachers, data, recipe.Input with { Augmentations = model.Augmentation },
                    1, 1,
                    device ?? torch.CPU),
                new Checkpoint(folder, Model, Origin));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Which images train and which validate.</summary>
    internal static TrainingData Split(Recipe recipe) => TrainingData.Split(Images.Value, recipe, seed: 1);

    /// <summary>The images and labels of the first step.</summary>
    internal static (torch.Tensor Images, torch.Tensor Labels) FirstBatch(Recipe recipe)
    {
        var train = Split(recipe).Train;
        var indices = new EpochSeed(Seeds.Derive(1, "order of images"), 1)
            .Shuffle(train.Indices)[..((TrainedModelRecipe)recipe.Model(Model)).Training.BatchSize];
        var batches = new Batches(train.Images, recipe.Input, torch.CPU, BatchLayout.ChannelsLast);
        return (batches.Images(indices), batches.Labels(indices));
    }

    /// <summary>Counts steps and live tensors, hears warnings, and asks to stop after a number of steps.</summary>
    internal sealed class Listener(int? stopAfter = null) : ITrainingProgress
    {
        public CancellationTokenSource Stop { get; } = new();

        public int Steps { get; private set; }

        public List<long> LiveTensors { get; } = [];

        /// <summary>The epoch's mean loss after each step.</summary>
        public List<double> Losses { get; } = [];

        public List<string> Warnings { get; } = [];

        /// <summary>After how many steps each checkpoint was written.</summary>
        public List<int> Checkpoints { get; } = [];

        /// <summary>Is called after each step.</summary>
        public Action? Stepped { get; init; }

        public void Stage(string stage) { }

        public void Step(StepProgress step)
        {
            LiveTensors.Add(torch.Tensor.TotalCount);
            Losses.Add(step.Loss);
            Stepped?.Invoke();
            if (++Steps == stopAfter) Stop.Cancel();
        }

        public void Epoch(HistoryRow row, double imagesPerSecond) { }

        public void Warning(string message) => Warnings.Add(message);
    }
}

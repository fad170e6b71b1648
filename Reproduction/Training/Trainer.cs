using System.Diagnostics;
using Reproduction.Data;
using Reproduction.Distillation;
using Reproduction.Kernels;
using Reproduction.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// Trains one model: epochs of batches in a seeded order, a checkpoint after each epoch, every five minutes and when asked to
/// stop, the validation images after each epoch, and at the end the chosen epoch's weights.
/// </summary>
/// <param name="recipe">The recipe.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="data">Who trains, who chooses.</param>
/// <param name="device">Where.</param>
/// <param name="progress">Is told of every step.</param>
/// <param name="stop">Asks to stop after the current step.</param>
public sealed class Trainer(
    Recipe recipe, long seed, TrainingData data, Device device, ITrainingProgress progress, CancellationToken stop)
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMinutes(5);

    /// <summary>Is called after every checkpoint.</summary>
    public Action? Checkpointed { get; init; }

    /// <summary>Tells how long the last checkpoint is ago.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Trains a model, or goes on with it, or where it is finished loads it.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="network">The network; afterwards it holds the chosen epoch's weights.</param>
    /// <param name="training">How: the recipe's own way, or what a stage makes of it.</param>
    /// <param name="rule">Which epoch's weights stand for the model.</param>
    /// <param name="teacher">Where the teacher's logits come from; null to train on labels alone.</param>
    /// <param name="checkpoint">The stage's files.</param>
    /// <returns>The figures of the epochs and which was chosen.</returns>
    /// <exception cref="CheckFailedException">The loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; a checkpoint is there to go on from.</exception>
    public TrainedModel Train(
        string model, EfficientNet network, TrainingRecipe training, EpochRule rule, ITeacherLogits? teacher, Checkpoint checkpoint)
    {
        network.to(device);
        var bounds = new StageBounds(model, rule, training.Epochs, data.Train.Indices.Length, training.BatchSize);
        if (checkpoint.LoadFinal(network, bounds, progress.Warning) is { } ended) return Trained(ended, rule, 0);

        using var optimiser = new Optimiser(training.Optimiser, network, training.WeightDecay);
        using var best = new BestWeights();
        var state = checkpoint.Restore(network, optimiser, best, bounds, progress.Warning);
        var stepsBefore = state.TotalSteps;
        var saves = new Saves(now => checkpoint.Save(network, optimiser, best, now), Checkpointed, state, Clock);
        while (state.Epoch <= training.Epochs)
        {
            var (done, rate) = Epoch(model, network, optimiser, training, teacher, checkpoint, saves, state);
            var row = Validate(model, network, training, checkpoint, saves, done);
            var better = done.BestEpoch == 0 || row.ValidationAccuracy > done.History[done.BestEpoch - 1].ValidationAccuracy;
            if (better && rule == EpochRule.Best) best.Take(network);
            state = new(
                done.Epoch + 1, 0, done.TotalSteps, 0, 0, 0, better ? done.Epoch : done.BestEpoch, [.. done.History, row]);
            saves.Save(state);
            progress.Epoch(row, rate);
        }
        checkpoint.Finish(network, best, state);
        return Trained(state, rule, state.TotalSteps - stepsBefore);
    }

    private static TrainedModel Trained(TrainingState state, EpochRule rule, long steps) =>
        new(state.History, rule == EpochRule.Best ? state.BestEpoch : state.History.Count, steps);

    private int StepsAnEpoch(TrainingRecipe training) => (data.Train.Indices.Length + training.BatchSize - 1) / training.BatchSize;

    private HistoryRow Validate(string model, EfficientNet network, TrainingRecipe training, Checkpoint checkpoint, Saves saves, TrainingState done)
    {
        try
        {
            if (saves.AreDue) saves.Save(done);
            var validation = Evaluation.Of(network, data.Validation, recipe.Input, device, _ => stop.ThrowIfCancellationRequested());
            if (!double.IsFinite(validation.CrossEntropy))
                throw Diverged(model, $"the validation loss is {validation.CrossEntropy} after epoch {done.Epoch}, step {done.Step}", checkpoint, done);
            return new(
                model, done.Epoch, training.ImageSize(done.Epoch, recipe.Input.ImageSize),
                training.LearningRate.At(done.TotalSteps - 1, (long)StepsAnEpoch(training) * training.Epochs),
                done.LossSum / done.Seen, (double)done.Correct / done.Seen, validation.CrossEntropy, validation.Accuracy);
        }
        catch (OperationCanceledException)
        {
            saves.Save(done);
            throw;
        }
    }

    private Batches Batches(int size) => new(data.Train.Images, recipe.Input with { ImageSize = size }, device, Arithmetic.Layout);

    private (TrainingState Done, double ImagesPerSecond) Epoch(
        string model, EfficientNet network, Optimiser optimiser, TrainingRecipe training, ITeacherLogits? teacher, Checkpoint checkpoint, Saves saves,
        TrainingState state)
    {
        var epoch = state.Epoch;
        var size = training.ImageSize(epoch, recipe.Input.ImageSize);
        var batches = Batches(size);
        var fullSize = Batches(recipe.Input.ImageSize);
        var order = new EpochSeed(Seeds.Derive(seed, "order of images"), epoch).Shuffle(data.Train.Indices);
        var steps = StepsAnEpoch(training);
        var views = new EpochSeed(Seeds.Derive(seed, "augmentation"), epoch);
        var loss = recipe.Distillation.Loss(training.LabelSmoothing);
        var clock = Stopwatch.StartNew();
        var seenBefore = state.Seen;
        double Rate() => (state.Seen - seenBefore) / clock.Elapsed.TotalSeconds;

        network.train();
        while (state.Step < steps)
        {
            if (saves.AreDue || stop.IsCancellationRequested) saves.Save(state);
            stop.ThrowIfCancellationRequested();

            using var scope = NewDisposeScope();
            var indices = order[(state.Step * training.BatchSize)..Math.Min(order.Length, (state.Step + 1) * training.BatchSize)];
            var images = batches.Images(indices, views);
            var labels = batches.Labels(indices);
            network.Noise.Reseed(Seeds.Derive(seed, $"masks of {model}", state.TotalSteps));
            var teacherLogits = teacher?.Of(indices, images, () => size == recipe.Input.ImageSize ? images : fullSize.Images(indices, views));
            var logits = network.call(images);
            var batchLoss = teacherLogits is null
                ? nn.functional.cross_entropy(logits, labels, label_smoothing: training.LabelSmoothing)
                : loss.Of(logits, teacherLogits, labels);
            // Both numbers before the step: asking a device for one waits until it has done all that it was told.
            var value = batchLoss.item<float>();
            var correct = logits.argmax(1).eq(labels).sum().item<long>();
            if (!float.IsFinite(value))
                throw Diverged(model, $"the loss is {value} at epoch {epoch}, step {state.Step + 1} of {steps}", checkpoint, state);

            optimiser.ZeroGradients();
            batchLoss.backward();
            optimiser.Step(training.LearningRate.At(state.TotalSteps, (long)steps * training.Epochs));

            state = state with
            {
                Step = state.Step + 1,
                TotalSteps = state.TotalSteps + 1,
                LossSum = state.LossSum + (double)value * indices.Length,
                Correct = state.Correct + correct,
                Seen = state.Seen + indices.Length,
            };
            progress.Step(new(model, epoch, training.Epochs, state.Step, steps, state.LossSum / state.Seen, Rate()));
        }
        return (state, Rate());
    }

    /// <summary>
    /// The loss is checked before a step, so the steps before may have left weights that are no good, and a checkpoint may
    /// hold them: only one from which at least one step's loss was finite counts as good.
    /// </summary>
    private static CheckFailedException Diverged(string model, string what, Checkpoint checkpoint, TrainingState state) =>
        new($"training of {model} diverged: {what}; {checkpoint.DropAt(state.TotalSteps)}");

    /// <summary>When a stage is stored: five minutes after the last time, and never twice the same.</summary>
    private sealed class Saves(Action<TrainingState> save, Action? saved, TrainingState stored, TimeProvider clock)
    {
        private long last = clock.GetTimestamp();
        private TrainingState stored = stored;

        public bool AreDue => clock.GetElapsedTime(last) > BetweenCheckpoints;

        public void Save(TrainingState state)
        {
            // Storing the same again would push the one before out.
            if (ReferenceEquals(state, stored)) return;
            save(state);
            stored = state;
            last = clock.GetTimestamp();
            saved?.Invoke();
        }
    }
}

/// <summary>What training a model came to, besides its weights.</summary>
/// <param name="History">The figures of every epoch.</param>
/// <param name="ChosenEpoch">The epoch whose weights stand for the model, from 1.</param>
/// <param name="StepsTaken">Steps that this process took; 0 where the model was finished already.</param>
public sealed record TrainedModel(IReadOnlyList<HistoryRow> History, int ChosenEpoch, long StepsTaken);

using System.Diagnostics;
using Reproduction.Data.Preparation;
using Reproduction.Distillation;
using Reproduction.Randomness;
using Reproduction.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// Trains one model: epochs of batches in a seeded order, a checkpoint after each epoch, every five minutes and when asked to
/// stop, the validation images after each epoch, and at the end the chosen epoch's weights, or their moving average.
/// </summary>
/// <param name="progress">Is told of every step.</param>
/// <param name="stop">Asks to stop after the current step.</param>
public sealed class Trainer(ITrainingProgress progress, CancellationToken stop)
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMinutes(5);

    /// <summary>Is called after every checkpoint.</summary>
    public Action? Checkpointed { get; init; }

    /// <summary>Tells how long the last checkpoint is ago.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Trains a model, or goes on with it, or where it is finished loads it.</summary>
    /// <param name="task">What it learns; afterwards its network holds the chosen epoch's weights.</param>
    /// <param name="checkpoint">The model's files.</param>
    /// <returns>The figures of the epochs and which was chosen.</returns>
    /// <exception cref="CheckFailedException">The loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; a checkpoint is there to go on from.</exception>
    public TrainedModel Train(TrainingTask task, Checkpoint checkpoint)
    {
        var (network, rule) = (task.Network, task.Training.ChosenEpoch);
        network.to(task.Device);
        if (checkpoint.RestoreFinal(network, task.Bounds, progress.Warning) is { } ended) return Trained(ended, rule, 0);

        task.Loss.State.to(task.Device);
        using var optimiser = new Optimiser(task.Training.Optimiser, network, task.Training.WeightDecay, task.Loss.State);
        using var average = new MovingAverage(network.state_dict(), task.Training.MovingAverageDecay);
        using var best = new BestWeights();
        var tensors = new TrainedTensors(network, task.Loss.State, optimiser, average, best);
        var state = checkpoint.Restore(tensors, task.Bounds, progress.Warning);
        var stepsBefore = state.TotalSteps;
        var saves = new Saves(now => checkpoint.Save(tensors, now), Checkpointed, state, Clock);
        while (state.Epoch <= task.Training.Epochs)
        {
            var (done, rate) = Epoch(task, tensors, checkpoint, saves, state);
            var row = Validate(task, tensors, checkpoint, saves, done);
            var better = done.BestEpoch == 0 || row.ValidationAccuracy > done.History[done.BestEpoch - 1].ValidationAccuracy;
            if (better && rule == EpochRule.Best) best.Take(tensors.Candidate);
            state = done.AfterEpoch(row, task.Loss.Terms.Select(term => term.Name), task.Loss.Noted(), better);
            saves.Save(state);
            progress.Epoch(row, rate);
        }
        checkpoint.Finish(tensors, state);
        return Trained(state, rule, state.TotalSteps - stepsBefore);
    }

    private static TrainedModel Trained(TrainingState state, EpochRule rule, long steps) =>
        new(state.History, state.Terms, rule == EpochRule.Best ? state.BestEpoch : state.History.Count, steps);

    private HistoryRow Validate(TrainingTask task, TrainedTensors tensors, Checkpoint checkpoint, Saves saves, TrainingState done)
    {
        try
        {
            if (saves.AreDue) saves.Save(done);
            var validation = Evaluated(task, tensors);
            if (!double.IsFinite(validation.CrossEntropy))
                throw Diverged(task, $"the validation loss is {validation.CrossEntropy} after epoch {done.Epoch}, step {done.Step}",
                    checkpoint, done);
            using var scope = NewDisposeScope();
            long[] labels = [.. task.Data.Validation.Labels];
            task.Loss.Validated(tensor(labels, ScalarType.Int64, task.Device));
            return new(
                task.Model, done.Epoch, task.ImageSize(done.Epoch), task.LearningRate(done.TotalSteps - 1),
                done.LossSum / done.Seen, (double)done.Correct / done.Seen, validation.CrossEntropy, validation.Accuracy);
        }
        catch (OperationCanceledException)
        {
            saves.Save(done);
            throw;
        }
    }

    /// <summary>What the moving average, where there is one, or the network says of the validation images.</summary>
    private Evaluation Evaluated(TrainingTask task, TrainedTensors tensors)
    {
        tensors.Average.Exchange();
        try
        {
            return Evaluation.Of(
                task.Network, task.Data.Validation, task.Input, task.Device, _ => stop.ThrowIfCancellationRequested());
        }
        finally
        {
            tensors.Average.Exchange();
        }
    }

    private (TrainingState Done, double ImagesPerSecond) Epoch(
        TrainingTask task, TrainedTensors tensors, Checkpoint checkpoint, Saves saves, TrainingState state)
    {
        var (epoch, steps, batchSize) = (state.Epoch, task.StepsAnEpoch, task.Training.BatchSize);
        var size = task.ImageSize(epoch);
        var batches = task.Batches(size);
        var fullSize = task.Batches(task.Input.ImageSize);
        var order = new EpochSeed(Seeds.Derive(task.Seed, "order of images"), epoch).Shuffle(task.Data.Train.Indices);
        var views = new EpochSeed(Seeds.Derive(task.ViewSeed, "augmentation"), epoch);
        var clock = Stopwatch.StartNew();
        var seenBefore = state.Seen;
        double Rate() => (state.Seen - seenBefore) / clock.Elapsed.TotalSeconds;
        var step = new TrainingStep(task.Network, task.Loss, task.Teachers, tensors.Optimiser, tensors.Average);

        task.Network.train();
        while (state.Step < steps)
        {
            if (saves.AreDue || stop.IsCancellationRequested) saves.Save(state);
            stop.ThrowIfCancellationRequested();

            using var scope = NewDisposeScope();
            var indices = order[(state.Step * batchSize)..Math.Min(order.Length, (state.Step + 1) * batchSize)];
            var images = batches.Images(indices, views);
            var view = new Views(indices, images, epoch, () => size == task.Input.ImageSize ? images : fullSize.Images(indices, views));
            var outcome = step.Take(
                view, batches.Labels(indices), Seeds.Derive(task.Seed, $"masks of {task.Model}", state.TotalSteps), state.TotalSteps,
                task.LearningRate(state.TotalSteps));
            if (!outcome.IsFinite)
                throw Diverged(task, $"the loss is {outcome.Loss} at epoch {epoch}, step {state.Step + 1} of {steps}", checkpoint, state);

            state = state.AfterStep(outcome);
            progress.Step(new(task.Model, epoch, task.Training.Epochs, state.Step, steps, state.LossSum / state.Seen, Rate()));
        }
        return (state, Rate());
    }

    /// <summary>
    /// The loss is checked before a step, so the steps before may have left weights that are no good, and a checkpoint may
    /// hold them: only one from which at least one step's loss was finite counts as good.
    /// </summary>
    private static CheckFailedException Diverged(TrainingTask task, string what, Checkpoint checkpoint, TrainingState state) =>
        new($"training of {task.Model} diverged: {what}; {checkpoint.DropAt(state.TotalSteps)}");

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
/// <param name="Terms">The terms of its loss in every epoch.</param>
/// <param name="ChosenEpoch">The epoch whose weights stand for the model, from 1.</param>
/// <param name="StepsTaken">Steps that this process took; 0 where the model was finished already.</param>
public sealed record TrainedModel(IReadOnlyList<HistoryRow> History, IReadOnlyList<TermRow> Terms, int ChosenEpoch, long StepsTaken);

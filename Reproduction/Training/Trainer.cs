using System.Diagnostics;
using Reproduction.Data.Preparation;
using Reproduction.Distillation;
using Reproduction.Models.Weights;
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

    private readonly ITrainingProgress progress = progress;
    private readonly CancellationToken stop = stop;

    /// <summary>Is called after every checkpoint.</summary>
    public Action? Checkpointed { get; init; }

    /// <summary>Tells how long the last checkpoint is ago.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Trains a model, or goes on with it, or where it is finished loads it.</summary>
    /// <param name="task">What it learns; afterwards its network holds the chosen epoch's weights.</param>
    /// <param name="checkpoint">The model's files.</param>
    /// <returns>The figures of the epochs and which was chosen.</returns>
    /// <exception cref="CheckFailedException">A loss, a weight, a running statistic or a logit is not finite.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; a checkpoint is there to go on from.</exception>
    public TrainedModel Train(TrainingTask task, Checkpoint checkpoint)
    {
        var network = task.Network;
        network.to(task.Device);
        if (checkpoint.RestoreFinal(network, task.Bounds, progress.Warning) is { } ended) return Trained(task, ended, 0);

        task.Loss.State.to(task.Device);
        using var optimiser = Optimiser.Of(task.Training.Optimiser, network, task.Training.WeightDecay, task.Loss.State);
        using var average = new MovingAverage(network.state_dict(), task.Training.MovingAverageDecay);
        using var best = new BestWeights();
        var tensors = new TrainedTensors(network, task.Loss.State, optimiser, average, best);
        var begun = checkpoint.Restore(tensors, task.Bounds, progress.Warning);
        return new TrainingLoop(this, task, checkpoint, tensors, begun).ToItsEnd();
    }

    private static TrainedModel Trained(TrainingTask task, TrainingState state, long steps) => new(
        state.History, state.Terms, task.Training.ChosenEpoch == EpochRule.Best ? state.BestEpoch : state.History.Count, steps);

    /// <summary>One training, from where its files stand to its end.</summary>
    private sealed class TrainingLoop(
        Trainer trainer, TrainingTask task, Checkpoint checkpoint, TrainedTensors tensors, TrainingState begun)
    {
        private readonly TrainingStep step = new(task.Network, task.Loss, task.Teachers, tensors.Optimiser, tensors.Average);
        private TrainingState state = begun;
        private TrainingState stored = begun;
        private long storedAt = trainer.Clock.GetTimestamp();

        /// <summary>A stage is stored five minutes after the last time, besides at the end of each epoch.</summary>
        private bool IsSaveDue => trainer.Clock.GetElapsedTime(storedAt) > BetweenCheckpoints;

        public TrainedModel ToItsEnd()
        {
            var stepsBefore = state.TotalSteps;
            while (state.Epoch <= task.Training.Epochs)
            {
                var imagesPerSecond = Epoch();
                var row = Validate();
                var isBetter = state.BestEpoch == 0 || row.ValidationAccuracy > state.History[state.BestEpoch - 1].ValidationAccuracy;
                if (isBetter && task.Training.ChosenEpoch == EpochRule.Best) tensors.Best.Take(tensors.Candidate);
                state = state.AfterEpoch(row, task.Loss.Terms.Select(term => term.Name), task.Loss.Noted(), isBetter);
                Save();
                trainer.progress.Epoch(row, imagesPerSecond);
            }
            checkpoint.Finish(tensors, state);
            return Trained(task, state, state.TotalSteps - stepsBefore);
        }

        /// <summary>Takes the steps that are left of the epoch, and says how many images a second that were.</summary>
        private double Epoch()
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

            task.Network.train();
            while (state.Step < steps)
            {
                if (IsSaveDue || trainer.stop.IsCancellationRequested) Save();
                trainer.stop.ThrowIfCancellationRequested();

                using var scope = NewDisposeScope();
                var indices = order[(state.Step * batchSize)..Math.Min(order.Length, (state.Step + 1) * batchSize)];
                var images = batches.Images(indices, views);
                var view =
                    new Views(indices, images, epoch, () => size == task.Input.ImageSize ? images : fullSize.Images(indices, views));
                var outcome = step.Take(
                    view, batches.Labels(indices), Seeds.Derive(task.Seed, $"masks of {task.Model}", state.TotalSteps), state.TotalSteps,
                    task.LearningRate(state.TotalSteps));
                if (!outcome.IsFinite) throw Diverged($"the loss is {outcome.Loss} at epoch {epoch}, step {state.Step + 1} of {steps}");

                state = state.AfterStep(outcome);
                trainer.progress.Step(
                    new(task.Model, epoch, task.Training.Epochs, state.Step, steps, state.LossSum / state.Seen, Rate()));
            }
            return Rate();
        }

        private HistoryRow Validate()
        {
            try
            {
                if (IsSaveDue) Save();
                var validation = Evaluated();
                if (!double.IsFinite(validation.CrossEntropy))
                    throw Diverged($"the validation loss is {validation.CrossEntropy} after epoch {state.Epoch}, step {state.Step}");
                if (NotFinite(validation) is { } odd)
                    throw Diverged($"{odd} are not finite after epoch {state.Epoch}, step {state.Step}, though the losses are");
                using var scope = NewDisposeScope();
                long[] labels = [.. task.Data.Validation.Labels];
                task.Loss.Validated(tensor(labels, ScalarType.Int64, task.Device));
                return new(
                    task.Model, state.Epoch, task.ImageSize(state.Epoch), task.LearningRate(state.TotalSteps - 1),
                    state.LossSum / state.Seen, (double)state.Correct / state.Seen, validation.CrossEntropy, validation.Accuracy);
            }
            catch (OperationCanceledException)
            {
                Save();
                throw;
            }
        }

        /// <summary>
        /// What has a value that is not finite, in words: a running variance of infinity gives finite answers, and weights that no file may
        /// have.
        /// </summary>
        private string? NotFinite(Evaluation validation) =>
            validation.NotFinite is not null ? "logits of validation images"
            : (StateDict.NotFinite(task.Network.state_dict()) ?? StateDict.NotFinite(tensors.Candidate)) is { } tensor
                ? $"values of {tensor}"
                : null;

        /// <summary>What the moving average, where there is one, or the network says of the validation images.</summary>
        private Evaluation Evaluated()
        {
            tensors.Average.Exchange();
            try
            {
                return Evaluation.Of(task.Network, task.Data.Validation, task.Input, task.Device, stop: trainer.stop);
            }
            finally
            {
                tensors.Average.Exchange();
            }
        }

        private void Save()
        {
            // Storing the same again would push the one before out.
            if (ReferenceEquals(state, stored)) return;
            checkpoint.Save(tensors, state);
            stored = state;
            storedAt = trainer.Clock.GetTimestamp();
            trainer.Checkpointed?.Invoke();
        }

        /// <summary>
        /// The loss is checked before a step, so the steps before may have left weights that are no good, and a checkpoint may
        /// hold them: only one from which at least one step's loss was finite counts as good.
        /// </summary>
        private CheckFailedException Diverged(string what) =>
            new($"training of {task.Model} diverged: {what}; {checkpoint.DropAt(state.TotalSteps)}");
    }
}

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
    /// <param name="course">What it learns; afterwards its network holds the chosen epoch's weights.</param>
    /// <param name="checkpoint">The model's files.</param>
    /// <returns>The figures of the epochs and which was chosen.</returns>
    /// <exception cref="CheckFailedException">The loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; a checkpoint is there to go on from.</exception>
    public TrainedModel Train(Course course, Checkpoint checkpoint)
    {
        var (network, rule) = (course.Network, course.Training.ChosenEpoch);
        network.to(course.Device);
        if (checkpoint.RestoreFinal(network, course.Bounds, progress.Warning) is { } ended) return Trained(ended, rule, 0);

        course.Loss.State.to(course.Device);
        using var optimiser = new Optimiser(course.Training.Optimiser, network, course.Training.WeightDecay, course.Loss.State);
        using var average = new MovingAverage(network.state_dict(), course.Training.MovingAverageDecay);
        using var best = new BestWeights();
        var learner = new Learner(network, course.Loss.State, optimiser, average, best);
        var state = checkpoint.Restore(learner, course.Bounds, progress.Warning);
        var stepsBefore = state.TotalSteps;
        var saves = new Saves(now => checkpoint.Save(learner, now), Checkpointed, state, Clock);
        while (state.Epoch <= course.Training.Epochs)
        {
            var (done, rate) = Epoch(course, learner, checkpoint, saves, state);
            var row = Validate(course, learner, checkpoint, saves, done);
            var better = done.BestEpoch == 0 || row.ValidationAccuracy > done.History[done.BestEpoch - 1].ValidationAccuracy;
            if (better && rule == EpochRule.Best) best.Take(learner.Candidate);
            state = done.AfterEpoch(row, course.Loss.Terms.Select(term => term.Name), course.Loss.Noted(), better);
            saves.Save(state);
            progress.Epoch(row, rate);
        }
        checkpoint.Finish(learner, state);
        return Trained(state, rule, state.TotalSteps - stepsBefore);
    }

    private static TrainedModel Trained(TrainingState state, EpochRule rule, long steps) =>
        new(state.History, state.Terms, rule == EpochRule.Best ? state.BestEpoch : state.History.Count, steps);

    private HistoryRow Validate(Course course, Learner learner, Checkpoint checkpoint, Saves saves, TrainingState done)
    {
        try
        {
            if (saves.AreDue) saves.Save(done);
            var validation = Evaluated(course, learner);
            if (!double.IsFinite(validation.CrossEntropy))
                throw Diverged(course, $"the validation loss is {validation.CrossEntropy} after epoch {done.Epoch}, step {done.Step}",
                    checkpoint, done);
            using var scope = NewDisposeScope();
            long[] labels = [.. course.Data.Validation.Labels];
            course.Loss.Validated(tensor(labels, ScalarType.Int64, course.Device));
            return new(
                course.Model, done.Epoch, course.ImageSize(done.Epoch), course.LearningRate(done.TotalSteps - 1),
                done.LossSum / done.Seen, (double)done.Correct / done.Seen, validation.CrossEntropy, validation.Accuracy);
        }
        catch (OperationCanceledException)
        {
            saves.Save(done);
            throw;
        }
    }

    /// <summary>What the moving average, where there is one, or the network says of the validation images.</summary>
    private Evaluation Evaluated(Course course, Learner learner)
    {
        learner.Average.Exchange();
        try
        {
            return Evaluation.Of(
                course.Network, course.Data.Validation, course.Input, course.Device, _ => stop.ThrowIfCancellationRequested());
        }
        finally
        {
            learner.Average.Exchange();
        }
    }

    private (TrainingState Done, double ImagesPerSecond) Epoch(
        Course course, Learner learner, Checkpoint checkpoint, Saves saves, TrainingState state)
    {
        var (epoch, steps, batchSize) = (state.Epoch, course.StepsAnEpoch, course.Training.BatchSize);
        var size = course.ImageSize(epoch);
        var batches = course.Batches(size);
        var fullSize = course.Batches(course.Input.ImageSize);
        var order = new EpochSeed(Seeds.Derive(course.Seed, "order of images"), epoch).Shuffle(course.Data.Train.Indices);
        var views = new EpochSeed(Seeds.Derive(course.ViewSeed, "augmentation"), epoch);
        var clock = Stopwatch.StartNew();
        var seenBefore = state.Seen;
        double Rate() => (state.Seen - seenBefore) / clock.Elapsed.TotalSeconds;

        course.Network.train();
        while (state.Step < steps)
        {
            if (saves.AreDue || stop.IsCancellationRequested) saves.Save(state);
            stop.ThrowIfCancellationRequested();

            using var scope = NewDisposeScope();
            var indices = order[(state.Step * batchSize)..Math.Min(order.Length, (state.Step + 1) * batchSize)];
            var images = batches.Images(indices, views);
            var labels = batches.Labels(indices);
            var view = new Views(indices, images, epoch, () => size == course.Input.ImageSize ? images : fullSize.Images(indices, views));
            var lesson = Taught(course, view, labels, state.TotalSteps);
            var (loss, terms) = course.Loss.Of(lesson);
            // All numbers before the step, at once: asking a device for one waits until it has done all that it was told.
            var right = lesson.Student.Logits.argmax(1).eq(labels).sum().to(float32);
            float[] numbers = stack([loss.detach(), .. terms.Select(term => term.detach()), right]).cpu().data<float>().ToArray();
            var (values, correct) = (numbers[..^1], (long)numbers[^1]);
            if (!float.IsFinite(values[0]))
                throw Diverged(course, $"the loss is {values[0]} at epoch {epoch}, step {state.Step + 1} of {steps}", checkpoint, state);

            learner.Optimiser.ZeroGradients();
            loss.backward();
            learner.Optimiser.Step(course.LearningRate(state.TotalSteps));
            learner.Average.Take(state.TotalSteps);

            state = state.AfterStep(values, correct, indices.Length);
            progress.Step(new(course.Model, epoch, course.Training.Epochs, state.Step, steps, state.LossSum / state.Seen, Rate()));
        }
        return (state, Rate());
    }

    /// <summary>
    /// The passes of one step. Their order is part of the bits: teachers answer in the order of the loss's terms, before the student
    /// does, and a network that teaches itself has then drawn masks and moved its running statistics before it is the student.
    /// </summary>
    private static Lesson Taught(Course course, Views view, Tensor labels, long step)
    {
        course.Network.Noise.Reseed(Seeds.Derive(course.Seed, $"masks of {course.Model}", step));
        var answers = course.Loss.Teachers.ToDictionary(
            teacher => teacher, teacher => course.Teachers[teacher].Answer(view, course.Loss.TapsOf(teacher)));
        return new(course.Network.Outputs(view.Images, course.Loss.Taps), labels, answers);
    }

    /// <summary>
    /// The loss is checked before a step, so the steps before may have left weights that are no good, and a checkpoint may
    /// hold them: only one from which at least one step's loss was finite counts as good.
    /// </summary>
    private static CheckFailedException Diverged(Course course, string what, Checkpoint checkpoint, TrainingState state) =>
        new($"training of {course.Model} diverged: {what}; {checkpoint.DropAt(state.TotalSteps)}");

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

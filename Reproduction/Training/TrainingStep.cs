using Reproduction.Distillation;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// One step of training. There is no other: what is trained, what is timed and what is held against PyTorch takes this one. The tensors
/// that it makes are gone when it ends.
/// </summary>
/// <param name="network">The student, in training mode.</param>
/// <param name="loss">What it minimises.</param>
/// <param name="teachers">Whom the loss asks, by the names that it has for them.</param>
/// <param name="optimiser">Moves the weights of the student and those that the loss keeps.</param>
/// <param name="average">Takes in what every step leaves.</param>
public sealed class TrainingStep(
    Network network, WeightedLoss loss, IReadOnlyDictionary<string, ITeacher> teachers, Optimiser optimiser, MovingAverage average)
{
    /// <summary>Takes the step, unless the loss is not finite: then the weights stay as they are.</summary>
    /// <param name="views">The images.</param>
    /// <param name="labels">Their classes (int64), on the images' device.</param>
    /// <param name="maskSeed">The seed of the step's masks.</param>
    /// <param name="stepsBefore">Steps that were taken before this one.</param>
    /// <param name="learningRate">The rate of this step.</param>
    public StepOutcome Take(Views views, Tensor labels, ulong maskSeed, long stepsBefore, double learningRate)
    {
        using var scope = NewDisposeScope();
        network.Noise.Reseed(maskSeed);
        var input = Passes(views, labels);
        var (whole, terms) = loss.Of(input);
        // All numbers before the step, at once: asking a device for one waits until it has done all that it was told.
        var right = input.Student.Logits.argmax(1).eq(labels).sum().to(whole.dtype);
        double[] numbers =
            stack([whole.detach(), .. terms.Select(term => term.detach()), right]).cpu().to(ScalarType.Float64).data<double>().ToArray();
        var outcome = new StepOutcome(numbers[0], numbers[1..^1], (long)numbers[^1], (int)labels.shape[0]);
        if (!outcome.IsFinite) return outcome;

        optimiser.ZeroGradients();
        whole.backward();
        optimiser.Step(learningRate);
        average.Take(stepsBefore);
        return outcome;
    }

    /// <summary>
    /// What teachers and student say. The order is part of the bits: teachers answer in the order of the loss's terms, before the student
    /// does, and a network that teaches itself has then drawn masks and moved its running statistics before it is the student.
    /// </summary>
    private LossInput Passes(Views views, Tensor labels)
    {
        var answers = loss.Teachers.ToDictionary(teacher => teacher, teacher => teachers[teacher].Answer(views, loss.TapsOf(teacher)));
        return new(network.Outputs(views.Images, loss.Taps), labels, answers);
    }
}

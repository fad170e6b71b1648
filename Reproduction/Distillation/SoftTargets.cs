using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The soft targets of knowledge distillation (Hinton, Vinyals and Dean, arXiv 1503.02531):
/// T²·KL(softmax(z_t/T) ‖ softmax(z_s/T)), summed over classes and averaged over images (PyTorch's <c>batchmean</c>).
/// Its gradient at z_s is T·(softmax(z_s/T) − softmax(z_t/T)) / N. Published beside the cross entropy, both with weight 1, T = 5.
/// </summary>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="teacher">Name of the teacher.</param>
/// <param name="temperature">T, above 0; softens both distributions, and T² keeps the gradient's size.</param>
public sealed class SoftTargets(double weight, string teacher, double temperature) : LossTerm(weight, teacher)
{
    /// <summary>T.</summary>
    public double Temperature { get; } = temperature;

    /// <inheritdoc />
    public override string Kind => "soft_targets";

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var logits = input.Student.Logits;
        var (ofStudent, ofTeacher) = Logarithms(logits, AnswerIn(input).Logits, Temperature);
        var divergence = (ofTeacher.exp() * (ofTeacher - ofStudent)).sum().DividedBy(logits.shape[0]);
        return divergence.Times(Temperature * Temperature).MoveToOuterDisposeScope();
    }

    /// <summary>The term of each image, N.</summary>
    /// <param name="student">z_s, N×K.</param>
    /// <param name="teacher">z_t, N×K.</param>
    /// <param name="temperature">T.</param>
    internal static Tensor OfImages(Tensor student, Tensor teacher, double temperature)
    {
        var (ofStudent, ofTeacher) = Logarithms(student, teacher, temperature);
        return (ofTeacher.exp() * (ofTeacher - ofStudent)).sum(1).Times(temperature * temperature);
    }

    // In logarithms throughout: a probability that underflows to 0 still has a finite logarithm, and 0 × finite is 0.
    private static (Tensor Student, Tensor Teacher) Logarithms(Tensor student, Tensor teacher, double temperature) =>
        (student.DividedBy(temperature).log_softmax(1), teacher.detach().DividedBy(temperature).log_softmax(1));
}

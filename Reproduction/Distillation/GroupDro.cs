using Reproduction.KnownAnswers;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// Group distributionally robust optimisation with the classes as groups (Sagawa et al., ICLR 2020, arXiv 1911.08731; as a student's loss
/// after Wang et al., arXiv 2206.06479): Σ_c q_c·ℓ_c, with ℓ_c the mean over the batch's images of class c of the cross entropy, or where
/// a teacher is asked of T²·KL(softmax(z_t/T) ‖ softmax(z_s/T)) + λ·CE. Before each step q_c ← q_c·exp(η·ℓ_c), normalised, so that
/// the classes that are learnt worst weigh most; it starts at 1/K.
/// </summary>
/// <remarks>
/// Classes that are absent from a batch keep their q to the bit: those that are there share what they had before. (Normalised over all,
/// as the authors' code does, an absent class loses to the others, whose losses are above 0.) q is in float64, a constant to the gradient.
/// </remarks>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="classes">K.</param>
/// <param name="eta">η, above 0.</param>
/// <param name="teacher">Name of the teacher; null for the cross entropy with the labels alone.</param>
/// <param name="temperature">T, above 0.</param>
/// <param name="labelWeight">λ, at least 0.</param>
public sealed class GroupDro(
    double weight, int classes, double eta, string? teacher = null, double temperature = 1, double labelWeight = 0)
    : LossTerm(weight, teacher)
{
    // In logarithms, so that a class that is learnt well for long keeps a weight to come back from, and never all of them are 0.
    private readonly ClassState logQ = new("log_q", Uniform(classes));

    /// <summary>K.</summary>
    public int Classes { get; } = classes;

    /// <summary>η.</summary>
    public double Eta { get; } = eta;

    /// <summary>T.</summary>
    public double Temperature { get; } = temperature;

    /// <summary>λ.</summary>
    public double LabelWeight { get; } = labelWeight;

    /// <inheritdoc />
    public override string Kind => "group_dro";

    /// <inheritdoc />
    public override nn.Module State => logQ;

    /// <inheritdoc />
    public override ClassFigures Noted => new("q", Classes, () => logQ.Values.exp());

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var members = ClassMeans.Members(input.Labels, input.Student.Logits);
        var losses = ClassMeans.Of(OfImages(input), members);
        Move(losses.detach().to(ScalarType.Float64), members.sum(dim: 0).gt(HeldScalars.Zero));
        return logQ.Values.exp().to(losses.dtype).dot(losses).MoveToOuterDisposeScope();
    }

    /// <summary>log 1/K for each class.</summary>
    private static Tensor Uniform(int classes)
    {
        using var logarithm = (-Math.Log(classes)).ToScalar();
        return full(classes, logarithm, ScalarType.Float64);
    }

    private Tensor OfImages(LossInput input)
    {
        var logits = input.Student.Logits;
        Tensor Labels() => nn.functional.cross_entropy(logits, input.Labels, reduction: nn.Reduction.None);
        if (Teacher is null) return Labels();
        return SoftTargets.OfImages(logits, AnswerIn(input).Logits, Temperature).Plus(Labels().Times(LabelWeight));
    }

    private void Move(Tensor losses, Tensor isThere)
    {
        using var gradients = no_grad();
        var before = logQ.Values;
        var grown = before.Plus(losses.Times(Eta));
        Tensor Together(Tensor logarithms) => where(isThere, logarithms, double.NegativeInfinity).logsumexp(0);
        before.copy_(where(isThere, (grown - Together(grown)).Plus(Together(before)), before));
    }
}

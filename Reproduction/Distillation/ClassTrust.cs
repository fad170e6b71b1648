using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// Trust in a teacher class by class, after AdaAlpha of Lukasik et al. ("Teacher's pet", arXiv 2106.10494): in the place of the cross
/// entropy, the mean over images of (1 − α_y)·CE(y, softmax(z_s)) + α_y·T²·CE(softmax(z_t/T), softmax(z_s/T)), where
/// α_y = max(0, mean margin of the teacher on held-out images of class y), and the margin is p_y − max of the other classes'
/// probabilities at T = 1. Where α is 1 this is the soft cross entropy, whose gradient is that of <see cref="SoftTargets"/>.
/// </summary>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="teacher">Name of the teacher.</param>
/// <param name="temperature">T, above 0.</param>
/// <param name="trust">α, K numbers from 0 to 1, as <see cref="TrustOf"/> makes them; this takes them over.</param>
public sealed class ClassTrust(double weight, string teacher, double temperature, Tensor trust) : LossTerm(weight, teacher)
{
    private readonly ClassState trust = new("trust", trust);

    /// <summary>T.</summary>
    public double Temperature { get; } = temperature;

    /// <inheritdoc />
    public override string Kind => "class_trust";

    /// <summary>Checkpointed, so that a training that goes on has the trust with which it began.</summary>
    public override nn.Module State => trust;

    /// <inheritdoc />
    public override ClassFigures Noted => new("trust", (int)trust.Values.shape[0], () => trust.Values);

    /// <summary>α_c = max(0, mean over the held-out images of class c of p_c − max of the other classes' p), K in float64.</summary>
    /// <param name="logits">The teacher's, N×K, K at least 2.</param>
    /// <param name="labels">N class indices, with at least one image of each class.</param>
    public static Tensor TrustOf(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var probabilities = logits.detach().to(ScalarType.Float64).softmax(1);
        var members = ClassMeans.Members(labels, probabilities);
        var margins = (probabilities * members).sum(1) - (probabilities - members.mul(HeldScalars.Two)).amax([1]);
        return ClassMeans.Of(margins, members).clamp(min: HeldScalars.Zero).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var ofStudent = input.Student.Logits;
        var ofTeacher = AnswerIn(input).Logits.detach();
        var hard = nn.functional.cross_entropy(ofStudent, input.Labels, reduction: nn.Reduction.None);
        var entropies = (ofTeacher.DividedBy(Temperature).softmax(1) * ofStudent.DividedBy(Temperature).log_softmax(1)).sum(1).neg();
        var soft = entropies.Times(Temperature * Temperature);
        var alpha = trust.Values.to(ofStudent.dtype).index_select(0, input.Labels);
        return (alpha.OneMinus() * hard).Plus(alpha * soft).mean().MoveToOuterDisposeScope();
    }
}

using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// Softmax regression representation learning, after Yang et al. (ICLR 2021, "Knowledge distillation via softmax regression representation
/// learning"): with ĥ = BN(W·h_s), the mean over N·C of (ĥ − h_t)² plus λ times the mean over N·K of (c_t(ĥ) − z_t)², where c_t is the
/// teacher's classifier. The classifier is constant, but gradients flow through it to ĥ: what of ĥ the teacher's classes depend on counts.
/// </summary>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="teacher">Name of the teacher.</param>
/// <param name="studentTap">Tap of the student's pooled features.</param>
/// <param name="teacherTap">Tap of the teacher's pooled features, those that its classifier sees.</param>
/// <param name="logitWeight">λ, at least 0.</param>
/// <param name="channels">Widths of the two.</param>
/// <param name="seed">Seed of the adaptor's weights.</param>
/// <param name="classifier">c_t: N×C features to N×K logits; it moves none of its own parameters.</param>
public sealed class Srrl(
    double weight, string teacher, string studentTap, string teacherTap, double logitWeight, (int Student, int Teacher) channels,
    ulong seed, Func<Tensor, Tensor> classifier)
    : LossTerm(weight, teacher, studentTap, teacherTap)
{
    private readonly FeatureAdaptor adaptor = new(channels.Student, channels.Teacher, seed);

    /// <summary>λ.</summary>
    public double LogitWeight { get; } = logitWeight;

    /// <summary>Widths of the two.</summary>
    public (int Student, int Teacher) Channels { get; } = channels;

    /// <summary>Seed of the adaptor's weights.</summary>
    public ulong Seed { get; } = seed;

    /// <inheritdoc />
    public override string Kind => "srrl";

    /// <inheritdoc />
    public override nn.Module State => adaptor;

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var answer = AnswerIn(input);
        var adapted = adaptor.Of(input.Student.Features[StudentTap!]);
        var features = (adapted - answer.Features[TeacherTap!].detach()).Squared().mean();
        var logits = (classifier(adapted) - answer.Logits.detach()).Squared().mean();
        return features.Plus(logits.Times(LogitWeight)).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// Softmax regression representation learning, after Yang et al. (ICLR 2021, "Knowledge distillation via softmax regression representation
/// learning"): with ĥ = BN(W·h_s), the mean over N·C of (ĥ − h_t)² plus λ times the mean over N·K of (c_t(ĥ) − z_t)², where c_t is the
/// teacher's classifier. The classifier is constant, but gradients flow through it to ĥ: what of ĥ the teacher's classes depend on counts.
/// </summary>
/// <param name="Weight">What it is multiplied by.</param>
/// <param name="Teacher">Name of the teacher.</param>
/// <param name="At">Tap of the student's pooled features.</param>
/// <param name="From">Tap of the teacher's pooled features, those that its classifier sees.</param>
/// <param name="LogitWeight">λ, at least 0.</param>
/// <param name="Channels">Widths of the two.</param>
/// <param name="Seed">Seed of the adaptor's weights.</param>
/// <param name="Classifier">c_t: N×C features to N×K logits; it moves none of its own parameters.</param>
public sealed record Srrl(
    double Weight, string Teacher, string At, string From, double LogitWeight, (int Student, int Teacher) Channels, ulong Seed,
    Func<Tensor, Tensor> Classifier)
    : LossTerm(Weight, Teacher, At, From)
{
    private readonly FeatureAdaptor adaptor = new(Channels.Student, Channels.Teacher, Seed);

    /// <inheritdoc />
    public override string Kind => "srrl";

    /// <inheritdoc />
    public override nn.Module State => adaptor;

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var teacher = AnswerIn(input);
        var adapted = adaptor.Of(input.Student.Features[At!]);
        var features = (adapted - teacher.Features[From!].detach()).square().mean();
        var logits = (Classifier(adapted) - teacher.Logits.detach()).square().mean();
        return (features + LogitWeight * logits).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// CE(z_s, y) = −Σ_c t_c·log softmax(z_s)_c, mean over the batch (PyTorch's <c>cross_entropy</c>), with t = (1 − ε)·onehot(y) + ε/K.
/// Its gradient at z_s is (softmax(z_s) − t) / N.
/// </summary>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="labelSmoothing">ε, 0 to 1 (Szegedy et al., CVPR 2016).</param>
public sealed class CrossEntropy(double weight, double labelSmoothing = 0) : LossTerm(weight)
{
    /// <summary>ε.</summary>
    public double LabelSmoothing { get; } = labelSmoothing;

    /// <inheritdoc />
    public override string Kind => "cross_entropy";

    /// <inheritdoc />
    public override Tensor Of(LossInput input) =>
        nn.functional.cross_entropy(input.Student.Logits, input.Labels, label_smoothing: LabelSmoothing);
}

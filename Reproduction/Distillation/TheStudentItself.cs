using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The published mistake: teacher and student are one object, in training mode, so only dropout and stochastic depth tell
/// the two passes apart, and the "teacher" moves with every step.
/// </summary>
/// <param name="network">The network that is both.</param>
public sealed class TheStudentItself(EfficientNet network) : ITeacherLogits
{
    /// <inheritdoc />
    public Tensor Of(IReadOnlyList<int> indices, Tensor images, Func<Tensor> fullSize)
    {
        using var gradients = no_grad();
        network.train();
        return network.call(images);
    }
}

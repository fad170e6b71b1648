using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The teacher itself, asked about the very view that the student gets: what a random augmentation needs. In evaluation mode,
/// so its batch-norm statistics do not move.
/// </summary>
/// <param name="teacher">The trained teacher.</param>
public sealed class LiveTeacher(EfficientNet teacher) : ITeacherLogits
{
    /// <inheritdoc />
    public Tensor Of(IReadOnlyList<int> indices, Tensor images)
    {
        using var gradients = no_grad();
        teacher.eval();
        return teacher.call(images);
    }
}

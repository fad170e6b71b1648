using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The teacher itself, asked about the very view that the student gets: what a random augmentation needs. It sees the view at
/// full size even while the student's is smaller, because a network is at a loss at sizes that its training did not end with.
/// In evaluation mode, so its batch-norm statistics do not move.
/// </summary>
/// <param name="teacher">The trained teacher, which is disposed with this.</param>
public sealed class LiveTeacher(Network teacher) : ITeacher, IDisposable
{
    /// <inheritdoc />
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        using var gradients = no_grad();
        teacher.eval();
        return teacher.Outputs(views.FullSize(), taps);
    }

    /// <inheritdoc />
    public void Dispose() => teacher.Dispose();
}

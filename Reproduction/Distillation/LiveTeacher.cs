using Reproduction.Kernels;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The teacher itself, asked about the very view that the student gets: what a random augmentation needs. It sees the view at
/// full size even while the student's is smaller, because a network is at a loss at other sizes than those that it was trained for.
/// In evaluation mode, so its batch-norm statistics do not move.
/// </summary>
public sealed class LiveTeacher : ITeacher
{
    private readonly Network teacher;
    private readonly FrozenWeights frozen = new();

    /// <summary>Makes a network a teacher: a constant, in which gradients that pass through its classifier leave nothing.</summary>
    /// <param name="teacher">The trained teacher, which is disposed with this.</param>
    public LiveTeacher(Network teacher)
    {
        this.teacher = teacher;
        foreach (var parameter in teacher.parameters()) parameter.requires_grad = false;
    }

    /// <summary>Where its features can be asked for.</summary>
    public IReadOnlyList<Tap> Taps => teacher.Taps;

    /// <summary>Its classifier, through which gradients pass.</summary>
    /// <param name="pooled">N×C, in the place of its own pooled features.</param>
    public Tensor Classify(Tensor pooled)
    {
        teacher.eval();
        return teacher.Classify(pooled);
    }

    /// <inheritdoc />
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        using var gradients = no_grad();
        using var use = frozen.Use();
        teacher.eval();
        return teacher.Outputs(views.FullSize(), taps);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        frozen.Dispose();
        teacher.Dispose();
    }
}

using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The published mistake: teacher and student are one object, in training mode, so only dropout and stochastic depth tell
/// the two passes apart, and the "teacher" moves with every step.
/// </summary>
/// <param name="network">The network that is both.</param>
public sealed class SelfTeacher(Network network) : ITeacher
{
    /// <inheritdoc />
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        using var gradients = no_grad();
        network.train();
        return network.Outputs(views.Images, taps);
    }

    /// <summary>Leaves the network alone, which is the student's.</summary>
    public void Dispose() { }
}

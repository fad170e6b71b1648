using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The published mistake: teacher and student are one object, in training mode, so only dropout and stochastic depth tell
/// the two passes apart, and the "teacher" moves with every step.
/// </summary>
/// <param name="network">The network that is both.</param>
public sealed class Itself(Network network) : ITeacher
{
    /// <summary>The name of this teacher in a loss: a model's own network.</summary>
    public const string Name = "itself";

    /// <inheritdoc />
    public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
    {
        using var gradients = no_grad();
        network.train();
        return network.Outputs(views.Images, taps);
    }
}

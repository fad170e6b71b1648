using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>A figure of each class that a term notes at an epoch's end.</summary>
/// <param name="Name">What it is: <c>q</c>, <c>count</c>.</param>
/// <param name="Classes">K.</param>
/// <param name="Values">
/// Gives the figures as they are now, K; the tensor is the term's own or the current dispose scope's, and the caller leaves it as it is.
/// </param>
public sealed record ClassFigures(string Name, int Classes, Func<Tensor> Values)
{
    /// <summary>The name of each: <c>group_dro of teacher: q[3]</c>.</summary>
    /// <param name="term">The name of the term that notes them.</param>
    public IEnumerable<string> Names(string term) => Enumerable.Range(0, Classes).Select(c => $"{term}: {Name}[{c}]");
}

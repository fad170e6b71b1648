using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>All that a loss may look at: what a student says of a batch, what is true, and what its teachers say.</summary>
/// <param name="Student">The student's logits and the features that its loss asks for; gradients go through these.</param>
/// <param name="Labels">y, N class indices (int64).</param>
/// <param name="Teachers">What each teacher says, by its name; constants.</param>
public sealed record LossInput(NetworkOutput Student, Tensor Labels, IReadOnlyDictionary<string, NetworkOutput> Teachers);

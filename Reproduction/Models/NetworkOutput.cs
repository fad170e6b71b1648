using static TorchSharp.torch;

namespace Reproduction.Models;

/// <summary>What a network makes of a batch of images in one pass; the tensors belong to the caller.</summary>
/// <param name="Logits">N×K.</param>
/// <param name="Features">
/// The values at the taps that were asked for, by the taps' names: N×C×H×W, or N×C where <see cref="Tap.Stride"/> is null.
/// </param>
public sealed record NetworkOutput(Tensor Logits, IReadOnlyDictionary<string, Tensor> Features);

using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>The images of a batch as a student gets them.</summary>
/// <param name="Indices">Which images of the training split.</param>
/// <param name="Images">The student's view of them, N×3×H×W.</param>
/// <param name="Epoch">The epoch of training, from 1.</param>
/// <param name="FullSize">The same view at the recipe's own size, N×3×S×S; made when asked for.</param>
public sealed record Views(IReadOnlyList<int> Indices, Tensor Images, int Epoch, Func<Tensor> FullSize);

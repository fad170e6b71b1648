using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>Someone to learn from, and what it holds for that. What it says is constant: no gradient reaches it.</summary>
public interface ITeacher : IDisposable
{
    /// <summary>What it says of a batch, on the images' device.</summary>
    /// <param name="views">The images.</param>
    /// <param name="taps">Taps whose features are wanted beside the logits.</param>
    NetworkOutput Answer(Views views, IReadOnlyList<string> taps);
}

/// <summary>The images of a batch as a student gets them.</summary>
/// <param name="Indices">Which images of the training split.</param>
/// <param name="Images">The student's view of them, N×3×H×W.</param>
/// <param name="Epoch">The epoch of training, from 1.</param>
/// <param name="FullSize">The same view at the recipe's own size, N×3×S×S; made when asked for.</param>
public sealed record Views(IReadOnlyList<int> Indices, Tensor Images, int Epoch, Func<Tensor> FullSize);

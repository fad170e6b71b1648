using Reproduction.Models;

namespace Reproduction.Distillation;

/// <summary>Someone to learn from, and what it holds for that. What it says is constant: no gradient reaches it.</summary>
public interface ITeacher : IDisposable
{
    /// <summary>What it says of a batch, on the images' device.</summary>
    /// <param name="views">The images.</param>
    /// <param name="taps">Taps whose features are wanted beside the logits.</param>
    NetworkOutput Answer(Views views, IReadOnlyList<string> taps);
}

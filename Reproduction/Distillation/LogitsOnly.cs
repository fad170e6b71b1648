using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>What a teacher without features answers: stored answers, corrected ones and means have none.</summary>
internal static class LogitsOnly
{
    /// <summary>Makes sure that no features are asked for.</summary>
    /// <param name="taps">What is asked for beside the logits.</param>
    /// <exception cref="ArgumentException">Something is.</exception>
    public static void Refuse(IReadOnlyList<string> taps)
    {
        if (taps.Count > 0)
            throw new ArgumentException($"asked for {string.Join(", ", taps)}, but this teacher has logits alone", nameof(taps));
    }

    /// <summary>The answer.</summary>
    /// <param name="logits">N×K, which the answer takes out of the current scope.</param>
    public static NetworkOutput Of(Tensor logits) => new(logits.MoveToOuterDisposeScope(), new Dictionary<string, Tensor>());
}

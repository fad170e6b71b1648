using Reproduction.Metrics;
using static TorchSharp.torch;

namespace Reproduction.Corrections;

/// <summary>
/// Logits corrected after training: z ↦ w ⊙ z + b (Guo et al., ICML 2017, arXiv 1706.04599, call it vector scaling). With w = 1/τ
/// everywhere and b = 0 it is temperature scaling, with w = 1 it moves classes by offsets, with w = 1 and b = 0 nothing.
/// </summary>
/// <param name="Weights">w, K numbers.</param>
/// <param name="Offsets">b, K numbers.</param>
public sealed record LogitCorrection(IReadOnlyList<double> Weights, IReadOnlyList<double> Offsets)
{
    /// <summary>K.</summary>
    public int Classes => Weights.Count;

    /// <summary>What leaves logits as they are: where every fit starts.</summary>
    /// <param name="classes">K.</param>
    public static LogitCorrection None(int classes) => ByTemperature(classes, 1);

    /// <summary>z / τ.</summary>
    /// <param name="classes">K.</param>
    /// <param name="temperature">τ, above 0.</param>
    public static LogitCorrection ByTemperature(int classes, double temperature) =>
        new([.. Enumerable.Repeat(1 / temperature, classes)], new double[classes]);

    /// <summary>z + b.</summary>
    /// <param name="offsets">b, K numbers.</param>
    public static LogitCorrection ByOffsets(IReadOnlyList<double> offsets) => new([.. Enumerable.Repeat(1.0, offsets.Count)], offsets);

    /// <summary>Corrected answers, in float64, so that no two different logits round to one.</summary>
    /// <param name="answers">Labels and N×K logits.</param>
    public Predictions Of(Predictions answers)
    {
        var corrected = new double[answers.Count * Classes];
        for (var image = 0; image < answers.Count; image++)
            for (var c = 0; c < Classes; c++)
                corrected[image * Classes + c] = Weights[c] * answers.Logits(image)[c] + Offsets[c];
        return new(answers.Labels.ToArray(), corrected, Classes);
    }

    /// <summary>Corrected logits, computed in float64 and rounded to the dtype of the given ones.</summary>
    /// <param name="logits">N×K.</param>
    public Tensor Of(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var (weights, offsets) = (tensor(Weights.ToArray(), device: logits.device), tensor(Offsets.ToArray(), device: logits.device));
        return (logits.to(ScalarType.Float64) * weights + offsets).to(logits.dtype).MoveToOuterDisposeScope();
    }
}

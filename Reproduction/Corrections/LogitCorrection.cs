using Reproduction.KnownAnswers;
using Reproduction.Metrics;
using static TorchSharp.torch;

namespace Reproduction.Corrections;

/// <summary>
/// Logits corrected after training: z ↦ w ⊙ z + b (Guo et al., ICML 2017, arXiv 1706.04599, call it vector scaling). With w = 1/τ
/// everywhere and b = 0 it is temperature scaling, with w = 1 it moves classes by offsets, with w = 1 and b = 0 nothing.
/// </summary>
public sealed record LogitCorrection
{
    /// <summary>Makes a correction.</summary>
    /// <param name="weights">w, K numbers.</param>
    /// <param name="offsets">b, K numbers.</param>
    /// <exception cref="ArgumentException">There are not as many of the one as of the other.</exception>
    public LogitCorrection(IReadOnlyList<double> weights, IReadOnlyList<double> offsets)
    {
        if (weights.Count != offsets.Count)
            throw new ArgumentException($"{offsets.Count} offsets beside {weights.Count} weights.", nameof(offsets));
        (Weights, Offsets) = (weights, offsets);
    }

    /// <summary>w, K numbers.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>b, K numbers.</summary>
    public IReadOnlyList<double> Offsets { get; }

    /// <summary>K.</summary>
    public int Classes => Weights.Count;

    /// <summary>What leaves logits as they are: where every fit starts.</summary>
    /// <param name="classes">K.</param>
    public static LogitCorrection None(int classes) => ByTemperature(classes, 1);

    /// <summary>z / τ.</summary>
    /// <param name="classes">K.</param>
    /// <param name="temperature">τ, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">τ is not above 0.</exception>
    public static LogitCorrection ByTemperature(int classes, double temperature)
    {
        if (!(temperature > 0)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "expected a number above 0");
        return new([.. Enumerable.Repeat(1 / temperature, classes)], new double[classes]);
    }

    /// <summary>z + b.</summary>
    /// <param name="offsets">b, K numbers.</param>
    public static LogitCorrection ByOffsets(IReadOnlyList<double> offsets) => new([.. Enumerable.Repeat(1.0, offsets.Count)], offsets);

    /// <summary>Corrected answers, in float64, so that no two different logits round to one.</summary>
    /// <param name="answers">Labels and N×K logits.</param>
    /// <exception cref="ArgumentException">They are of another number of classes.</exception>
    public Predictions Of(Predictions answers)
    {
        Check(answers.Classes, nameof(answers));
        var corrected = new double[answers.Count * Classes];
        for (var image = 0; image < answers.Count; image++)
            for (var c = 0; c < Classes; c++)
                corrected[image * Classes + c] = Weights[c] * answers.Logits(image)[c] + Offsets[c];
        return new(answers.Labels.ToArray(), corrected, Classes);
    }

    /// <summary>Corrected logits, computed in float64 and rounded to the dtype of the given ones.</summary>
    /// <param name="logits">N×K.</param>
    /// <exception cref="ArgumentException">They are of another number of classes.</exception>
    public Tensor Of(Tensor logits)
    {
        Check(logits.shape[^1], nameof(logits));
        using var scope = NewDisposeScope();
        var (weights, offsets) = (tensor(Weights.ToArray(), device: logits.device), tensor(Offsets.ToArray(), device: logits.device));
        return (logits.to(ScalarType.Float64) * weights).Plus(offsets).to(logits.dtype).MoveToOuterDisposeScope();
    }

    private void Check(long classes, string name)
    {
        if (classes != Classes) throw new ArgumentException($"Logits of {classes} classes, expected {Classes}.", name);
    }
}

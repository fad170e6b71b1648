namespace Reproduction.Kernels;

/// <summary>The numbers of one step of Adam or AdamW.</summary>
/// <param name="Keep">1 − ηλ for AdamW, else 1.</param>
/// <param name="Penalty">λ for Adam, else 0.</param>
/// <param name="FreshMean">1 − β1.</param>
/// <param name="OldSquare">β2.</param>
/// <param name="FreshSquare">1 − β2.</param>
/// <param name="Rate">η/(1 − β1ᵗ).</param>
/// <param name="Correction">1/√(1 − β2ᵗ).</param>
/// <param name="Epsilon">ε.</param>
internal readonly record struct AdamStep(
    float Keep, float Penalty, float FreshMean, float OldSquare, float FreshSquare, float Rate, float Correction, float Epsilon)
{
    /// <summary>PyTorch's β1, β2 and ε, which no recipe changes.</summary>
    internal const double Beta1 = 0.9, Beta2 = 0.999, DefaultEpsilon = 1e-8;

    /// <summary>A step with PyTorch's β and ε.</summary>
    /// <param name="rate">η.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="isDecoupled">Whether the decay is AdamW's.</param>
    /// <param name="step">t, from 1.</param>
    internal static AdamStep Of(double rate, double weightDecay, bool isDecoupled, long step) => new(
        (float)(isDecoupled ? 1 - rate * weightDecay : 1), (float)(isDecoupled ? 0 : weightDecay),
        (float)(1 - Beta1), (float)Beta2, (float)(1 - Beta2), (float)(rate / (1 - Math.Pow(Beta1, step))),
        (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step))), (float)DefaultEpsilon);
}

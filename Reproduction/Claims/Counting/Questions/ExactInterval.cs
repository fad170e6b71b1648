using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Questions;

/// <summary>The smallest and the largest value that a figure can have.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
/// <param name="Attained">
/// Whether both are values of some confusion matrix with the given figures; otherwise no value lies outside, but the ends may be wide.
/// </param>
public sealed record ExactInterval(Rational Low, Rational High, bool Attained = true)
{
    /// <summary>Both ends to some decimals.</summary>
    /// <param name="digits">Decimals.</param>
    public string ToString(int digits) => $"[{Low.ToString(digits)}, {High.ToString(digits)}]";
}

namespace Reproduction.Metrics;

/// <summary>A confidence interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value lies in the interval, its ends included.</summary>
    /// <param name="value">The value.</param>
    public bool Contains(double value) => Low <= value && value <= High;

    /// <summary>The smallest interval that holds this one and another.</summary>
    /// <param name="other">The other.</param>
    internal Interval Hull(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>
    /// The interval of a figure that may be lower or higher by something else too: the two are not both at their ends, so that the squares
    /// of their distances add up.
    /// </summary>
    /// <param name="point">The figure.</param>
    /// <param name="below">By how much lower it may be.</param>
    /// <param name="above">By how much higher.</param>
    internal Interval Further(double point, double below, double above)
    {
        static double Both(double one, double other) => Math.Sqrt(one * one + other * other);
        return below == 0 && above == 0 ? this : new(point - Both(point - Low, below), point + Both(High - point, above));
    }
}

using System.Globalization;

namespace Reproduction.Reporting.Plots;

/// <summary>Maps figures to pixels, and knows where round figures lie.</summary>
internal sealed class Axis
{
    /// <summary>Room that a label takes beside the next on an axis that lies.</summary>
    public const double Lying = 56;

    /// <summary>Room that it takes on one that stands.</summary>
    public const double Standing = 36;

    private readonly double from, to;
    private readonly bool isLogarithmic;

    private Axis(double low, double high, double from, double to, bool isLogarithmic, IReadOnlyList<double> ticks) =>
        (Low, High, this.from, this.to, this.isLogarithmic, Ticks) = (low, high, from, to, isLogarithmic, ticks);

    /// <summary>The figure at one end.</summary>
    public double Low { get; }

    /// <summary>The figure at the other end.</summary>
    public double High { get; }

    /// <summary>Round figures within the axis.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that ends at round figures around all values.</summary>
    /// <param name="values">At least one finite figure.</param>
    /// <param name="from">Where the lowest figure lies, in pixels.</param>
    /// <param name="to">Where the highest lies.</param>
    /// <param name="leastStep">The smallest distance between ticks: 1 for whole numbers.</param>
    /// <param name="room">The smallest distance in pixels.</param>
    public static Axis Around(IReadOnlyCollection<double> values, double from, double to, double leastStep = 0, double room = Standing)
    {
        var (least, most) = (values.Min(), values.Max());
        if (least == most) (least, most) = leastStep > 0 ? (least - leastStep, most + leastStep) : (least - 0.05, most + 0.05);
        var step = Math.Max(leastStep, RoundStep((most - least) * room / Math.Abs(to - from)));
        var (first, last) = (Math.Floor(least / step + 1e-9), Math.Ceiling(most / step - 1e-9));
        return new(first * step, last * step, from, to, false, [.. Steps(first, last).Select(i => i * step)]);
    }

    /// <summary>An axis on which equal ratios are equal lengths.</summary>
    /// <param name="values">At least one figure, all above 0.</param>
    /// <param name="from">Where the lowest figure lies, in pixels.</param>
    /// <param name="to">Where the highest lies.</param>
    public static Axis Logarithmic(IReadOnlyCollection<double> values, double from, double to)
    {
        var (low, high) = (values.Min() / 1.15, values.Max() * 1.15);
        double[] digits = high / low > 30 ? [1, 2, 5] : [1, 1.5, 2, 3, 5, 7];
        var ticks = Steps(Math.Floor(Math.Log10(low)), Math.Ceiling(Math.Log10(high)))
            .SelectMany(power => digits.Select(digit => digit * Math.Pow(10, power)))
            .Where(tick => low <= tick && tick <= high);
        return new(low, high, from, to, true, [.. ticks]);
    }

    /// <summary>Where a figure lies, in pixels.</summary>
    public double At(double value) => isLogarithmic
        ? from + (to - from) * Math.Log(value / Low) / Math.Log(High / Low)
        : from + (to - from) * (value - Low) / (High - Low);

    /// <summary>The same, of figures beyond an end that end.</summary>
    public double Within(double value) => At(Math.Clamp(value, Low, High));

    /// <summary>A tick's label, with a minus sign as wide as a plus.</summary>
    public static string Label(double tick) => Math.Round(tick, 9).ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');

    private static IEnumerable<double> Steps(double first, double last)
    {
        for (var i = first; i <= last; i++) yield return i;
    }

    /// <summary>The next of 1, 2, 5 times a power of ten.</summary>
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return power * (step / power) switch { <= 1.0000001 => 1, <= 2.0000001 => 2, <= 5.0000001 => 5, _ => 10 };
    }
}

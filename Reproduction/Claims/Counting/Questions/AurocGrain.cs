using System.Numerics;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Questions;

/// <summary>
/// A macro average of one-vs-rest areas has a grain: each area is a whole number of half pairs over the class's pairs with other
/// images, and so the mean is a whole multiple of one fraction. Nothing else about the areas follows from a confusion matrix.
/// </summary>
internal static class AurocGrain
{
    private const int Steps = 1 << 17;

    /// <summary>Whether a figure is such an area: of two classes the area under their one curve is, too.</summary>
    public static bool Decides(FigureName figure, CountQuestion question) => figure.Score == Score.AurocOvrMacro
        || (figure.Score == Score.Auroc && question is { Supports: [> 0, > 0], OtherClasses: false, Conventions.Others: null });

    /// <summary>The fraction: 1/180,000,000 for ten classes of 1,000.</summary>
    /// <param name="supports">Images a class.</param>
    public static Rational Of(IReadOnlyList<long> supports)
    {
        var images = supports.Sum();
        // Two classes share one curve.
        if (supports.Count == 2) return new(1, 2 * (BigInteger)supports[0] * supports[1]);
        return new(1, CommonMultiple.Of(HalfPairs(supports, images)) * supports.Count);
    }

    /// <summary>Whether a figure can be such a mean.</summary>
    public static Possibility Possible(FigureClaim claim, IReadOnlyList<long> supports)
    {
        var images = supports.Sum();
        // The trapezoids are added up in floating-point numbers: as many roundings as images, and a few.
        var doubt = new Rational(4 * ((BigInteger)images + supports.Count + 64), BigInteger.One << 53);
        var admission = new Admission(claim);
        var (low, high) = (admission.Low - doubt, admission.High + doubt);
        if (low < 0) low = 0;
        if (high > 1) high = 1;
        if (low > high) return Possibility.Impossible;
        var grain = Of(supports);
        var (first, last) = ((low / grain).Ceiling(), (high / grain).Floor());
        if (first > last) return Possibility.Impossible;
        if (supports.Count == 2 || supports.Distinct().Count() == 1) return Possibility.Consistent;
        // Classes of unequal sizes have unequal steps. The finest alone reaches every interval of its own width.
        if (low <= 0 || high >= 1) return Possibility.Consistent;
        var steps = HalfPairs(supports, images).Select(halfPairs => new Rational(1, halfPairs * supports.Count)).Order().ToArray();
        if (high - low >= steps[0] || TwoSteps(steps, low, high)) return Possibility.Consistent;
        return NearEnd(steps, supports.Count, low, high);
    }

    /// <summary>Whether steps of two classes, the others standing at whole areas or at what is left, reach the interval.</summary>
    private static bool TwoSteps(Rational[] steps, Rational low, Rational high)
    {
        var area = new Rational(1, steps.Length);
        // As many classes at 1 as fit, so that what is left is between one and two areas, or less at the lower end.
        var left = low;
        for (var full = 0; full < steps.Length - 2 && left > area; full++) left -= area;
        var width = high - low;
        for (var (i, one) = (0, (Rational)0); i < Steps && one <= area && one <= left + width; i++, one += steps[^1])
        {
            var other = (left - one) / steps[0];
            var units = other.Ceiling();
            if (units.Sign < 0) units = 0;
            var sum = one + steps[0] * (Rational)units;
            if (steps[0] * (Rational)units <= area && sum >= left && sum <= left + width) return true;
        }
        return false;
    }

    private static IEnumerable<BigInteger> HalfPairs(IReadOnlyList<long> supports, long images) =>
        supports.Select(support => 2 * (BigInteger)support * (images - support));

    private static Possibility NearEnd(Rational[] steps, int classes, Rational low, Rational high)
    {
        // Near 1 the same sums count from above.
        if (low > new Rational(1, 2)) (low, high) = ((Rational)1 - high, (Rational)1 - low);
        var area = new Rational(1, classes);
        HashSet<Rational> sums = [0];
        foreach (var step in steps.Reverse())
        {
            HashSet<Rational> next = [];
            foreach (var sum in sums)
                for (Rational more = 0; more <= area && sum + more <= high; more += step)
                    if (next.Add(sum + more) && next.Count > Steps) return Possibility.Undecided;
            sums = next;
        }
        return sums.Any(sum => sum >= low) ? Possibility.Consistent : Possibility.Impossible;
    }
}

namespace Reproduction.Metrics.SignificanceTests;

/// <summary>How many seeds it takes.</summary>
internal static class FewestSeeds
{
    /// <summary>More are not thought of.</summary>
    public const int Most = 1000;

    /// <summary>By bisection, since more seeds do what fewer do; <see langword="null"/> where <see cref="Most"/> do not.</summary>
    /// <param name="areEnough">Whether so many seeds do, at least 2.</param>
    public static int? Of(Func<int, bool> areEnough)
    {
        if (!areEnough(Most)) return null;
        int low = 1, high = Most;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = areEnough(middle) ? (low, middle) : (middle, high);
        }
        return high;
    }
}

namespace Reproduction.Metrics;

/// <summary>Values some of which may be undefined.</summary>
internal static class Defined
{
    /// <summary>The values; <see langword="null"/> where one is undefined.</summary>
    /// <param name="values">The values.</param>
    public static double[]? All(IReadOnlyList<double?> values)
    {
        var known = new double[values.Count];
        for (var i = 0; i < known.Length; i++)
        {
            if (values[i] is not { } value) return null;
            known[i] = value;
        }
        return known;
    }
}

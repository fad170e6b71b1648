namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Names of two classes that say which of them is 0 and which 1.</summary>
internal static class OppositeNames
{
    private static readonly (string Negative, string Positive)[] Pairs =
        [("false", "true"), ("f", "t"), ("no", "yes"), ("n", "y"), ("neg", "pos"), ("negative", "positive")];

    private static readonly string[] Negations = ["not_", "non_", "no_", "non"];

    /// <summary>Whether the one denies the other.</summary>
    /// <param name="negative">A name.</param>
    /// <param name="positive">Another one.</param>
    public static bool Denies(string negative, string positive)
    {
        var (one, other) = (Plain(negative), Plain(positive));
        return Pairs.Contains((one, other)) || Negations.Any(no => one == no + other);
    }

    /// <summary>
    /// Which of two names is 0, as false is before true; <see langword="null"/> where they do not say it. A negation does not: in folders
    /// by the alphabet mask is 0 and no_mask 1.
    /// </summary>
    /// <param name="names">Names of all classes.</param>
    public static int? Negative(IReadOnlyList<string> names) =>
        names is not [var first, var second] ? null
        : Pairs.Contains((Plain(first), Plain(second))) ? 0
        : Pairs.Contains((Plain(second), Plain(first))) ? 1
        : null;

    private static string Plain(string name) => name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
}

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

    /// <summary>Which of two names is the negative one, 0 or 1; <see langword="null"/> where they do not say it.</summary>
    /// <param name="names">Names of all classes.</param>
    public static int? Negative(IReadOnlyList<string> names) =>
        names is not [var first, var second] ? null
        : Denies(first, second) ? 0
        : Denies(second, first) ? 1
        : null;

    /// <summary>Whether the first of two is called positive or the second negative, so that their places are not their numbers.</summary>
    /// <param name="names">Names of all classes.</param>
    public static bool ContradictPlaces(IReadOnlyList<string> names) =>
        names is [var first, var second] && Negative(names) is null
        && Pairs.Any(pair => pair.Positive.Length > 1 && (Plain(first) == pair.Positive || Plain(second) == pair.Negative));

    private static string Plain(string name) => name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
}

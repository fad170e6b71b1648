using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Names that are read as classes and may be none, or several of an image: of which accuracy is another figure.</summary>
internal static class DoubtfulNames
{
    private static readonly char[] Between = ['|', ';', ','];

    /// <summary>What to say of them.</summary>
    /// <param name="names">All classes' names.</param>
    /// <param name="rows">Which of them is the truth of each row, and which the answer.</param>
    public static IEnumerable<string> Notes(List<string> names, IEnumerable<(int Truth, int Answer)> rows)
    {
        var known = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (known.Contains("-1") && known.Contains("0") && !IsMistakenForOthers(names.IndexOf("-1"), [.. rows]))
            yield return "class '-1' stands beside '0': read as a class of that name: leave out the rows in which it means that nothing is "
                + "there";
        if (names.FirstOrDefault(name => IsList(name) || IsMadeOf(known, name)) is { } several)
            yield return $"class {OneLine.Quote(several)} may be several: read as one of its own, right where the whole is: expected one "
                + "class for each image";
    }

    /// <summary>
    /// Whether a class is answered rightly, missed, and answered to others, as bad among moods of −1, 0 and 1: what stands for nothing is
    /// so in the truth or in the answers alone, or in both at once.
    /// </summary>
    private static bool IsMistakenForOthers(int which, List<(int Truth, int Answer)> rows) =>
        rows.Exists(row => row.Truth == which && row.Answer == which)
        && rows.Exists(row => row.Truth == which && row.Answer != which)
        && rows.Exists(row => row.Truth != which && row.Answer == which);

    /// <summary>As Python and NumPy write lists.</summary>
    private static bool IsList(string name) => name is ['[', .., ']'] && name.AsSpan().IndexOfAny(',', ' ') >= 0;

    private static bool IsMadeOf(HashSet<string> known, string name) =>
        name.Split(Between, StringSplitOptions.TrimEntries) is { Length: > 1 } parts && parts.All(known.Contains);
}

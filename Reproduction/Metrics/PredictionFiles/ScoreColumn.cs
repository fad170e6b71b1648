using System.Globalization;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>A column whose name begins as that of scores.</summary>
/// <param name="Column">Which column, from 0.</param>
/// <param name="Prefix">What its name begins with, as it is written.</param>
/// <param name="Class">What follows, as it is written but for marks, which are one character with their letters.</param>
/// <param name="Key">The same in lower case with _ between words.</param>
internal sealed record ScoreColumn(int Column, string Prefix, string Class, string Key)
{
    /// <summary>Whether the class is called by a number.</summary>
    public bool IsNumbered => int.TryParse(Class, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>The columns whose names begin so.</summary>
    /// <param name="names">All names.</param>
    /// <param name="lower">The same, in lower case with _ between words.</param>
    /// <param name="prefixes">The beginnings.</param>
    public static List<ScoreColumn> Of(IReadOnlyList<string> names, List<string> lower, string[] prefixes)
    {
        var found = new List<ScoreColumn>();
        foreach (var (column, name) in names.Index())
            if (prefixes.FirstOrDefault(prefix => lower[column].Length > prefix.Length
                && lower[column].StartsWith(prefix, StringComparison.Ordinal)) is { Length: var length })
                found.Add(new(column, name[..length], ComposedText.Of(name[length..]), lower[column][length..]));
        return found;
    }
}

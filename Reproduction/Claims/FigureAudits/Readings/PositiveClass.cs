using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Readings;

/// <summary>Which of two classes is the positive one: that which somebody gave, or by what they are called.</summary>
internal static partial class PositiveClass
{
    /// <summary>Its place among classes that have no names.</summary>
    /// <param name="classes">How many there are.</param>
    /// <param name="given">The one that somebody gave.</param>
    /// <exception cref="BadInputException">One was given, and there are not two classes.</exception>
    public static int Among(int classes, string? given) => given is null || classes == 2
        ? Among(["0", "1"], given)
        : throw new BadInputException(
            $"--positive: found '{Shown.Short(given)}' beside {Numbers.Classes(classes)}, expected it where there are two");

    /// <summary>Its place: of the one that was given, of the only one whose name says that it is, or else the second.</summary>
    /// <param name="names">Names of the classes.</param>
    /// <param name="given">The one that somebody gave.</param>
    /// <exception cref="BadInputException">No class has the name that was given.</exception>
    public static int Among(IReadOnlyList<string> names, string? given)
    {
        if (given is null) return ByName(names);
        var c = Enumerable.Range(0, names.Count).FirstOrDefault(c => names[c] == given, -1);
        return c >= 0
            ? c
            : throw new BadInputException(
                $"--positive: found '{Shown.Short(given)}', expected one of {string.Join(", ", names.Take(5).Select(Shown.Short))}");
    }

    private static int ByName(IReadOnlyList<string> names) =>
        names.Count == 2 && Says(names[0], names[1]) && !Says(names[1], names[0]) ? 0 : 1;

    private static bool Says(string name, string other)
    {
        var bare = FoundMatrix.Bare(name);
        // Of classes 1 and 2 the number says nothing.
        return bare == "1" ? FoundMatrix.Bare(other) is "0" or "-1" : Positive().IsMatch(bare) && !Negative().IsMatch(name);
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:positives?|pos|yes|diseased?|ill|sick|cases?|abnormal|present|malignant)(?![\p{L}\p{N}])|\+$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Positive();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:no|non|not|without|negatives?|neg|free|absent|false)(?![\p{L}\p{N}])|[-~]$|^~",
        RegexOptions.IgnoreCase)]
    private static partial Regex Negative();
}

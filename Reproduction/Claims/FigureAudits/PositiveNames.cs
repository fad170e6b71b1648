using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Layouts;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Which of two classes is the positive one by what they are called.</summary>
internal static partial class PositiveNames
{
    /// <summary>The place of the only one whose name says that it is; else the second.</summary>
    public static int Place(IReadOnlyList<string> names) =>
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

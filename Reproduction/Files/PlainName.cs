using System.Text.RegularExpressions;

namespace Reproduction.Files;

/// <summary>
/// The one rule for names that become a part of a path, such as a recipe's or a data set's: they name a file or folder in every
/// place, and never lead out of it.
/// </summary>
internal static partial class PlainName
{
    /// <summary>The rule in words.</summary>
    internal const string Rule = "a name of letters, digits, dots, dashes and underscores, 100 at most, that begins with a letter or digit";

    /// <summary>Whether a text is such a name.</summary>
    /// <param name="text">The text.</param>
    internal static bool Is(string text) => text.Length <= 100 && Name().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Name();
}

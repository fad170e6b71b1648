using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Reproduction.Models.Weights;

/// <summary>The words of which scripts make names of tensors and keys.</summary>
internal static partial class NameWords
{
    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>The words: <c>Multiclass</c>, <c>F1</c> and <c>Score</c> of <c>MulticlassF1Score</c>.</summary>
    /// <param name="name">A name, or a part of one.</param>
    public static IEnumerable<string> Of(string name) => Word().Matches(name).Select(word => word.Value);

    /// <summary>Whether a name has one of some words, be it behind an underscore, before a number or within capitals.</summary>
    /// <param name="name">A name, or a part of one.</param>
    /// <param name="words">The words, whatever their case.</param>
    public static bool Have(string name, FrozenSet<string> words) =>
        Of(name).Any(word => words.Contains(word) || words.Contains(word.TrimEnd(Digits)));

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})[0-9]*|\p{Lu}?\p{Ll}+[0-9]*")]
    private static partial Regex Word();
}

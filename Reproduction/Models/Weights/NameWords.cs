using System.Text.RegularExpressions;

namespace Reproduction.Models.Weights;

/// <summary>The words of which scripts make names of tensors and keys.</summary>
internal static partial class NameWords
{
    /// <summary>The words: <c>Multiclass</c>, <c>F1</c> and <c>Score</c> of <c>MulticlassF1Score</c>.</summary>
    /// <param name="name">A name, or a part of one.</param>
    public static IEnumerable<string> Of(string name) => Word().Matches(name).Select(word => word.Value);

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})[0-9]*|\p{Lu}?\p{Ll}+[0-9]*")]
    private static partial Regex Word();
}

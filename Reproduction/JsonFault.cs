using System.Text.Json;
using System.Text.RegularExpressions;

namespace Reproduction;

/// <summary>What is wrong with a JSON file, in words for who wrote the file and not for who reads this program's types.</summary>
internal static partial class JsonFault
{
    /// <summary>Such as <c>$.seed, line 7: another kind of value than expected</c>.</summary>
    /// <param name="fault">What the reader found.</param>
    internal static string Words(JsonException fault)
    {
        var line = fault.LineNumber is { } number ? $"line {number + 1}" : "it";
        if (Missing().Match(fault.Message) is { Success: true } missing) return $"lacks {missing.Groups[1].Value.TrimEnd('.')}";
        var where = fault.Path is { Length: > 1 } path ? $"{path}, {line}" : line;
        return fault.Message.Contains("System.", StringComparison.Ordinal) || fault.Message.Contains(nameof(Reproduction), StringComparison.Ordinal)
            ? $"{where}: another kind of value than expected, or an unknown key"
            : $"{where}: {Position().Replace(fault.Message, "").ReplaceLineEndings(" ").TrimEnd(' ', '.')}";
    }

    [GeneratedRegex("missing required properties including: (.*)")]
    private static partial Regex Missing();

    /// <summary>The end that says once more where: <c>Path: $ | LineNumber: 0 | BytePositionInLine: 0.</c></summary>
    [GeneratedRegex(@"(Path: \S+ \| )?LineNumber: .*", RegexOptions.Singleline)]
    private static partial Regex Position();
}

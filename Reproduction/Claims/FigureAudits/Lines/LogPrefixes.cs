using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Lines;

/// <summary>What a log puts before every line: its level and the time, or the same epoch.</summary>
internal static partial class LogPrefixes
{
    /// <summary>The lines of a paste without them, where all have one; else as they are.</summary>
    public static string Without(string text)
    {
        var lines = text.Split('\n');
        var filled = lines.Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        if (filled.Count < 2) return text;
        if (filled.TrueForAll(line => Prefix().IsMatch(line)))
            return string.Join('\n', lines.Select(line => Prefix().Replace(line, "")));
        var epoch = Epoch().Match(filled[0]);
        return epoch.Success && filled.TrueForAll(line => line.StartsWith(epoch.Value, StringComparison.Ordinal))
            ? string.Join('\n', lines.Select(line => line.Length > 0 ? line[Math.Min(epoch.Length, line.Length)..] : line))
            : text;
    }

    private const string Levels = "(?:INFO|DEBUG|WARNING|WARN|ERROR|CRITICAL)";

    private const string Level = @"(?:\[" + Levels + @"\s*\]|" + Levels + @"(?::[\w.]+(?=:))?)";

    private const string Time = @"\[?(?:[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[ T])?[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?"
        + @"(?:Z|[-+][0-9]{2}:?[0-9]{2})?\]?";

    /// <summary>Level and time in any order, with the name of what logs between them.</summary>
    [GeneratedRegex(@"^\s*(?:(?:" + Level + "|" + Time + @")(?: - |:\s?|\s+|$)(?:[\w.]+ - (?=" + Level + "))?)+")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^\s*\[?epoch\s*[0-9]+(?:\s*/\s*[0-9]+)?\]?\s*[:|-]\s", RegexOptions.IgnoreCase)]
    private static partial Regex Epoch();
}

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>Values as YAML writes them: names with a colon behind, and what is of a name set in below it.</summary>
internal sealed partial class YamlText
{
    private const int Deepest = 16;

    private readonly string[] lines;
    private int at;

    /// <summary>Behind the last line that was read.</summary>
    private int end;

    private YamlText(string[] lines, int at) => (this.lines, this.at) = (lines, at);

    /// <summary>The reports in a paste, with the first and the last line of the value in which they stand.</summary>
    /// <param name="text">The paste.</param>
    /// <param name="isTaken">Whether a line, counted from 1, is of something else.</param>
    public static IReadOnlyList<(int First, int Last, IReadOnlyList<FoundTable> Tables)> Tables(string text, Func<int, bool> isTaken)
    {
        List<(int First, int Last, IReadOnlyList<FoundTable> Tables)> found = [];
        if (!Recall().IsMatch(text)) return found;
        var lines = text.Split('\n');
        for (var first = 0; first < lines.Length; first++)
        {
            var isList = Item().IsMatch(lines[first]);
            if (isTaken(first + 1) || (!isList && !Entry().IsMatch(lines[first]))) continue;
            var yaml = new YamlText(lines, first);
            object? value = isList ? yaml.Items(IndentOf(lines[first]), 0) : yaml.Pairs(IndentOf(lines[first]), 0);
            if (value is not null && !Enumerable.Range(first + 1, Math.Max(0, yaml.end - first)).Any(isTaken)
                && DictionaryTables.Of(value, first + 1) is { Count: > 0 } tables)
                found.Add((first + 1, yaml.end, tables));
            first = Math.Max(first, yaml.end - 1);
        }
        return found;
    }

    /// <summary>The names and values at an indent; <see langword="null"/> where lines are set in otherwise.</summary>
    private List<(string Name, object? Value)>? Pairs(int indent, int depth)
    {
        List<(string Name, object? Value)> pairs = [];
        if (depth > Deepest) return null;
        while (Next() is { } line && IndentOf(line) is var own && own >= indent)
        {
            if (own > indent) return null;
            if (Entry().Match(line) is not { Success: true } entry) break;
            end = ++at;
            var written = entry.Groups["value"].Value.Trim();
            object? value = Unquoted(written);
            if (written.Length == 0 && Next() is { } below)
            {
                var inner = IndentOf(below);
                if (Item().IsMatch(below) && inner >= indent) value = Items(inner, depth + 1);
                else if (inner > indent) value = Pairs(inner, depth + 1);
                if (value is null) return null;
            }
            else if (written.StartsWith('{') || written.StartsWith('['))
            {
                var from = 0;
                value = Literal.Read(written, ref from) ?? value;
            }
            pairs.Add((Unquoted(entry.Groups["name"].Value), value));
        }
        return pairs;
    }

    /// <summary>The items of a list, each behind a dash.</summary>
    private List<object?>? Items(int indent, int depth)
    {
        List<object?> items = [];
        while (Next() is { } line && IndentOf(line) == indent && Item().Match(line) is { Success: true } item)
        {
            var rest = line[item.Length..];
            if (!Entry().IsMatch(rest))
            {
                items.Add(Unquoted(rest.Trim()));
                end = ++at;
                continue;
            }
            // What stands behind the dash is set in like the lines below it.
            lines[at] = new string(' ', item.Length) + rest;
            if (Pairs(item.Length, depth + 1) is not { } pairs) return null;
            items.Add(pairs);
        }
        return items;
    }

    /// <summary>
    /// The next line that is neither empty nor a comment; <see langword="null"/> behind the last and where another value begins.
    /// </summary>
    private string? Next()
    {
        while (at < lines.Length && lines[at].TrimStart() is var line && (line.Length == 0 || line[0] == '#')) at++;
        return at < lines.Length && !lines[at].StartsWith("---", StringComparison.Ordinal) ? lines[at] : null;
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;

    private static string Unquoted(string text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    [GeneratedRegex(
        """^ *(?<name>"[^"]*"|'[^']*'|[^\s"'#:{}\[\]|&-](?:[^:{}\[\]|&]*[^\s:{}\[\]|&])?) *:(?: +(?<value>[^#]*))?(?:#.*)?$""")]
    private static partial Regex Entry();

    [GeneratedRegex("^ *- +")]
    private static partial Regex Item();

    [GeneratedRegex("recall[\"']?:", RegexOptions.IgnoreCase)]
    private static partial Regex Recall();
}

using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>Lines of JSON, each of which has the scores of one class: a list of records without its brackets.</summary>
internal static partial class RecordLines
{
    /// <summary>The tables of such lines, with the numbers of the lines; none where there are not two.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="lines">All lines.</param>
    /// <exception cref="BadInputException">A line names a class and cannot be read.</exception>
    public static IReadOnlyList<GatheredTable> In(string source, PastedLine[] lines)
    {
        List<object?> records = [];
        HashSet<int> taken = [];
        List<PastedLine> broken = [];
        foreach (var line in lines.Where(line => line.Text.StartsWith('{')))
            if (Record(line.Text) is not { } record)
            {
                if (Keys().Matches(line.Text).Any(key => DictionaryRows.IsOfName(key.Groups["name"].Value))) broken.Add(line);
            }
            else if (record.Exists(pair => DictionaryRows.IsOfName(pair.Name)))
            {
                records.Add(record);
                taken.Add(line.Number);
            }
        if (records.Count < 2 || DictionaryTables.Of(records, taken.Min()) is not { Count: > 0 } tables) return [];
        // Its class would be missing.
        if (broken.Count > 0)
            throw new BadInputException(
                $"{source}:{broken[0].Number}: '{Shown.Short(broken[0].Text)}', expected a whole record of a class, and nothing behind it");
        return [.. tables.Select(table => new GatheredTable(table, taken))];
    }

    /// <summary>What a line holds and nothing else; <see langword="null"/> where it cannot be read.</summary>
    private static List<(string Name, object? Value)>? Record(string text)
    {
        var end = 0;
        return Literal.Read(text, ref end) is List<(string Name, object? Value)> record && text[end..].Trim(' ', ',').Length == 0
            ? record
            : null;
    }

    [GeneratedRegex(@"[""'](?<name>\w*)[""']\s*:")]
    private static partial Regex Keys();
}

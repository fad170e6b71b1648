using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>Lines of JSON, each of which has the scores of one class: a list of records without its brackets.</summary>
internal static class RecordLines
{
    /// <summary>The tables of such lines, with the numbers of the lines; none where there are not two.</summary>
    /// <param name="lines">All lines.</param>
    public static IReadOnlyList<GatheredTable> In(PastedLine[] lines)
    {
        List<object?> records = [];
        HashSet<int> taken = [];
        foreach (var line in lines.Where(line => line.Text.StartsWith('{')))
        {
            var end = 0;
            if (Literal.Read(line.Text, ref end) is not List<(string Name, object? Value)> record
                || line.Text[end..].Trim(' ', ',').Length > 0 || !record.Exists(pair => DictionaryRows.IsOfName(pair.Name))) continue;
            records.Add(record);
            taken.Add(line.Number);
        }
        return records.Count > 1
            ? [.. DictionaryTables.Of(records, taken.Min()).Select(table => new GatheredTable(table, taken))]
            : [];
    }
}

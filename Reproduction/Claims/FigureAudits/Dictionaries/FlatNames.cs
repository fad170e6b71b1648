using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Dictionaries;

/// <summary>Titles that name a class and a score at once, such as <c>cat_precision</c> or <c>recall/cat</c>.</summary>
internal static partial class FlatNames
{
    /// <summary>
    /// A dictionary of such names as one with a row under each class's, the rest as it stands; <see langword="null"/> where not two classes
    /// with precision and recall are named so. What begins with the name of a set, such as <c>eval_</c>, stands under that name.
    /// </summary>
    public static List<(string Name, object? Value)>? ByRow(List<(string Name, object? Value)> pairs)
    {
        // Beside rows that stand there as such, numbers are none.
        if (pairs.Exists(pair => pair.Value is List<(string Name, object? Value)> inner && inner.Exists(own =>
            DictionaryRows.IsOfRows(own.Name) || own.Value is List<(string Name, object? Value)>)))
            return null;
        if (BySet(pairs) is { } sets) return sets;
        string[] titles = [.. pairs.Where(IsNumber).Select(pair => pair.Name)];
        return Rows(titles, Behind, needsImages: false) is { } behind ? With(pairs, behind)
            : Rows(titles, Before, needsImages: true) is { } before ? With(pairs, before)
            : null;
    }

    private static bool IsNumber((string Name, object? Value) pair) => pair.Value is string text && CellText.IsNumberLike(text);

    /// <summary>
    /// The dictionary by the names of sets with which its titles begin, where classes or images are among those of a set;
    /// <see langword="null"/> where there is no such set, or a class that has the name of one.
    /// </summary>
    private static List<(string Name, object? Value)>? BySet(List<(string Name, object? Value)> pairs)
    {
        if (pairs.Exists(pair => IsNumber(pair) && SetNames.Leading(pair.Name) is null && DictionaryRows.ColumnOf(pair.Name) is null
            && Behind(pair.Name) is var (row, _) && AverageName.Kind(row) is null))
            return null;
        List<(string Name, object? Value)> rest = [], sets = [];
        foreach (var set in pairs.GroupBy(pair => IsNumber(pair) ? SetNames.Leading(pair.Name) : null))
        {
            if (set.Key is not var (name, length))
            {
                rest.AddRange(set);
                continue;
            }
            List<(string Name, object? Value)> own = [.. set.Select(pair => (pair.Name[length..], pair.Value))];
            var isSet = ByRow(own) is not null || (DictionaryRows.HasScore(name, own)
                && own.Exists(pair => DictionaryRows.ColumnOf(pair.Name) is { Kind: ColumnKind.Support }));
            if (isSet) sets.Add((name, own));
            else rest.AddRange(set);
        }
        return sets.Count > 0 ? [.. sets, .. rest] : null;
    }

    /// <summary>The class and the score of each title that has them; <see langword="null"/> where they are those of no report.</summary>
    private static Dictionary<string, (string Row, string Score)>? Rows(
        string[] titles, Func<string, (string Row, string Score)?> parts, bool needsImages)
    {
        Dictionary<string, (string Row, string Score)> found = [];
        foreach (var title in titles)
            if (DictionaryRows.ColumnOf(title) is null && AverageName.Kind(title) is null && parts(title) is { } own) found[title] = own;
        // seqeval's own names of all entities together.
        if (found.Values.Any(own => DictionaryRows.IsOfEntities(own.Score)))
            foreach (var title in titles.Where(title => found.TryGetValue(title, out var own) && own.Row == "overall")) found.Remove(title);
        var rows = found.Values.ToLookup(own => own.Row, own => DictionaryRows.ColumnOf(own.Score)!);
        bool IsWhole(IEnumerable<Column> columns) => columns.Any(column => column.IsOf(Score.Precision))
            && columns.Any(column => column.IsOf(Score.Recall))
            && (!needsImages || columns.Any(column => column.Kind == ColumnKind.Support));
        if (rows.Count(row => AverageName.Kind(row.Key) is null && IsWhole(row)) < 2) return null;
        // A number of something else under a name that is no class's.
        foreach (var (title, own) in found.ToArray())
            if (AverageName.Kind(own.Row) is null && (needsImages ? !IsWhole(rows[own.Row]) : rows[own.Row].Count() < 2))
                found.Remove(title);
        return found;
    }

    private static List<(string Name, object? Value)> With(
        List<(string Name, object? Value)> pairs, Dictionary<string, (string Row, string Score)> found)
    {
        List<(string Name, object? Value)> byRow = [];
        Dictionary<string, List<(string Name, object? Value)>> rows = [];
        foreach (var pair in pairs)
            if (!IsNumber(pair) || !found.TryGetValue(pair.Name, out var own)) byRow.Add(pair);
            else if (rows.TryGetValue(own.Row, out var row)) row.Add((own.Score, pair.Value));
            else
            {
                rows[own.Row] = [(own.Score, pair.Value)];
                byRow.Add((own.Row, rows[own.Row]));
            }
        return byRow;
    }

    /// <summary>A title with its score behind: the longest that there is.</summary>
    private static (string Row, string Score)? Behind(string title)
    {
        foreach (var mark in Marks().Matches(title).AsEnumerable())
            if (mark.Index > 0 && IsScore(title[(mark.Index + mark.Length)..]))
                return (title[..mark.Index], title[(mark.Index + mark.Length)..]);
        return null;
    }

    /// <summary>A title that begins with its score.</summary>
    private static (string Row, string Score)? Before(string title)
    {
        foreach (var mark in Marks().Matches(title).AsEnumerable().Reverse())
            // What stands in brackets behind a score says more of it.
            if (title[(mark.Index + mark.Length)..] is [var first, ..] row && char.IsLetterOrDigit(first) && IsScore(title[..mark.Index]))
                return (row, title[..mark.Index]);
        return null;
    }

    private static bool IsScore(string title) => Column.Plain(title).Length > 1 && DictionaryRows.IsOfRows(title);

    [GeneratedRegex(@"[\s_./:|-]+")]
    private static partial Regex Marks();
}

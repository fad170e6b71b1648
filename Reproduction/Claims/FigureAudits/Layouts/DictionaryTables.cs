using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>
/// scikit-learn's report as a dictionary, seqeval's, or several of them in one: JSON, or Python's own way of printing one.
/// </summary>
internal static class DictionaryTables
{
    private const int Deepest = 3;
    private const string Overall = "overall_";

    /// <summary>The tables of what begins at a brace or bracket; none where that is something else.</summary>
    /// <param name="text">The whole paste.</param>
    /// <param name="at">Where it begins; moved behind it if there are tables.</param>
    public static IReadOnlyList<FoundTable> At(string text, ref int at)
    {
        var end = at;
        if (Literal.Read(text, ref end) is not { } value) return [];
        var line = 1 + text.AsSpan(0, at).Count('\n');
        FoundTable[] tables = [.. Reports(value, null, 0).Select(report => report.Table(line)).OfType<FoundTable>()];
        if (tables.Length > 0) at = end;
        return tables is [var only] ? [only with { Group = null }] : tables;
    }

    private static IEnumerable<Report> Reports(object? value, string? path, int depth)
    {
        if (depth > Deepest) yield break;
        if (Rows(value) is { Count: > 0 } rows)
        {
            yield return new(path, rows, [.. NotJudged(value)]);
            yield break;
        }
        var inner = value switch
        {
            List<(string Name, object? Value)> pairs => pairs,
            List<object?> items => [.. items.Select((item, i) => ($"{i + 1}", item))],
            _ => [],
        };
        foreach (var (name, item) in inner)
            foreach (var report in Reports(item, path is null ? name : $"{path}.{name}", depth + 1)) yield return report;
    }

    private static List<(string Name, List<(string Title, string Text)> Figures)>? Rows(object? value)
    {
        // One record a class, with its name among the figures.
        if (value is List<object?> list)
            return Records(list) is var records && records.Any(HasRecall)
                ? [.. records.Where(IsRow).Select(record => (NameOf(record), Figures(record)))]
                : [];
        if (value is not List<(string, object?)> pairs) return null;
        List<(string Name, List<(string, string)> Figures)> rows = [];
        if (AreByRow(pairs))
        {
            foreach (var (name, item) in pairs)
            {
                if (item is List<(string, object?)> inner && HasScore(name, inner)) rows.Add((name, Figures(inner)));
                else if (item is string text && IsAccuracy(name, pairs)) rows.Add((name, [("precision", text)]));
            }
            List<(string, string)> overall =
                [.. pairs.Where(IsOverall).Select(pair => (Title(pair.Item1[Overall.Length..], rows[0].Figures), (string)pair.Item2!))];
            if (overall.Count > 0) rows.Add(("micro avg", overall));
        }
        else if (pairs.Any(pair => Column.Plain(pair.Item1) == "recall" && pair.Item2 is List<(string, object?)>))
            // By column: {"precision": {"a": …}}.
            foreach (var (title, item) in pairs)
                if (item is List<(string, object?)> column)
                    foreach (var (name, figure) in column)
                    {
                        if (rows.All(row => row.Name != name)) rows.Add((name, []));
                        rows.First(row => row.Name == name).Figures.Add((title, figure as string ?? ""));
                    }
        return rows;
    }

    private static List<(string Name, object? Value)>[] Records(List<object?> list) =>
        [.. list.OfType<List<(string Name, object? Value)>>()];

    private static bool IsRow(List<(string Name, object? Value)> record) => HasScore(NameOf(record), record);

    /// <summary>The name of a record's class.</summary>
    private static string NameOf(List<(string Name, object? Value)> record) => record.FirstOrDefault(pair =>
        pair.Name.ToLowerInvariant() is "class" or "label" or "name" or "category" or "index" or "").Value as string ?? "";

    /// <summary>Whether what stands under one name at least is a row of a report.</summary>
    private static bool AreByRow(List<(string Name, object? Value)> pairs) =>
        pairs.Any(pair => pair.Value is List<(string Name, object? Value)> inner && HasRecall(inner));

    private static bool HasRecall(List<(string Name, object? Value)> pairs) =>
        pairs.Any(pair => Column.Plain(pair.Name) == "recall" && pair.Value is string);

    /// <summary>
    /// Whether it is a row beside others: an average or a class of which two scores or the images stand there, too, as a setting has not.
    /// </summary>
    private static bool HasScore(string name, List<(string Name, object? Value)> row)
    {
        var figures = row.Where(pair => pair.Value is string text && CellText.IsNumberLike(text)).Select(pair => pair.Name).ToList();
        var scores = figures.Count(title => Column.Plain(title).Length > 1
            && Of(title) is { Kind: ColumnKind.Figure, Score: Score.Precision or Score.Recall or Score.F1 });
        return scores > 0 && (scores > 1 || HasRecall(row) || AverageName.Kind(name) is not null
            || figures.Exists(title => Of(title) is { Kind: ColumnKind.Support }));
    }

    /// <summary>The figures of a row; numbers of which it is not known what they are belong to it, too.</summary>
    private static List<(string, string)> Figures(List<(string Name, object? Value)> pairs) =>
        [.. pairs.Where(pair => pair.Value is string text
                && (Of(pair.Name) is { } known ? known.Kind != ColumnKind.Name : CellText.IsNumberLike(text)))
            .Select(pair => (pair.Name, (string)pair.Value!))];

    /// <summary>A column; seqeval's <c>number</c> is of the entities of a class.</summary>
    private static Column? Of(string title) =>
        title.Equals("number", StringComparison.OrdinalIgnoreCase) ? new(ColumnKind.Support, title) : Column.Of(title);

    /// <summary>Whether it is a score of seqeval of all classes counted together.</summary>
    private static bool IsOverall((string Name, object? Value) pair) => pair.Name.StartsWith(Overall, StringComparison.OrdinalIgnoreCase)
        && pair.Value is string && Column.Of(pair.Name[Overall.Length..]) is { Kind: ColumnKind.Figure };

    private static bool IsAccuracy(string name, List<(string, object?)> pairs) =>
        AverageName.Kind(name) == Average.Accuracy && !IsOfTokens(name, pairs);

    /// <summary>seqeval's accuracy is of tokens, and not of entities.</summary>
    private static bool IsOfTokens(string name, List<(string, object?)> pairs) => AverageName.Kind(name) == Average.Accuracy
        && name.StartsWith(Overall, StringComparison.OrdinalIgnoreCase) && pairs.Any(IsOverall);

    /// <summary>What a score is called in the rows above.</summary>
    private static string Title(string name, List<(string Title, string Text)> figures) =>
        figures.FirstOrDefault(figure => Column.Of(figure.Title) is { Kind: ColumnKind.Figure } own && own.Score == Column.Of(name)!.Score)
            .Title ?? name;

    /// <summary>Single numbers beside the rows, what else stands beside them, and what stands within them and is no number.</summary>
    private static IEnumerable<string> NotJudged(object? value)
    {
        if (value is List<object?> list) return Within(Records(list).Where(IsRow)).Concat(Others(Records(list)));
        if (value is not List<(string Name, object? Value)> pairs) return [];
        var numbers = pairs
            .Where(pair => pair.Value is string text && CellText.IsNumberLike(text) && !IsAccuracy(pair.Name, pairs) && !IsOverall(pair))
            .Select(pair => IsOfTokens(pair.Name, pairs) ? $"{pair.Name} (of tokens)" : pair.Name);
        if (!AreByRow(pairs)) return numbers;
        var inner = pairs.Where(pair => pair.Value is List<(string Name, object? Value)> { Count: > 0 })
            .ToLookup(pair => HasScore(pair.Name, (List<(string Name, object? Value)>)pair.Value!));
        return numbers.Concat(inner[false].Select(pair => pair.Name))
            .Concat(Within(inner[true].Select(pair => (List<(string Name, object? Value)>)pair.Value!)));
    }

    /// <summary>What of rows is a dictionary or list of its own.</summary>
    private static IEnumerable<string> Within(IEnumerable<List<(string Name, object? Value)>> rows) =>
        rows.SelectMany(row => row)
            .Where(pair => pair.Value is List<(string Name, object? Value)> { Count: > 0 } or List<object?> { Count: > 0 })
            .Select(pair => pair.Name).Distinct();

    /// <summary>Records of a list that are no rows, by their places.</summary>
    private static IEnumerable<string> Others(List<(string Name, object? Value)>[] records) =>
        records.Index().Where(record => !IsRow(record.Item)).Select(record => $"record {record.Index + 1}");

    /// <summary>A report before it is a table.</summary>
    /// <param name="Path">The names under which it stands.</param>
    /// <param name="Rows">Rows by name.</param>
    /// <param name="NotJudged">What stands beside them.</param>
    private sealed record Report(
        string? Path, List<(string Name, List<(string Title, string Text)> Figures)> Rows, IReadOnlyList<string> NotJudged)
    {
        public FoundTable? Table(int line)
        {
            string[] titles =
                [.. Rows.SelectMany(row => row.Figures.Select(figure => figure.Title)).Distinct()
                    .OrderBy(title => Of(title) is { Kind: ColumnKind.Support })];
            var columns = Header.WithoutOtherLetters([.. titles.Select(title => Of(title) ?? new(ColumnKind.Other, title))]);
            if (Header.OfCells(titles) is null) return null;
            return new(TableLayout.Dictionary, columns,
                [.. Rows.Select(row => new FoundRow(line, row.Name, [.. columns.Select(column => Cell(row, column))]))])
            { Group = Path, FirstLine = line, NotJudged = NotJudged };
        }

        private static string Cell((string Name, List<(string Title, string Text)> Figures) row, Column column) =>
            row.Figures.FirstOrDefault(figure => figure.Title == column.Title) is { Text: { } text } ? text
            : AverageName.Kind(row.Name) == Average.Accuracy && row.Figures is [var only] && column.Kind == ColumnKind.Figure
                ? only.Text
                : "";
    }
}

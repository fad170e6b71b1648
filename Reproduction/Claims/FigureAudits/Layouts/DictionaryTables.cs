namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>scikit-learn's report as a dictionary: JSON, or Python's own way of printing one.</summary>
internal static class DictionaryTables
{
    /// <summary>The table that begins at a brace; <see langword="null"/> if none does.</summary>
    /// <param name="text">The whole paste.</param>
    /// <param name="at">Where the brace stands; moved behind the table.</param>
    public static FoundTable? At(string text, ref int at)
    {
        var end = at;
        if (Literal.Read(text, ref end) is not { } value || Rows(value, 0) is not { Count: > 0 } rows) return null;
        var line = 1 + text.AsSpan(0, at).Count('\n');
        Column[] columns =
            [.. rows.SelectMany(row => row.Figures.Select(figure => figure.Title)).Distinct()
                .Select(title => Column.Of(title) ?? new(ColumnKind.Other, title))];
        if (Column.OfCells([.. columns.Select(column => column.Title)]) is null) return null;
        at = end;
        return new("dictionary", columns,
            [.. rows.Select(row => new FoundRow(line, row.Name, [.. columns.Select(column => Cell(row, column))]))])
        { FirstLine = line };

        static string Cell((string Name, List<(string Title, string Text)> Figures) row, Column column) =>
            row.Figures.FirstOrDefault(figure => figure.Title == column.Title) is { Text: { } text } ? text
            : AverageName.Kind(row.Name) == Average.Accuracy && row.Figures is [var only] && column.Kind == ColumnKind.Figure
                ? only.Text
                : "";
    }

    private static List<(string Name, List<(string Title, string Text)> Figures)>? Rows(object? value, int depth)
    {
        if (depth > 3) return null;
        if (value is List<object?> records)
        {
            // One record a class, with its name among the figures.
            var rows = records.OfType<List<(string, object?)>>().Where(HasRecall)
                .Select(record =>
                    (record.FirstOrDefault(pair => pair.Item1.ToLowerInvariant() is "class" or "label" or "name" or "category" or "index"
                        or "").Item2 as string ?? "", Figures(record))).ToList();
            return rows.Count > 0 ? rows : null;
        }
        if (value is not List<(string, object?)> pairs) return null;
        if (pairs.Any(pair => pair.Item2 is List<(string, object?)> inner && HasRecall(inner)))
        {
            List<(string, List<(string, string)>)> rows = [];
            foreach (var (name, item) in pairs)
            {
                if (item is List<(string, object?)> inner && HasRecall(inner)) rows.Add((name, Figures(inner)));
                else if (item is string text && AverageName.Kind(name) == Average.Accuracy) rows.Add((name, [("precision", text)]));
            }
            return rows;
        }
        if (pairs.Any(pair => Column.Plain(pair.Item1) == "recall" && pair.Item2 is List<(string, object?)>))
        {
            // By column: {"precision": {"a": …}}.
            List<(string Name, List<(string, string)> Figures)> rows = [];
            foreach (var (title, item) in pairs)
                if (item is List<(string, object?)> column)
                    foreach (var (name, figure) in column)
                    {
                        if (rows.All(row => row.Name != name)) rows.Add((name, []));
                        rows.First(row => row.Name == name).Figures.Add((title, figure as string ?? ""));
                    }
            return rows;
        }
        foreach (var (_, item) in pairs)
            if (Rows(item, depth + 1) is { } inner) return inner;
        return null;
    }

    private static bool HasRecall(List<(string Name, object? Value)> pairs) =>
        pairs.Any(pair => Column.Plain(pair.Name) == "recall" && pair.Value is string);

    private static List<(string, string)> Figures(List<(string Name, object? Value)> pairs) =>
        [.. pairs.Where(pair => pair.Value is string && Column.Of(pair.Name) is { Kind: not ColumnKind.Name })
            .Select(pair => (pair.Name, (string)pair.Value!))];
}

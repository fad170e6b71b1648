using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// What the columns of names in a table say: which is of classes, and which of models, sets or folds, of which each has a table of its own.
/// </summary>
internal sealed class RowNames
{
    private readonly int[] names;
    private readonly int classes;

    /// <param name="place">Where the header stands.</param>
    /// <param name="columns">All columns.</param>
    /// <param name="rows">Their cells.</param>
    /// <exception cref="BadInputException">No column is of classes.</exception>
    public RowNames(string place, Column[] columns, IReadOnlyList<string[]> rows)
    {
        var alone = columns.Count(column => column.Kind == ColumnKind.Name) == 1;
        Columns =
            [.. columns.Select((column, i) => !alone && IsNumbers(column, rows.Select(row => row[i]))
                ? new(ColumnKind.Other, column.Title)
                : column)];
        if (Columns.All(column => column.Kind != ColumnKind.Name)) Columns = columns;
        names = [.. Enumerable.Range(0, columns.Length).Where(i => Columns[i].Kind == ColumnKind.Name)];
        classes = Array.FindLastIndex(names, i => ModelNames.IsOfClasses(columns[i].Title));
        if (classes < 0) classes = Array.FindLastIndex(names, i => !ModelNames.IsOfModels(columns[i].Title));
        if (classes < 0) ModelNames.Refuse(place, columns[names[^1]].Title);
        Title = columns[names[Math.Max(classes, 0)]].Title;
    }

    /// <summary>What stands above the classes.</summary>
    public string Title { get; }

    /// <summary>The columns; what holds nothing but numbers beside the names is not judged.</summary>
    public Column[] Columns { get; }

    /// <summary>The class and the group of each row: a model that is named once is of all rows below.</summary>
    public IReadOnlyList<(string Class, string Group)> Of(IReadOnlyList<string[]> rows)
    {
        var above = new string[names.Length];
        Array.Fill(above, "");
        List<(string Class, string Group)> found = [];
        foreach (var cells in rows)
        {
            string[] own = [.. names.Select(i => CellText.Plain(cells[i]))];
            // The name of an average may stand in the first column.
            if (own[classes].Length == 0 && classes == names.Length - 1
                && Array.FindLastIndex(own, name => name.Length > 0) is >= 0 and var only)
                (own[classes], own[only]) = (own[only], AverageName.Kind(own[only]) is null ? own[only] : "");
            for (var i = 0; i + 1 < names.Length; i++)
                if (own[i].Length == 0) own[i] = above[i];
                else above[i] = own[i];
            found.Add((own[classes], string.Join(", ", own.Where((_, i) => i != classes))));
        }
        // Kinds of classes are no groups, nor is another name for each: no class is in two of them.
        var classesInGroups = found.Distinct().ToArray();
        return classesInGroups.Select(row => row.Class).Distinct().Count() == classesInGroups.Length
            && !names.Where((_, i) => i != classes).Any(i => ModelNames.IsOfModels(Columns[i].Title))
            ? [.. found.Select(row => (row.Class, ""))]
            : found;
    }

    private static bool IsNumbers(Column column, IEnumerable<string> cells) =>
        column.Kind == ColumnKind.Name && !ModelNames.IsOfModels(column.Title) && !ModelNames.IsOfClasses(column.Title)
        && cells.All(cell => cell.Length == 0 || CellText.IsNumberLike(cell));
}

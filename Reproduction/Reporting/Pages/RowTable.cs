namespace Reproduction.Reporting.Pages;

/// <summary>Tables with a row for each model, or for each pair of models: any number of them can be read below each other.</summary>
/// <param name="text">Takes the tables.</param>
/// <param name="what">What a row is.</param>
/// <param name="items">The rows.</param>
/// <param name="name">Their names.</param>
internal sealed class RowTable<T>(MarkdownText text, string what, IReadOnlyList<T> items, Func<T, string> name)
{
    /// <summary>More classes than these are rows: of a hundred columns nobody finds the one they look for.</summary>
    private const int MostClasses = 20;

    /// <summary>A table of figures.</summary>
    /// <param name="columns">Each figure's name, and what it is of a row.</param>
    public void Write(params IEnumerable<(string Name, Func<T, string> Cell)> columns)
    {
        var all = columns.ToList();
        text.Table(
            [what, .. all.Select(column => column.Name)],
            items.Select(item => (string[])[name(item), .. all.Select(column => column.Cell(item))]));
    }

    /// <summary>A table of figures of each class.</summary>
    /// <param name="classNames">K names in class order.</param>
    /// <param name="cell">The figure of a row and a class.</param>
    public void WriteClasses(IReadOnlyList<string> classNames, Func<T, int, string> cell)
    {
        var classes = classNames.Select((className, c) => (Name: MarkdownText.Escaped(className), Index: c));
        if (classNames.Count <= MostClasses)
            Write(classes.Select(of => (of.Name, (Func<T, string>)(item => cell(item, of.Index)))));
        else
            text.Table(
                ["class", .. items.Select(name)],
                classes.Select(of => (string[])[of.Name, .. items.Select(item => cell(item, of.Index))]));
    }
}

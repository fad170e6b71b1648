using System.Globalization;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// The metrics of a predictions file as one table for a paper or a spreadsheet: each figure and each class's recall with its interval,
/// and against another file the paired difference.
/// </summary>
public static class MetricsTable
{
    /// <summary>The formats by name.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["latex", "markdown", "csv"];

    /// <summary>Writes it.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="predictions">Labels and answers.</param>
    /// <param name="classNames">K names in class order.</param>
    /// <param name="mine">Its figures.</param>
    /// <param name="other">Another model's answers to the same images and its figures; null: no differences.</param>
    /// <exception cref="ArgumentException">No such format.</exception>
    public static string Of(
        string format, Predictions predictions, IReadOnlyList<string> classNames, ResampledFigures mine,
        (Predictions Predictions, ResampledFigures Figures)? other = null)
    {
        var rows = Rows(predictions, classNames, mine, other).ToList();
        string[] header = ["figure", "value", .. other is null ? (string[])[] : ["difference"]];
        return format switch
        {
            "csv" => Csv(rows, other is not null),
            "latex" => LatexTable.Of(
                $"Figures on {Written.Count(predictions.Count)} images{(mine.HaveIntervals ? ", with 95 % intervals" : "")}", header,
                rows.Select(row => Cells(row, other is not null).Select(LatexTable.Escaped).ToList())),
            "markdown" => Markdown(header, rows.Select(row => Cells(row, other is not null))),
            _ => throw new ArgumentException($"No format is called {format}.", nameof(format)),
        };
    }

    private static IEnumerable<Row> Rows(
        Predictions predictions, IReadOnlyList<string> classNames, ResampledFigures mine,
        (Predictions Predictions, ResampledFigures Figures)? other)
    {
        var its = other?.Figures;
        IReadOnlyList<Interval?> differences = mine.HaveIntervals && its is not null
            ? mine.DifferenceIntervals(its)
            : [.. FigureCatalogue.All.Select(_ => (Interval?)null)];
        foreach (var (figure, difference) in FigureCatalogue.All.Zip(differences))
            yield return new(
                figure.Key, figure.Words, figure.Value(mine.Values), mine.Interval(figure),
                its is null ? null : figure.Value(mine.Values) - figure.Value(its.Values), difference);
        var (matrix, against) = (ConfusionMatrix.Of(predictions), other is { } with ? ConfusionMatrix.Of(with.Predictions) : null);
        foreach (var (c, name) in classNames.Index())
            yield return new(
                $"recall[{name}]", $"recall of {name}", matrix.Recall(c),
                mine.HaveIntervals ? ExactShare.Interval(matrix[c, c], matrix.Support(c)) : null,
                matrix.Recall(c) - against?.Recall(c), null);
    }

    private static List<string> Cells(Row row, bool haveDifferences)
    {
        List<string> cells = [row.Words, Cell(Written.Value(row.Value), row.Interval, Written.Interval)];
        if (haveDifferences)
            cells.Add(Cell(Written.Difference(row.Difference), row.DifferenceInterval, Written.DifferenceInterval));
        return cells;
    }

    private static string Cell(string value, Interval? interval, Func<Interval?, string> written) =>
        interval is null ? value : $"{value} {written(interval)}";

    private static string Markdown(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new MarkdownText();
        text.Table(header, rows.Select(row => row.Select((cell, column) => column == 0 ? MarkdownText.Escaped(cell) : cell).ToList()));
        return text.ToString();
    }

    private static string Csv(IEnumerable<Row> rows, bool haveDifferences) =>
        $"figure,value,low,high{(haveDifferences ? ",difference,difference_low,difference_high" : "")}\n"
        + string.Concat(rows.Select(row =>
        {
            string[] fields = [Quoted(row.Key), Number(row.Value), Number(row.Interval?.Low), Number(row.Interval?.High)];
            string[] more = [Number(row.Difference), Number(row.DifferenceInterval?.Low), Number(row.DifferenceInterval?.High)];
            return string.Join(',', haveDifferences ? [.. fields, .. more] : fields) + "\n";
        }));

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\n") ? $"\"{field.Replace("\"", "\"\"")}\"" : field;

    private sealed record Row(
        string Key, string Words, double? Value, Interval? Interval, double? Difference, Interval? DifferenceInterval);
}

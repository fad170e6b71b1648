using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>Counts of each class beside its scores: the columns TP and FP, and FN or the images.</summary>
/// <param name="Titles">Of the columns.</param>
/// <param name="Supports">Images of each class, hits and misses.</param>
/// <param name="Hits">True positives of each class.</param>
/// <param name="FalseAlarms">False positives of each class.</param>
internal sealed record CountColumns(IReadOnlyList<string> Titles, long[] Supports, long[] Hits, long[] FalseAlarms)
{
    private static readonly string[] OfHits = ["tp", "true positives", "truepositives"];
    private static readonly string[] OfAlarms = ["fp", "false positives", "falsepositives"];
    private static readonly string[] OfMisses = ["fn", "false negatives", "falsenegatives"];

    /// <summary>Whether a table counts hits, false alarms and misses of each class, and so says its images.</summary>
    /// <param name="table">The table.</param>
    public static bool SayImages(FoundTable table) => new[] { OfHits, OfAlarms, OfMisses }.All(titles =>
        Place(table, titles) is >= 0 and var column && table.Rows.Where(row => AverageName.Of(row) is null)
            .All(row => SupportColumn.WholeInGroups(row.Cells[column]) is not null));

    /// <summary>The counts of a table; <see langword="null"/> where a column is missing or holds something else.</summary>
    /// <param name="source">What messages call the paste.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows, told apart.</param>
    /// <exception cref="BadInputException">A class has other images than hits and misses.</exception>
    public static CountColumns? In(string source, FoundTable table, ReportRows rows)
    {
        var images = rows.Classes.Select(rows.Cells.Images).ToArray();
        var (hits, alarms, misses) = (Of(OfHits), Of(OfAlarms), Of(OfMisses));
        if (hits is not var (hit, tp) || alarms is not var (alarm, fp)) return null;
        if (misses is null && images.Any(own => own is null)) return null;
        var supports = tp.Select((own, c) => misses is var (_, fn) ? own + fn[c] : images[c]!.Value).ToArray();
        for (var c = 0; c < supports.Length; c++)
            if ((images[c] ?? supports[c]) != supports[c] || tp[c] > supports[c])
                throw new BadInputException(
                    $"{source}:{rows.Classes[c].Line}: support {images[c]} of '{Shown.Short(rows.Classes[c].Name)}', expected the sum of its {tp[c]} "
                    + "true positives and its false negatives");
        return new(misses is var (miss, _) ? [hit, alarm, miss] : [hit, alarm], supports, tp, fp);

        (string Title, long[] Counts)? Of(string[] titles)
        {
            var column = Place(table, titles);
            if (column < 0) return null;
            var counts = rows.Classes.Select(row => rows.Cells.Whole(row.Cells[column])).ToArray();
            return counts.All(count => count is not null)
                ? (table.Columns[column].Title, [.. counts.Select(count => count!.Value)])
                : null;
        }
    }

    /// <summary>Where the column of one of some titles stands; −1 where none does.</summary>
    private static int Place(FoundTable table, string[] titles) =>
        Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => table.Columns[i].Kind == ColumnKind.Other
            && titles.Contains(Column.Plain(table.Columns[i].Title)), -1);

    /// <summary>Whether a table that shows all classes can have them: as many are taken for another class as are missed.</summary>
    public bool AreClosed => MisclassifiedImages.CanBeDealt(new(Supports, Hits, FalseAlarms));

    /// <summary>A confusion matrix with these counts, with one class more where others than these are needed.</summary>
    /// <param name="line">Where the table begins.</param>
    public FoundMatrix Matrix(int line)
    {
        var matrix = MisclassifiedImages.Dealt(new(Supports, Hits, FalseAlarms), !AreClosed);
        return new(line, FoundMatrix.Filled(matrix.Classes, (i, j) => matrix[i, j]), null, MatrixRows.Labels)
        {
            Title = $"the count of {string.Join(", ", Titles)}",
            IsOfCounts = true,
        };
    }
}

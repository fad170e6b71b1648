using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// Tables that go on under their header once more, on another page or further below: one table of all their classes, whose averages stand
/// in the last piece.
/// </summary>
internal static partial class ContinuedTables
{
    /// <summary>Words of a line that says that a table goes on; prose that goes on has more.</summary>
    private const int LongestTitle = 8;

    /// <summary>The tables of a paste, those in pieces as one.</summary>
    /// <param name="tables">As they were found, in their order.</param>
    /// <param name="lines">All lines of the paste.</param>
    public static IReadOnlyList<FoundTable> Joined(IReadOnlyList<FoundTable> tables, PastedLine[] lines)
    {
        List<FoundTable> joined = [];
        foreach (var table in tables)
        {
            joined.Add(table);
            while (Pieces(joined, lines) is > 1 and var pieces)
            {
                var first = joined.Count - pieces;
                var isOfEither = pieces == 2 && IsAccuracyOfEither(joined[first], joined[^1], lines);
                joined[first] = joined.Skip(first).Aggregate(Both);
                if (isOfEither) joined[first] = WithoutAccuracy(joined[first]);
                joined.RemoveRange(first + 1, pieces - 1);
            }
        }
        return joined;
    }

    /// <summary>How many of the last tables are one: by the images of its averages, or by what stands between the last two.</summary>
    private static int Pieces(List<FoundTable> tables, PastedLine[] lines)
    {
        var last = tables[^1];
        var (total, sum) = (Total(last), Sum(last));
        if (total is not null && total == sum) return 1;
        var all = sum;
        for (var pieces = 2; pieces <= tables.Count && MayGoOn(tables[^pieces], tables[^(pieces - 1)]); pieces++)
        {
            all += Sum(tables[^pieces]);
            if (total is not null && total == all) return pieces;
        }
        return tables.Count > 1 && MayGoOn(tables[^2], last) && IsBetween(tables[^2], last, lines) ? 2 : 1;
    }

    /// <summary>Whether a table may go on in the next: the same titles, other classes, no average above those of the last piece.</summary>
    private static bool MayGoOn(FoundTable table, FoundTable next) =>
        table.Layout == next.Layout && table.Layout != TableLayout.Dictionary && !table.IsOfClassesAlone && !next.IsOfClassesAlone
        && table.Group is null && next.Group is null && table.FirstLine != next.FirstLine
        && Column.Plain(table.NamesTitle) == Column.Plain(next.NamesTitle)
        && table.Columns.Select(What).SequenceEqual(next.Columns.Select(What))
        && !table.Rows.Any(IsOfAverage) && !table.Rows.Select(row => row.Name).Intersect(next.Rows.Select(row => row.Name)).Any();

    /// <summary>
    /// Whether it is said that it goes on, or nothing stands between but the header or, above averages that do not say of how many images
    /// they are, empty lines: unless their accuracy is that of the last piece alone, as where two files were put together.
    /// </summary>
    private static bool IsBetween(FoundTable table, FoundTable next, PastedLine[] lines)
    {
        var between = Between(table, next, lines);
        var said = Said(between);
        return said.Length > 0
            ? said.Any(line => line.Text.Split(' ').Length <= LongestTitle && Continued().IsMatch(line.Text))
            : (between.All(line => line.Text.Length > 0) || (next.Rows.Any(IsOfAverage) && Total(next) is null))
                && (Total(next) is not null || Accuracy(next) is not { } accuracy || MayBeOf(accuracy, table, next)
                    || !MayBeOf(accuracy, next));
    }

    private static PastedLine[] Between(FoundTable table, FoundTable next, PastedLine[] lines) =>
        [.. lines.Where(line => line.Number > table.LastLine && line.Number < next.FirstLine)];

    private static PastedLine[] Said(PastedLine[] between) =>
        [.. between.Where(line => !line.IsDecoration && !Cells.IsBlank(line.Text))];

    /// <summary>Whether nothing says of which pieces an accuracy is, and it may be that of the last alone or of both.</summary>
    private static bool IsAccuracyOfEither(FoundTable table, FoundTable next, PastedLine[] lines) =>
        Said(Between(table, next, lines)).Length == 0 && Total(next) is null && Accuracy(next) is { } accuracy
        && MayBeOf(accuracy, next) && MayBeOf(accuracy, table, next);

    /// <summary>The figure of a line of accuracy; <see langword="null"/> if there is none, or it cannot be read.</summary>
    private static PrintedFigure? Accuracy(FoundTable table) =>
        table.Rows.FirstOrDefault(row => AverageName.Of(row) == Average.Accuracy) is { } row
            ? table.Figures(row).Select(figure => CellText.Figure(figure.Cell)).OfType<PrintedFigure>().Select(Share).FirstOrDefault()
            : null;

    private static FoundTable WithoutAccuracy(FoundTable table)
    {
        var rows = table.Rows.ToLookup(row => AverageName.Of(row) == Average.Accuracy);
        return table with
        {
            Rows = [.. rows[false]],
            NotJudged = [.. table.NotJudged, .. rows[true].Select(row => $"{row.Name} (of all classes, or of the last)")],
        };
    }

    /// <summary>Whether recalls leave so many hits open as an accuracy needs, by whatever rule they were rounded.</summary>
    private static bool MayBeOf(PrintedFigure accuracy, params FoundTable[] pieces)
    {
        var recall = Array.FindIndex([.. pieces[0].Columns],
            column => column is { Kind: ColumnKind.Figure, Score: Score.Recall, Complement: false });
        Rational least = 0L, most = 0L, all = 0L;
        foreach (var piece in pieces)
            foreach (var row in piece.Rows.Where(row => !IsOfAverage(row)))
            {
                if (Images(piece, row) is not { } images) return true;
                all += images;
                var own = recall < 0 || CellText.Figure(row.Cells[recall]) is not { } printed ? null : Share(printed);
                least += own is null ? 0L : (own.Value - own.Unit) * images;
                most += own is null ? images : (own.Value + own.Unit) * images;
            }
        return least <= (accuracy.Value + accuracy.Unit) * all && (accuracy.Value - accuracy.Unit) * all <= most;
    }

    /// <summary>A figure in per cent as a share.</summary>
    private static PrintedFigure Share(PrintedFigure figure) => figure.Value > 1 ? new(figure.Scaled, figure.Digits + 2) : figure;

    private static (ColumnKind, Score, bool, string) What(Column column) =>
        (column.Kind, column.Score, column.Complement, Column.Plain(column.Title));

    private static FoundTable Both(FoundTable table, FoundTable next) => table with
    {
        Rows = [.. table.Rows, .. next.Rows],
        NotJudged = [.. table.NotJudged.Union(next.NotJudged)],
        Pieces = table.Pieces + next.Pieces,
    };

    private static bool IsOfAverage(FoundRow row) => AverageName.Of(row) is not null || AverageName.Within(row.Name) is not null;

    /// <summary>The images of the averages; <see langword="null"/> where none stand there.</summary>
    private static Rational? Total(FoundTable table)
    {
        // A data frame repeats the accuracy in its column of images.
        var totals = table.Rows.Where(IsOfAverage).Select(row => Images(table, row)).OfType<Rational>().Where(images => images > 1)
            .ToList();
        return totals.Count > 0 ? totals.Max() : null;
    }

    private static Rational Sum(FoundTable table)
    {
        Rational sum = 0;
        foreach (var row in table.Rows)
            if (!IsOfAverage(row) && Images(table, row) is { } images) sum += images;
        return sum;
    }

    private static Rational? Images(FoundTable table, FoundRow row) =>
        table.Columns is [.., { Kind: ColumnKind.Support }] ? CellText.Figure(row.Cells[^1])?.Value : null;

    [GeneratedRegex(@"(?<!\p{L})(?:cont(?:inued|inuation|inues|['’]?d|\.)|fortsetzung|\(suite\)|continuaci[oó]n|continua[cç][aã]o|segue|続き|续)(?!\p{L})",
        RegexOptions.IgnoreCase)]
    private static partial Regex Continued();
}

using System.Text.RegularExpressions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Layouts;

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
                joined[first] = joined.Skip(first).Aggregate(Both);
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
    /// they are, empty lines.
    /// </summary>
    private static bool IsBetween(FoundTable table, FoundTable next, PastedLine[] lines)
    {
        PastedLine[] between = [.. lines.Where(line => line.Number > table.LastLine && line.Number < next.FirstLine)];
        PastedLine[] said = [.. between.Where(line => !line.IsDecoration && !Cells.IsBlank(line.Text))];
        return said.Length > 0
            ? said.Any(line => line.Text.Split(' ').Length <= LongestTitle && Continued().IsMatch(line.Text))
            : between.All(line => line.Text.Length > 0) || (next.Rows.Any(IsOfAverage) && Total(next) is null);
    }

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

using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>
/// The column of images of a table: under a title in another language, where an average's cell is the sum of the classes'; under one that
/// may be of others, where its numbers are whole; and with shares of all images beside, where they are theirs.
/// </summary>
internal static partial class SupportColumn
{
    /// <summary>So many images are shown where they are asked for.</summary>
    private const int MostShown = 30;

    /// <summary>The table with that column named as what it is, where it has no other of images.</summary>
    public static FoundTable In(FoundTable table)
    {
        table = OfOthersApart(table);
        if (table.Columns.Any(column => column.Kind == ColumnKind.Support))
        {
            var last = table.Columns.Count - 1;
            if (WithoutShares(table, last) is { } alone) table = alone;
            if (!table.Columns[last].MayBeOfOthers) return table;
            return IsOfWholeNumbers(table, last) ? AsGuessed(table) : WithoutImages(table);
        }
        for (var i = 0; i < table.Columns.Count; i++)
            if (table.Columns[i].Kind == ColumnKind.Other && Column.IsOfImages(table.Columns[i].Title)
                && WithoutShares(table, i) is { } alone) return AsGuessed(Named(alone, i));
        int[] found =
            [.. Enumerable.Range(0, table.Columns.Count).Where(i => IsInAnotherLanguage(table.Columns[i]) && IsSummed(table, i))];
        if (found.Length == 0)
            found = [.. Enumerable.Range(0, table.Columns.Count).Where(i => IsInAnotherLanguage(table.Columns[i])
                && Column.Plain(table.Columns[i].Title) == "#" && IsBehindScores(table, i) && IsOfWholeNumbers(table, i)
                && !CountsUp(table.Rows, i))];
        return found is [var only] ? AsGuessed(Named(table, only)) : table;
    }

    /// <summary>Whether a column is of no known kind, or of images perhaps, and its title says nothing of others.</summary>
    /// <param name="table">The table.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="column">The column's place.</param>
    public static bool MayBe(FoundTable table, IReadOnlyList<FoundRow> classes, int column) =>
        table.Columns[column] is { Kind: ColumnKind.Other, Title: var title } && Column.Of(title) is null or { Kind: ColumnKind.Support }
        && !OfOtherImages().IsMatch(Column.Plain(title)) && !CountsUp(classes, column);

    /// <summary>The question whether whole numbers are the images of each class, with the option to say so.</summary>
    /// <param name="title">Of their column; <see langword="null"/> where they stand behind the names.</param>
    /// <param name="images">The numbers.</param>
    public static string Question(string? title, IReadOnlyList<long> images) =>
        (title is null
            ? "whole numbers stand behind the names: are they? give them"
            : $"column '{Shown.Short(CellText.Plain(title))}' holds whole numbers: is it? give it")
        + $" as --support {string.Join(',', images.Take(MostShown))}{(images.Count > MostShown ? ",…" : "")}";

    /// <summary>
    /// A number of images whose thousands may stand apart, or with noughts behind a point; <see langword="null"/> of another.
    /// </summary>
    public static long? WholeInGroups(string cell)
    {
        var plain = CellText.Plain(CellText.WithoutSign(cell));
        if (Groups().IsMatch(plain)) plain = string.Concat(plain.Where(char.IsAsciiDigit));
        return Whole(Noughts().Replace(plain, ""));
    }

    /// <summary>Where one column is of images for sure, those that may be of others are.</summary>
    private static FoundTable OfOthersApart(FoundTable table)
    {
        bool IsSure(Column column) => column is { Kind: ColumnKind.Support, MayBeOfOthers: false };
        if (!table.Columns.Any(IsSure) || !table.Columns.Any(column => column.MayBeOfOthers)) return table;
        var apart = table with
        {
            Columns = [.. table.Columns.Select(column => column.MayBeOfOthers ? column with { Kind = ColumnKind.Other } : column)],
        };
        return Named(apart, Enumerable.Range(0, apart.Columns.Count).First(i => IsSure(apart.Columns[i])));
    }

    /// <summary>The table with its images as a guess, unless their title says for sure that the scores are of them.</summary>
    private static FoundTable AsGuessed(FoundTable table) =>
        Column.IsOfTheseImages(table.Columns[^1].Title) ? table : table with { WithoutGuess = WithoutImages(table) };

    private static FoundTable WithoutImages(FoundTable table) =>
        table with { Columns = [.. table.Columns.SkipLast(1), table.Columns[^1] with { Kind = ColumnKind.Other }] };

    /// <summary>Whether no score stands behind a column: before them, numbers are an index.</summary>
    private static bool IsBehindScores(FoundTable table, int column) =>
        !table.Columns.Skip(column).Any(other => other.Kind == ColumnKind.Figure);

    private static FoundTable Named(FoundTable table, int column) => table with
    {
        Columns = [.. table.Columns.Where((_, i) => i != column), table.Columns[column] with { Kind = ColumnKind.Support }],
        Rows = [.. table.Rows.Select(row => row with { Cells = [.. row.Cells.Where((_, i) => i != column), row.Cells[column]] })],
    };

    private static bool IsInAnotherLanguage(Column column) =>
        column.Kind == ColumnKind.Other && Column.Of(column.Title) is null && !OfOtherImages().IsMatch(Column.Plain(column.Title));

    /// <summary>
    /// Rows of classes and of averages. What is called by one word of an average and has fewer images than those that are for sure is a
    /// class.
    /// </summary>
    private static ILookup<bool, FoundRow> ByAverage(IReadOnlyList<FoundRow> rows, int column)
    {
        var most = rows.Where(row => AverageName.Of(row) is not (null or Average.Unsaid) && !AverageName.IsBare(row.Name))
            .Max(row => WholeInGroups(row.Cells[column]));
        return rows.ToLookup(row => AverageName.Of(row) is not null
            && !(AverageName.IsBare(row.Name) && WholeInGroups(row.Cells[column]) < most));
    }

    private static bool IsSummed(FoundTable table, int column)
    {
        var rows = ByAverage(table.Rows, column);
        long?[] classes = [.. rows[false].Select(row => Whole(row.Cells[column]))];
        var sums = rows[true].Select(row => row.Cells[column]).Where(cell => !CellText.IsEmpty(cell)).ToArray();
        return classes.Length > 1 && sums.Length > 0 && classes.Sum() is > 0 and var sum && classes.All(images => images is not null)
            && sums.All(cell => Whole(cell) == sum);
    }

    /// <summary>Whether every class has a whole number there, and every average their sum or mean, or the accuracy once more.</summary>
    private static bool IsOfWholeNumbers(FoundTable table, int column)
    {
        var rows = ByAverage([.. table.Rows.Where(row => !CellText.IsEmpty(row.Cells[column]))], column);
        long?[] classes = [.. rows[false].Select(row => WholeInGroups(row.Cells[column]))];
        if (classes.Any(images => images is null) || classes.Sum() is not (> 0 and var sum)) return false;
        // One of them may be of all others, under a name that is no average's.
        var mayBeTotal = classes.Length > 2 && classes.Max() * 2 == sum;
        return rows[true].All(row => WholeInGroups(row.Cells[column]) is { } own
            ? own == sum || (mayBeTotal && own * 2 == sum) || Math.Abs(own - (double)sum / classes.Length) <= 0.5
            : AverageName.Of(row) == Average.Accuracy);
    }

    /// <summary>Whether numbers count the rows, from 0 or 1, in whatever order: an index or a rank.</summary>
    private static bool CountsUp(IReadOnlyList<FoundRow> rows, int column)
    {
        long?[] numbers = [.. rows.Where(row => AverageName.Of(row) is null).Select(row => WholeInGroups(row.Cells[column])).Order()];
        return numbers is [0 or 1, ..] && numbers.Select((number, i) => number - i).Distinct().Count() == 1;
    }

    /// <summary>
    /// The table with images alone where shares of all stand beside them, as in <c>50 (33.3%)</c>; <see langword="null"/> where none do, or
    /// one is no share of all images.
    /// </summary>
    private static FoundTable? WithoutShares(FoundTable table, int column)
    {
        Match[] found = [.. table.Rows.Select(row => WithShare().Match(CellText.Plain(CellText.WithoutSign(row.Cells[column]))))];
        if (!found.Any(match => match.Success)) return null;
        string[] cells = [.. table.Rows.Zip(found, (row, match) => match.Success ? match.Groups["images"].Value : row.Cells[column])];
        var sum = table.Rows.Zip(cells).Where(row => AverageName.Of(row.First) is null).Sum(row => WholeInGroups(row.Second) ?? 0);
        var most = cells.Max(cell => WholeInGroups(cell)) ?? 0;
        return new[] { sum, most }.Any(all => all > 0 && found.Where(match => match.Success).All(match => IsShareOf(match, all)))
            ? table with { Rows = [.. table.Rows.Zip(cells, (row, cell) => row with { Cells = Replaced(row.Cells, column, cell) })] }
            : null;
    }

    private static string[] Replaced(IReadOnlyList<string> cells, int column, string cell) =>
        [.. cells.Select((own, i) => i == column ? cell : own)];

    /// <summary>Whether a share, in per cent or not, is that of so many images in all, however it was rounded.</summary>
    private static bool IsShareOf(Match found, long all)
    {
        var text = found.Groups["share"].Value.Replace(',', '.');
        if (WholeInGroups(found.Groups["images"].Value) is not { } images
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)) return false;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var unit = (decimal)Math.Pow(10, point < 0 ? 0 : point + 1 - text.Length);
        return Math.Abs(100m * images / all - share) < unit
            || (!found.Groups["sign"].Success && Math.Abs((decimal)images / all - share) < unit);
    }

    private static long? Whole(string cell) =>
        long.TryParse(CellText.Plain(cell), NumberStyles.None, CultureInfo.InvariantCulture, out var images) ? images : null;

    [GeneratedRegex("^[1-9][0-9]{0,2}(?:[,.'’ ][0-9]{3})+$")]
    private static partial Regex Groups();

    [GeneratedRegex("(?<=^[0-9]+)[.,]0+$")]
    private static partial Regex Noughts();

    /// <summary>A number of images and their share of all, one of them in brackets.</summary>
    [GeneratedRegex(@"^(?:(?<images>[0-9]+(?:[,.'’ ][0-9]{3})*) ?[(\[] ?(?<share>[0-9]+(?:[.,][0-9]+)?) ?(?<sign>%)? ?[)\]]"
        + @"|(?<share>[0-9]+(?:[.,][0-9]+)?) ?(?<sign>%) ?[(\[] ?(?:[nN] ?= ?)?(?<images>[0-9]+(?:[,.'’ ][0-9]{3})*) ?[)\]])$")]
    private static partial Regex WithShare();

    /// <summary>What counts other images than those that the scores are of, or some of them.</summary>
    [GeneratedRegex(
        @"\b(?:" + Column.OtherSets + "|" + Column.OtherCounts + @")\b")]
    private static partial Regex OfOtherImages();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>Images of each class that stand behind its name, as in <c>cat (n = 50)</c>, where no column has them.</summary>
internal static partial class SupportsInNames
{
    private const string Title = "n";

    /// <summary>
    /// The table with a column of the images that names say are such: <c>cat (n = 50)</c>, <c>cat, n = 50</c>. Unless they are called
    /// support, they may be those of a whole data set.
    /// </summary>
    public static FoundTable In(FoundTable table)
    {
        if (Parted(table, SaidToBe()) is not { } parted) return table;
        return table.Rows.Any(row => CalledSupport().IsMatch(row.Name)) ? parted : parted with
        {
            WithoutGuess = parted with
            {
                Columns = table.Columns,
                Rows = [.. parted.Rows.Select(row => row with { Cells = [.. row.Cells.SkipLast(1)] })],
            },
        };
    }

    /// <summary>
    /// The table with the numbers in brackets behind its names as images, <c>cat (50)</c>; <see langword="null"/> where not every class has
    /// one, or they count the classes. They may be codes or years as well.
    /// </summary>
    public static FoundTable? Guessed(FoundTable table) => Parted(table, InBrackets()) is { } parted && !CountsUp(parted) ? parted : null;

    private static FoundTable? Parted(FoundTable table, Regex behind)
    {
        if (table.Columns.Any(column => column.Kind == ColumnKind.Support)) return null;
        (FoundRow Row, bool HasImages, string Images)[] rows =
            [.. table.Rows.Select(row => Found(behind, row.Name) is { } found
                ? (row with { Name = found.Groups["name"].Value.Trim() }, true, found.Groups["images"].Value)
                : (row, false, ""))];
        var classes = rows.Where(row => !IsOfAverage(row.Row)).ToList();
        // A mean of three is over as many classes.
        var count = classes.Count.ToString(CultureInfo.InvariantCulture);
        rows = [.. rows.Select(row => IsOfAverage(row.Row) && row.Images == count ? (row.Row, false, "") : row)];
        if (classes.Count == 0 || !classes.TrueForAll(row => row.HasImages)) return null;
        if (rows.DistinctBy(row => row.Row.Name).Count() < rows.Length) return null;
        return table with
        {
            Columns = [.. table.Columns, new(ColumnKind.Support, Title)],
            Rows = [.. rows.Select(row => row.Row with { Cells = [.. row.Row.Cells, row.Images] })],
        };
    }

    private static bool IsOfAverage(FoundRow row) => AverageName.Kind(row.Name) is not null || AverageName.Within(row.Name) is not null;

    private static Match? Found(Regex behind, string name) =>
        new[] { behind, SaidToBe() }.Select(regex => regex.Match(name)).FirstOrDefault(match => match.Success);

    /// <summary>Whether numbers count the rows, from 0 or 1.</summary>
    private static bool CountsUp(FoundTable table)
    {
        int[] numbers =
            [.. table.Rows.Where(row => row.Cells[^1].Length > 0)
                .Select(row => int.TryParse(row.Cells[^1], CultureInfo.InvariantCulture, out var number) ? number : -1)];
        return numbers[0] is 0 or 1 && numbers.Select((number, i) => number - i).Distinct().Count() == 1;
    }

    private const string Number = "(?<images>[0-9]{1,3}(?:[,.'’ ][0-9]{3})+|[0-9]+)";

    [GeneratedRegex(@"^(?<name>.*\S)\s*(?:[(\[]\s*(?:(?:n|support)\s*[=:]\s*" + Number + "|" + Number
        + @"\s*(?:images|samples|instances|patients|examples))\s*[)\]]|[,;]\s*n\s*=\s*" + Number + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex SaidToBe();

    [GeneratedRegex(@"[(\[]\s*support\s*[=:][^()\[\]]*[)\]]$", RegexOptions.IgnoreCase)]
    private static partial Regex CalledSupport();

    [GeneratedRegex(@"^(?<name>.*\S)\s*[(\[]\s*" + Number + @"\s*[)\]]$")]
    private static partial Regex InBrackets();
}

using System.Globalization;
using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>How the numbers of a table are written, decided once for all its rows: decimal commas, thousands, per cent.</summary>
internal sealed class NumberStyle
{
    /// <summary>A share with a slip may lie a little above 1.</summary>
    private static readonly Rational MostOfShare = new(3, 2);

    private readonly bool decimalCommas;
    private readonly bool pointsPartThousands;
    private readonly bool isAccuracyPerCent;
    private readonly HashSet<Column> perCent;

    /// <param name="source">What messages call the paste.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="UnjudgedTableException">Its supports are sums of weights.</exception>
    /// <exception cref="BadInputException">A column holds both shares and per cent, or a number of images may be two.</exception>
    public NumberStyle(string source, FoundTable table)
    {
        decimalCommas =
            table.Rows.SelectMany(table.Figures).Any(figure => CellText.Plain(figure.Cell).Contains(',', StringComparison.Ordinal));
        pointsPartThousands = !decimalCommas && PartsThousands(source, table);
        if (!decimalCommas && !pointsPartThousands && OfWeights(table) is { } weighted)
            throw new UnjudgedTableException(
                $"{source}:{weighted.Line}: support is '{Shown.Short(weighted.Cells[^1])}', as scikit-learn prints sums of sample weights, "
                + "expected a whole number of images");
        var columns = table.Columns.Where(column => column.Kind == ColumnKind.Figure)
            .Select(column => (Column: column, PerCent: IsPerCent(source, table, column))).ToArray();
        // What a column does not tell, the others do.
        var all = columns.Any(column => column.PerCent == true) && columns.All(column => column.PerCent != false);
        // Where titles say it, one without (%) says something else, unless its numbers are too large.
        var spills = columns.Any(column => column is { PerCent: true, Column.SaysPerCent: false });
        Undecided = all && !spills
            ? [.. columns.Where(column => column.PerCent is null && column.Column.Complement
                && Amounts(table, column.Column) is var cells && cells.Any(cell => cell.Value > 0) && cells.All(cell => cell.Value <= 1))
                .Select(column => column.Column)]
            : [];
        perCent =
            [.. columns.Where(column => column.PerCent ?? (all && (spills || Amounts(table, column.Column).Any(cell => cell.Value > 1))))
                .Select(column => column.Column)];
        var accuracy = table.Rows.Where(row => AverageName.Of(row) == Average.Accuracy).SelectMany(table.Figures)
            .FirstOrDefault(figure => !CellText.IsNotANumber(figure.Cell)).Cell;
        isAccuracyPerCent = accuracy is not null && Amount(accuracy) is { } value
            && (value > MostOfShare || (all && (value == 0 || value > 1)));
        PerCent = [.. columns.Select(column => column.Column).Where(perCent.Contains).Select(column => CellText.Plain(column.Title))];
        if (isAccuracyPerCent) PerCent = [.. PerCent, "accuracy"];
    }

    /// <summary>The columns whose numbers are per cent though no sign stands behind them; <c>accuracy</c> for the line.</summary>
    public IReadOnlyList<string> PerCent { get; }

    /// <summary>
    /// Rates of what went wrong without (%) in their titles, where others have it: so small that they may be shares or per cent.
    /// </summary>
    public IReadOnlyList<Column> Undecided { get; }

    /// <summary>A figure as a share; <see langword="null"/> of what is none.</summary>
    public PrintedFigure? Share(FoundRow row, Column column, string cell) =>
        CellText.Score(cell) is not { } figure ? null
        : !cell.Contains('%', StringComparison.Ordinal)
            && (AverageName.Of(row) == Average.Accuracy ? isAccuracyPerCent : perCent.Contains(column))
            ? new(figure.Scaled, figure.Digits + 2)
            : figure;

    /// <summary>
    /// A number of images: 17,104 and 17 104 are thousands, 17.104 too where decimals have commas or other numbers of images show it;
    /// 115.000 and 393.0 are whole numbers with noughts behind the point.
    /// </summary>
    public long? Images(string cell)
    {
        var plain = CellText.Plain(cell);
        var (point, comma) = decimalCommas ? (',', '.') : ('.', ',');
        if (!pointsPartThousands && plain.Split(point) is [{ Length: > 0 } whole, var noughts] && noughts.All(digit => digit == '0'))
            plain = whole;
        if (new[] { comma, ' ', '\'', '’' }.Any(mark => IsParted(plain, mark)) || (pointsPartThousands && IsParted(plain, '.')))
            plain = string.Concat(plain.Where(char.IsAsciiDigit));
        if (plain.Contains(',', StringComparison.Ordinal)) return null;
        if (plain.IndexOfAny(['e', 'E']) is > 0 and var e)
        {
            // 3.456780e+05 has all digits of a whole number; 1.23457e+06 does not: it was rounded.
            var decimals = Math.Max(0, e - 1 - plain.IndexOf('.', StringComparison.Ordinal));
            if (!plain.Contains('.', StringComparison.Ordinal) || !int.TryParse(plain.AsSpan(e + 1), NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture, out var exponent) || exponent > decimals) return null;
        }
        return CellText.Figure(plain) is { } figure && figure.Value is var value && value == (Rational)value.Floor()
            && (figure.Digits == 0 || plain.Contains('e', StringComparison.OrdinalIgnoreCase)) && value >= 0 && value <= int.MaxValue
            ? (long)value.Floor()
            : null;
    }

    /// <summary>Whether numbers of images have points between thousands: one has no noughts behind it.</summary>
    private static bool PartsThousands(string source, FoundTable table)
    {
        if (table.Columns is not [.., { Kind: ColumnKind.Support }]) return false;
        (int Line, string Text)[] images =
            [.. table.Rows.Where(row => !CellText.IsEmpty(row.Cells[^1])).Select(row => (row.Line, CellText.Plain(row.Cells[^1])))];
        var mostDecimals =
            table.Rows.SelectMany(table.Figures).Select(figure => CellText.Score(figure.Cell)?.Digits ?? 0).DefaultIfEmpty().Max();
        // pandas prints a mean over folds with as many decimals as the scores beside it.
        if (mostDecimals == 3 && images.Length > 0 && images.All(cell => IsParted(cell.Text, '.'))
            && images.FirstOrDefault(cell => !cell.Text.EndsWith(".000", StringComparison.Ordinal)) is { Text: { } odd, Line: var line })
            throw new BadInputException(
                $"{source}:{line}: support is '{odd}', which may be {odd.Replace(".", "", StringComparison.Ordinal)} images or, as the scores "
                + "have three decimals, too, a mean over folds; expected it without a point, or --folds");
        if (images.Any(cell => IsParted(cell.Text, '.') && (cell.Text.Length > 7 || !cell.Text.EndsWith(".000", StringComparison.Ordinal))))
            return true;
        // Noughts are decimals, where other numbers have three, too.
        if (images.Length > 0 && images.All(cell => IsParted(cell.Text, '.'))
            && table.Rows.SelectMany(table.Figures).All(figure => CellText.Score(figure.Cell) is not { Digits: > 2 }))
            throw new BadInputException(
                $"{source}:{images[0].Line}: support is '{images[0].Text}', which may be {images[0].Text.Split('.')[0]} or "
                + $"{images[0].Text.Replace(".", "", StringComparison.Ordinal)} images, expected it without a point");
        return false;
    }

    /// <summary>Whether one to three digits and then groups of three stand there, with a mark between.</summary>
    private static bool IsParted(string text, char mark) =>
        text.Split(mark) is { Length: > 1 } parts && parts[0].Length is 1 or 2 or 3 && parts[0][0] != '0'
        && parts.All(part => part.All(char.IsAsciiDigit)) && parts.Skip(1).All(part => part.Length == 3);

    /// <summary>Whether a column is in per cent; <see langword="null"/> where its numbers do not tell.</summary>
    private static bool? IsPerCent(string source, FoundTable table, Column column)
    {
        var cells = Amounts(table, column);
        // A rate of what went wrong is small in either unit.
        var small = cells.Where(cell => !column.Complement && cell.Value > 0 && cell.Value <= 1).ToArray();
        var large = cells.Where(cell => cell.Value > MostOfShare).ToArray();
        if (small.Length > 0 && large.Length > 0 && !column.SaysPerCent)
        {
            var (odd, other) = large.Length > small.Length ? (small[0], large[0]) : (large[0], small[0]);
            throw new BadInputException(
                $"{source}:{odd.Line}: {Column.Plain(column.Title).Replace(' ', '-')} is '{Shown.Short(odd.Cell)}' and in line "
                + $"{other.Line} '{Shown.Short(other.Cell)}', expected shares or per cent in all of a column, and (%) in its title where "
                + "shares below 1 % are meant");
        }
        return large.Length > 0 || (column.SaysPerCent && small.Length == 0) ? true
            : small.Length > 0 || (!column.Complement && cells.Any(cell => cell.Value > 1)) ? false
            : null;
    }

    /// <summary>The numbers of a column that have no sign of per cent, with their lines.</summary>
    private static (int Line, string Cell, Rational Value)[] Amounts(FoundTable table, Column column) =>
        (from row in table.Rows
         where AverageName.Of(row) != Average.Accuracy
         from figure in table.Figures(row)
         where figure.Column == column
         let amount = Amount(figure.Cell)
         where amount is not null
         select (row.Line, figure.Cell, amount.Value)).ToArray();

    /// <summary>
    /// A row whose images are a sum of weights: scikit-learn's own text has 100.0 only then. A data frame has a point there in any case,
    /// but repeats the accuracy in every column and has no empty line below its header.
    /// </summary>
    private static FoundRow? OfWeights(FoundTable table)
    {
        if (table is not { Layout: TableLayout.Text, Columns: [.., { Kind: ColumnKind.Support }] }) return null;
        var accuracy = table.Rows.FirstOrDefault(row => AverageName.Of(row) == Average.Accuracy && !CellText.IsEmpty(row.Cells[^1]));
        return (accuracy is null ? table.IsSetApart : table.Figures(accuracy).Count() == 1)
            ? table.Rows.FirstOrDefault(row => row.Cells[^1].EndsWith(".0", StringComparison.Ordinal))
            : null;
    }

    /// <summary>The amount of a number without a sign of per cent.</summary>
    private static Rational? Amount(string cell) =>
        !cell.Contains('%', StringComparison.Ordinal) && CellText.Score(cell) is { } figure
            ? figure.Value < 0 ? (Rational)0 - figure.Value : figure.Value
            : null;
}

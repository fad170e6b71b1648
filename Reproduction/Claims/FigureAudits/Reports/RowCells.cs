using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Tables;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Reports;

/// <summary>The cells of a found table's rows as numbers.</summary>
internal sealed class RowCells
{
    private readonly string source;
    private readonly FoundTable table;
    private readonly int support;
    private readonly Dictionary<FoundRow, Column> ofOneScore = [];

    /// <summary>Images of rows: of each row all others ask for them.</summary>
    private readonly Dictionary<FoundRow, long?> images = [];

    /// <param name="source">What messages call the paste.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="UnjudgedTableException">Its supports are sums of weights.</exception>
    /// <exception cref="BadInputException">A column holds both shares and per cent, or a number of images may be two.</exception>
    public RowCells(string source, FoundTable table)
    {
        (this.source, this.table) = (source, table);
        support = Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => table.Columns[i].Kind == ColumnKind.Support, -1);
        Style = new(source, table);
    }

    /// <summary>How the numbers are written.</summary>
    public NumberStyle Style { get; }

    /// <summary>The title of the column of images; <see langword="null"/> where there is none.</summary>
    public string? SupportTitle => support < 0 ? null : table.Columns[support].Title;

    /// <summary>
    /// Takes the one figure of a line such as <c>Macro F1</c>, in whatever column it stands, as what the line's name says.
    /// </summary>
    /// <param name="row">The line.</param>
    /// <param name="column">The column of that score.</param>
    public void TakeAs(FoundRow row, Column column)
    {
        ofOneScore[row] = column;
        images.Remove(row);
    }

    /// <summary>Whether the name of a line says of which score its one figure is.</summary>
    public bool IsOfNamedScore(FoundRow row) => ofOneScore.ContainsKey(row);

    /// <summary>The figures of a row; of a line such as <c>Macro F1</c> the one, in whatever column, as what its name says.</summary>
    public IEnumerable<(Column Column, string Cell)> Figures(FoundRow row) =>
        (ofOneScore.TryGetValue(row, out var column) ? [(column, table.Figures(row).First().Cell)] : table.Figures(row))
            .Where(figure => !Style.Undecided.Contains(figure.Column));

    /// <summary>The images of a row; <see langword="null"/> where none stand there.</summary>
    /// <exception cref="BadInputException">Something else stands there.</exception>
    public long? Images(FoundRow row)
    {
        if (!images.TryGetValue(row, out var known)) images[row] = known = ReadImages(row);
        return known;
    }

    private long? ReadImages(FoundRow row)
    {
        if (support < 0 || CellText.IsEmpty(row.Cells[support])) return null;
        // A data frame repeats accuracy in every column, in whole numbers perhaps or with more digits.
        if (AverageName.Of(row) == Average.Accuracy && (Figures(row).Any(figure => figure.Cell == row.Cells[support])
            || (Figures(row).Count() > 1 && CellText.Figure(row.Cells[support]) is { } repeated && repeated.Value <= 1))) return null;
        return Style.Images(row.Cells[support])
            ?? throw new BadInputException(
                $"{source}:{row.Line}: support is '{Shown.Short(row.Cells[support])}', expected a whole number of images"
                + (row.Cells[support].Contains('e', StringComparison.OrdinalIgnoreCase) ? " with all its digits" : ""));
    }

    /// <summary>A cell as a whole number of images; <see langword="null"/> of what is none.</summary>
    public long? Whole(string cell) => Style.Images(cell);

    /// <summary>A cell as a share.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public PrintedFigure Read(FoundRow row, Column column, string cell) => Style.Share(row, column, cell)
        ?? throw new BadInputException(
            $"{source}:{row.Line}: "
            + $"{(AverageName.Of(row) == Average.Accuracy ? "accuracy" : Column.Plain(column.Title).Replace(' ', '-'))} is "
            + $"'{Shown.Short(cell)}', expected a decimal number");
}

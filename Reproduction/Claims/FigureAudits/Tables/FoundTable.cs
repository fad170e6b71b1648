using Reproduction.Claims.FigureAudits.Lines;

namespace Reproduction.Claims.FigureAudits.Tables;

/// <summary>A row of a table.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Name">What it is of.</param>
/// <param name="Cells">A text for each column but those of names; empty where there is none.</param>
internal sealed record FoundRow(int Line, string Name, IReadOnlyList<string> Cells);

/// <summary>A table as it stands in a paste, in whatever layout.</summary>
/// <param name="Layout">Of which layout.</param>
/// <param name="Columns">All but those of names; that of images stands last.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record FoundTable(TableLayout Layout, IReadOnlyList<Column> Columns, IReadOnlyList<FoundRow> Rows)
{
    /// <summary>What stands in the other columns of names: the split of the data, say.</summary>
    public string? Group { get; init; }

    /// <summary>What stands above the names of its rows; empty where nothing does.</summary>
    public string NamesTitle { get; init; } = "";

    /// <summary>What stands in it that is no row and is not judged.</summary>
    public IReadOnlyList<string> NotJudged { get; init; } = [];

    /// <summary>Single numbers that stand beside it and are of the same predictions, by their names.</summary>
    public IReadOnlyList<(string Name, string Text)> Beside { get; init; } = [];

    /// <summary>Whether its rows are no classes but sets, each of images of its own.</summary>
    public bool AreSets { get; init; }

    /// <summary>What lines say of the whole table, with their names, as figures and as claims.</summary>
    public IReadOnlyList<(int Line, string Title, NamedFigure Figure, string Claim)> Overall { get; init; } = [];

    /// <summary>Whether every row is a class, whatever it is called and however many images it has.</summary>
    public bool IsOfClassesAlone { get; init; }

    /// <summary>Whether decimals of whole per cents may have been cut off.</summary>
    public bool MayCutDigits { get; init; }

    /// <summary>Whether an empty line stands below its header, as in scikit-learn's own text.</summary>
    public bool IsSetApart { get; init; }

    /// <summary>Numbers of lines between its rows that are none of them.</summary>
    public IReadOnlyList<int> Passed { get; init; } = [];

    /// <summary>In how many pieces it stands, each under the same header.</summary>
    public int Pieces { get; init; } = 1;

    /// <summary>
    /// The same without images, where neither a title nor names say for sure that they are those which the scores are of;
    /// <see langword="null"/> where it is sure, or none are there.
    /// </summary>
    public FoundTable? WithoutGuess { get; init; }

    /// <summary>The line of its header.</summary>
    public int FirstLine { get; init; }

    /// <summary>The line of its last row.</summary>
    public int LastLine => Rows.Select(row => row.Line).Concat(Overall.Select(line => line.Line)).DefaultIfEmpty(FirstLine).Max();

    /// <summary>The figures of a row that are not empty; of a line of accuracy the one.</summary>
    public IEnumerable<(Column Column, string Cell)> Figures(FoundRow row) =>
        Columns.Zip(row.Cells).Where(cell => cell.First.Kind == ColumnKind.Figure && !CellText.IsEmpty(cell.Second))
            .Select(cell => (cell.First, cell.Second));

    /// <summary>Whether figures are in per cent, by a title, a sign or a number.</summary>
    /// <param name="without">A row that is not asked.</param>
    public bool IsInPerCent(FoundRow? without = null) =>
        Columns.Any(column => column is { Kind: ColumnKind.Figure, SaysPerCent: true })
        || Rows.Where(row => row != without).SelectMany(Figures).Any(figure => figure.Cell.Contains('%', StringComparison.Ordinal)
            || (CellText.Score(figure.Cell) is { } score && score.Value > 1));
}

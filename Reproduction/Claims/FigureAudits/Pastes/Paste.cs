using Reproduction.Claims.FigureAudits.Lines;
using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Phrases;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits.Pastes;

/// <summary>What was found in a paste.</summary>
/// <param name="Tables">Classification reports, in their order.</param>
/// <param name="Matrices">Confusion matrices.</param>
/// <param name="Figured">Confusion matrices with figures round them.</param>
/// <param name="Summaries">What Weka prints above a table, as claims.</param>
/// <param name="PycmSummaries">What PyCM prints above its own.</param>
/// <param name="Unjudged">Of each table of models, sets or folds, which are no classes, where it stands and what was expected.</param>
/// <param name="Skipped">Numbers of the lines that hold something else.</param>
/// <param name="Stated">Figures in such lines by themselves, beside tables or, where there are none, beside the one matrix.</param>
/// <param name="Unread">Numbers of the lines at which something begins that is drawn as a matrix and could not be read.</param>
internal sealed record Paste(
    IReadOnlyList<FoundTable> Tables, IReadOnlyList<FoundMatrix> Matrices, IReadOnlyList<MatrixFigures> Figured,
    IReadOnlyList<(int Line, string Claim)> Summaries, IReadOnlyList<(int Line, string Claim)> PycmSummaries,
    IReadOnlyList<string> Unjudged, IReadOnlyList<int> Skipped, IReadOnlyList<StatedFigure> Stated, IReadOnlyList<int> Unread)
{
    /// <summary>Figures of phrases in texts.</summary>
    public IReadOnlyList<ConllevalText> Phrases { get; init; } = [];

    /// <summary>Reads a paste.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="text">The text.</param>
    /// <param name="cellEnds">Of a notebook the numbers of the lines at which its cells end.</param>
    /// <exception cref="BadInputException">A table in it cannot be read whole.</exception>
    public static Paste Read(string source, string text, IReadOnlyList<int>? cellEnds = null) =>
        new PasteReader(source, text, cellEnds ?? []).Read();

    /// <summary>A table with its images, and without marks and lines that are no part of its rows.</summary>
    /// <param name="table">As it was found.</param>
    /// <param name="lines">All lines of the paste.</param>
    internal static FoundTable Whole(FoundTable table, PastedLine[] lines) =>
        SupportsInNames.In(SupportColumn.In(OverallLines.In(LetterMarks.In(table, lines))));

    /// <summary>The figures that other lines state beside tables or, where there are none, beside the one matrix.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="matrices">The matrices.</param>
    /// <param name="others">Lines that are of none of them, in their order.</param>
    /// <param name="cellEnds">Of a notebook the numbers of the lines at which its cells end.</param>
    internal static IReadOnlyList<StatedFigure> Beside(
        IReadOnlyList<FoundTable> tables, IReadOnlyList<FoundMatrix> matrices, PastedLine[] others, IReadOnlyList<int> cellEnds)
    {
        // PyCM prints all that there is of a matrix, and Weka sums up before its table.
        if (tables.Count > 0)
            return tables.Any(table => table.IsOfClassesAlone)
                ? []
                : StatedFigure.Among(others, null, cellEnds, tables[0].FirstLine, tables[0].LastLine);
        return matrices is [var alone] ? StatedFigure.Among(others, alone.ClassNames, cellEnds, alone.FirstLine, alone.FirstLine) : [];
    }
}

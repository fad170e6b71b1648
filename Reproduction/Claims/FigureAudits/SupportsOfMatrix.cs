using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Pastes;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits;

/// <summary>The images of a table that does not say them, which a confusion matrix beside it does.</summary>
internal static class SupportsOfMatrix
{
    /// <summary>Weka's table has no supports: its matrix, the only one or the one below the table, has.</summary>
    /// <param name="table">The table.</param>
    /// <param name="paste">All that is pasted.</param>
    /// <param name="many">Whether there is more than one table in it.</param>
    public static FoundMatrix? Of(FoundTable table, Paste paste, bool many)
    {
        if (table.Columns.Any(column => column.Kind == ColumnKind.Support)) return null;
        var behind = paste.Tables.Select(other => other.FirstLine).Where(line => line > table.LastLine).DefaultIfEmpty(int.MaxValue).Min();
        FoundMatrix[] own = many
            ? [.. paste.Matrices.Where(matrix => matrix.Rows == MatrixRows.Labels && matrix.FirstLine > table.LastLine
                && matrix.FirstLine < behind)]
            : [.. paste.Matrices];
        string[] names = [.. table.Rows.Where(row => AverageName.Of(row) is null).Select(row => row.Name)];
        return own is [var only] ? only.InOrderOf(names) : null;
    }

    /// <summary>
    /// A table with the supports of a matrix: where nothing says what its rows are, or in which order, of those with which it is printed;
    /// <see langword="null"/> if it is with none, and they may be shares in per cent.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="report">Reads the table with supports.</param>
    public static PrintedReport? Beside(FoundMatrix matrix, Func<long[]?, PrintedReport> report)
    {
        FoundMatrix[] orders = matrix is { Names: null, Classes: 2 } ? [matrix, matrix.Reversed] : [matrix];
        PrintedReport With(long[,] counts) => report(FoundMatrix.Supports(counts));
        AuditedFigures Audited(PrintedReport read) => new(read.ClassNames, read.Question) { Matrices = [matrix], Report = read };
        var reports = orders.SelectMany(order => order.Labelled).Select(With).ToList();
        var printed = reports.Find(read => MatrixCheck.Of(Audited(read)).Agrees)
            ?? MatrixCheck.Ordered(matrix, reports[0].Question, areImagesKnown: false).SelectMany(order => order.Labelled).Select(With)
                .FirstOrDefault(read => MatrixCheck.Of(Audited(read)).Agrees);
        if (printed is not null || !matrix.MayBePerCent) return printed ?? reports[0];
        return reports.Find(read => MatrixCheck.Of([matrix], Reading.Of(Audited(read)))?.Check is { IsOfTheseImages: true, Agrees: true });
    }
}

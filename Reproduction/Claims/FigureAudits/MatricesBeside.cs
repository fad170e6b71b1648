using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Pastes;
using Reproduction.Claims.FigureAudits.Readings;
using Reproduction.Claims.FigureAudits.Reports;
using Reproduction.Claims.FigureAudits.Tables;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Confusion matrices beside tables: which table each is of, and the images that a table does not say itself.</summary>
internal static class MatricesBeside
{
    /// <summary>The one table with the matrices beside it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="paste">The paste.</param>
    public static AuditedFigures Of(AuditedFigures table, Paste paste)
    {
        var own = paste.Matrices.Select(matrix => matrix.WithClasses(table.ClassNames.Count))
            .ToLookup(matrix => matrix.Classes == table.ClassNames.Count && !table.IsOfSet);
        return table with
        {
            Matrices = [.. table.Matrices, .. own[true].Select(matrix => matrix.InOrderOf(table.ClassNames))],
            Notes = [.. table.Notes, .. own[false].Select(NotJudged)],
        };
    }

    /// <summary>
    /// The tables with their matrices. Before or behind its table a matrix may stand: it is held against a table only if it prints it
    /// whole, or if no other has as many images of each class.
    /// </summary>
    /// <param name="tables">Tables of one paste.</param>
    /// <param name="paste">The paste.</param>
    public static AuditedFigures[] Among(AuditedFigures[] tables, Paste paste)
    {
        AuditedFigures[] owners = [.. tables];
        if (tables.Length == 0) return owners;
        foreach (var matrix in paste.Matrices.Concat(paste.Figured.Select(figured => figured.Matrix).OfType<FoundMatrix>()))
        {
            FoundMatrix[] ordered = [.. tables.Select(table => matrix.WithClasses(table.ClassNames.Count).InOrderOf(table.ClassNames))];
            var checks = tables.Select((table, i) => ordered[i].Classes == table.ClassNames.Count && !table.IsOfSet
                ? MatrixCheck.Of([ordered[i]], Reading.Of(table))!.Value.Check
                : null).ToArray();
            int[] fits = [.. Enumerable.Range(0, checks.Length).Where(i => checks[i] is { IsOfTheseImages: true })];
            int[] printed = [.. fits.Where(i => checks[i]!.NotPrinted.Count == 0)];
            var isOfFigures = paste.Figured.Any(figured => figured.Has(matrix.FirstLine));
            if (printed.Length == 0 && fits.Length == 1 && !isOfFigures) printed = fits;
            foreach (var i in printed) owners[i] = owners[i] with { Matrices = [.. owners[i].Matrices, ordered[i]] };
            if (printed.Length > 0 || (isOfFigures && fits.Length == 0)) continue;
            var note = isOfFigures ? $"{NotJudged(matrix)}, which has figures of its own and does not print this table"
                : fits.Length > 0 ? $"{NotJudged(matrix)}: of which table it is, is not said" : NotJudged(matrix);
            // It is said of the table before it.
            var last = Math.Max(0, Array.FindLastIndex([.. paste.Tables], table => table.FirstLine < matrix.FirstLine));
            owners[last] = owners[last] with { Notes = [.. owners[last].Notes, note] };
        }
        return owners;
    }

    /// <summary>The matrix that says the images of a table without: of Weka's, the only one or the one below it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="paste">All that is pasted.</param>
    /// <param name="many">Whether there is more than one table in it.</param>
    public static FoundMatrix? WithImagesOf(FoundTable table, Paste paste, bool many)
    {
        if (table.Columns.Any(column => column.Kind == ColumnKind.Support) || CountColumns.SayImages(table)) return null;
        var behind = paste.Tables.Select(other => other.FirstLine).Where(line => line > table.LastLine).DefaultIfEmpty(int.MaxValue).Min();
        FoundMatrix[] own = many
            ? [.. paste.Matrices.Where(matrix => matrix.Rows == MatrixRows.Labels && matrix.FirstLine > table.LastLine
                && matrix.FirstLine < behind)]
            : [.. paste.Matrices];
        string[] names = [.. table.Rows.Where(row => AverageName.Of(row) is null).Select(row => row.Name)];
        return own is [var only] ? only.WithClasses(names.Length).InOrderOf(names) : null;
    }

    /// <summary>
    /// A table with the supports of a matrix: where nothing says what its rows are, or in which order, of those with which it is printed;
    /// <see langword="null"/> if the matrix prints less than half of the figures, as one of another model does, or not all where its
    /// numbers may be shares in per cent.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="report">Reads the table with supports.</param>
    public static PrintedReport? Supporting(FoundMatrix matrix, Func<long[]?, PrintedReport> report)
    {
        FoundMatrix[] orders = matrix is { Names: null, Classes: 2 } ? [matrix, matrix.Reversed] : [matrix];
        PrintedReport With(long[,] counts) => report(FoundMatrix.Supports(counts));
        AuditedFigures Audited(PrintedReport read) => new(read.ClassNames, read.Question) { Matrices = [matrix], Report = read };
        var ways = orders.SelectMany(order => order.Labelled).Select(counts => (Counts: counts, Report: With(counts))).ToList();
        var printed = ways.Select(way => way.Report).FirstOrDefault(read => MatrixCheck.Of(Audited(read)).Agrees)
            ?? MatrixCheck.Ordered(matrix, ways[0].Report.Question, areImagesKnown: false).SelectMany(order => order.Labelled).Select(With)
                .FirstOrDefault(read => MatrixCheck.Of(Audited(read)).Agrees);
        if (printed is not null) return printed;
        if (matrix.MayBePerCent)
            return ways.Select(way => way.Report).FirstOrDefault(read =>
                MatrixCheck.Of([matrix], Reading.Of(Audited(read)))?.Check is { IsOfTheseImages: true, Agrees: true });
        var (nearest, share) = ways.Select(way => (way.Report, Share: MatrixCheck.SharePrinted(matrix, way.Counts, way.Report.Question)))
            .MaxBy(way => way.Share);
        return share >= 0.5 ? nearest : null;
    }

    /// <summary>That a matrix says nothing of a table's images.</summary>
    public static string NotOfTable(FoundMatrix matrix) => $"the confusion matrix at line {matrix.FirstLine} prints other figures";

    /// <summary>That a matrix is not held against anything.</summary>
    public static string NotJudged(FoundMatrix matrix) =>
        $"not judged: the confusion matrix of {matrix.Classes} classes at line {matrix.FirstLine}";
}

using Reproduction.Claims.FigureAudits.Matrices;
using Reproduction.Claims.FigureAudits.Pastes;
using Reproduction.Claims.FigureAudits.Readings;

namespace Reproduction.Claims.FigureAudits;

/// <summary>Which of several tables a confusion matrix in the same paste is of.</summary>
internal static class MatrixOwners
{
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
            FoundMatrix[] ordered = [.. tables.Select(table => matrix.InOrderOf(table.ClassNames))];
            var checks = tables.Select((table, i) => matrix.Classes == table.ClassNames.Count && !table.IsOfSet
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

    /// <summary>That a matrix is not held against anything.</summary>
    public static string NotJudged(FoundMatrix matrix) =>
        $"not judged: the confusion matrix of {matrix.Classes} classes at line {matrix.FirstLine}";
}

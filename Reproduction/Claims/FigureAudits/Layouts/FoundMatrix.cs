namespace Reproduction.Claims.FigureAudits.Layouts;

/// <summary>A confusion matrix as it stands in a paste.</summary>
/// <param name="FirstLine">Where it begins.</param>
/// <param name="Counts">Rows by columns.</param>
/// <param name="Names">Names of the classes, where they stand there.</param>
/// <param name="RowsArePredictions">Whether it is known that rows are what images were taken for, as R's caret prints it.</param>
internal sealed record FoundMatrix(int FirstLine, long[,] Counts, IReadOnlyList<string>? Names, bool RowsArePredictions = false)
{
    /// <summary>How many classes.</summary>
    public int Classes => Counts.GetLength(0);

    /// <summary>The same with rows and columns exchanged.</summary>
    public long[,] Transposed()
    {
        var transposed = new long[Classes, Classes];
        for (var i = 0; i < Classes; i++)
            for (var j = 0; j < Classes; j++) transposed[i, j] = Counts[j, i];
        return transposed;
    }
}

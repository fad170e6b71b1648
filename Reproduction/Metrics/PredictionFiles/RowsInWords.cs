namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Numbers of rows as messages say them.</summary>
internal static class RowsInWords
{
    /// <summary>The words: <c>1 row</c>, <c>5 rows</c>.</summary>
    /// <param name="count">How many rows.</param>
    public static string Of(int count) => count == 1 ? "1 row" : $"{count} rows";
}

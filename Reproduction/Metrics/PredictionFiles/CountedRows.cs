using Reproduction.Files;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Whether rows are of many images each, as those of R's <c>as.data.frame(table(…))</c> and of pandas' <c>value_counts</c>: no two then
/// have the same truth and answer, and a column counts their images. Each row would count once.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
internal sealed class CountedRows(string path, PredictionColumns columns)
{
    private readonly List<CountColumn> counts =
        [.. columns.Counts.Select(column => new CountColumn(column, IsCalledSo(columns.Names[column])))];

    private readonly HashSet<(string Label, string Answer)> pairs = [];

    // With scores rows that are alike in both are of two images.
    private bool arePairs = columns.Answer is not null && columns.Scores.Count == 0;

    /// <summary>Which columns are passed over though they count something; <see langword="null"/> where there is none.</summary>
    public string? Note => counts.Find(count => count.Counts) is { } count ? PassedOver.Counts(columns.Shown(count.Column)) : null;

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        if (counts.Count == 0) return;
        foreach (var count in counts) count.Add(Text(fields[count.Column]));
        if (arePairs) arePairs = pairs.Add((Text(fields[columns.Label]), Text(fields[columns.Answer!.Value])));
    }

    /// <summary>Refuses rows of many images each.</summary>
    /// <exception cref="BadInputException">No two rows have the same truth and answer, and a column may count their images.</exception>
    public void Check()
    {
        if (!arePairs || columns.HaveNamesOfImages || counts.Find(count => count.MayCount) is not { } counting) return;
        throw new BadInputException(
            $"{path}:1: {columns.Shown(counting.Column)} may say of how many images each row is, as no two rows have the same "
            + $"{columns.Shown(columns.Label)} and {columns.Shown(columns.Answer!.Value)}: expected a row for each image, or no such "
            + "column where each row is one.");
    }

    private static bool IsCalledSo(string name) => ColumnNames.Counts.Contains(ColumnNames.Lower(name));

    private static string Text(ReadOnlyMemory<byte> field) => DelimitedText.Text(field).Trim();
}

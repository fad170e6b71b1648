using Reproduction.Files;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Whether rows are of many images each, as those of R's <c>as.data.frame(table(…))</c> and of pandas' <c>value_counts</c>: no two then
/// have the same truth and answer, or of one model, seed or part where columns say so, and a column counts their images. Each row would
/// count once.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
internal sealed class CountedRows(string path, PredictionColumns columns)
{
    private readonly List<CountColumn> counts =
        [.. columns.Counts.Select(column => new CountColumn(column, IsCalledSo(columns.Names[column])))];

    /// <summary>Tables of more models are of one row each.</summary>
    private const int MostParts = 1 << 12;

    private readonly HashSet<(string Label, string Answer)> pairs = [];
    private readonly HashSet<(string Label, string Answer, string Part)> pairsOfParts = [];
    private readonly HashSet<string> parts = [];
    private int rows;

    // With scores rows that are alike in both are of two images.
    private bool arePairs = columns is { Answer: not null, Scores.Count: 0 };
    private bool arePairsOfParts = columns is { Answer: not null, Scores.Count: 0, Parts.Count: > 0 };

    /// <summary>Which columns are passed over though they count something; <see langword="null"/> where there is none.</summary>
    public string? Note => counts.Find(count => count.Counts) is { } count ? PassedOver.Counts(columns.Shown(count.Column)) : null;

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        if (counts.Count == 0) return;
        foreach (var count in counts) count.Add(Text(fields[count.Column]));
        if (!arePairs && !arePairsOfParts) return;
        rows++;
        var (label, answer) = (Text(fields[columns.Label]), Text(fields[columns.Answer!.Value]));
        var isNew = pairs.Add((label, answer));
        arePairs &= isNew;
        if (!arePairsOfParts) return;
        var part = string.Join('\n', columns.Parts.Select(column => Text(fields[column])));
        parts.Add(part);
        arePairsOfParts = pairsOfParts.Add((label, answer, part)) && parts.Count <= MostParts;
    }

    /// <summary>Refuses rows of many images each.</summary>
    /// <exception cref="BadInputException">
    /// No two rows, or none of one part, have the same truth and answer, and a column may count their images.
    /// </exception>
    public void Check()
    {
        if (!arePairs && !AreTablesOfParts || columns.HaveNamesOfImages || counts.Find(count => count.MayCount) is not { } counting) return;
        var ofOne = arePairs ? "" : $" of one {string.Join(" and ", columns.Parts.Select(columns.Shown))}";
        throw new BadInputException(
            $"{path}:1: {columns.Shown(counting.Column)} may say of how many images each row is, as no two rows{ofOne} have the same "
            + $"{columns.Shown(columns.Label)} and {columns.Shown(columns.Answer!.Value)}: expected a row for each image, or no such "
            + "column where each row is one.");
    }

    /// <summary>Whether each part has most of the pairs that occur, once each; a few images of each seed hardly have.</summary>
    private bool AreTablesOfParts =>
        arePairsOfParts && parts.Count > 1 && rows >= 2 * parts.Count && 2L * rows >= (long)pairs.Count * parts.Count;

    private static bool IsCalledSo(string name) => ColumnNames.Counts.Contains(ColumnNames.Lower(name));

    private static string Text(ReadOnlyMemory<byte> field) => DelimitedText.Text(field).Trim();
}

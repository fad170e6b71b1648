namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// What tells a file's images apart in another file too: columns of file names or the like, pandas' index where it holds no numbers, and
/// whatever else has another value in each row.
/// </summary>
/// <param name="columns">What the columns mean.</param>
internal sealed class ImageKeys(PredictionColumns columns)
{
    private readonly List<(int Column, ImageKeyColumn Keys)> known = Of(columns, columns.Keys, areIds: true);
    private readonly List<(int Column, ImageKeyColumn Keys)> others = Of(columns, columns.Others, areIds: false);
    private readonly List<(int Column, ImageKeyColumn Keys)> unnamed =
        Of(columns, columns.Keys.Count == 0 && columns.HasUnnamedIndex ? [columns.Index!.Value] : [], areIds: true);

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        Add(known, fields);
        Add(others, fields);
        Add(unnamed, fields);
    }

    /// <summary>Whether a column whose name says that it tells images apart does.</summary>
    public bool TellApart => known.Exists(of => of.Keys.Repeated == 0);

    /// <summary>What to say of them; <see langword="null"/> where a column has another one in each row.</summary>
    public string? Note => ImageKeyColumn.Repeats(known.ConvertAll(of => of.Keys));

    /// <summary>The images' keys, of each column in which none comes twice.</summary>
    /// <param name="rows">Which row each image is.</param>
    /// <param name="isNumbered">Whether an index numbers the images.</param>
    /// <param name="isCounted">Whether its numbers only count the rows as they stand.</param>
    public IReadOnlyList<ImageNames> InOrder(int[] rows, bool isNumbered, bool isCounted) =>
    [
        .. known.Concat(isNumbered ? [] : unnamed).Concat(isNumbered && !isCounted ? [] : others)
            .Select(of => of.Keys.InOrder(rows)).OfType<ImageNames>(),
    ];

    private static void Add(List<(int Column, ImageKeyColumn Keys)> to, IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        foreach (var (column, keys) in to) keys.Add(fields[column].Span.Trim((byte)' '));
    }

    private static List<(int Column, ImageKeyColumn Keys)> Of(PredictionColumns columns, IReadOnlyList<int> which, bool areIds) =>
        [.. which.Select(column => (column, new ImageKeyColumn(columns.Shown(column), areIds)))];
}

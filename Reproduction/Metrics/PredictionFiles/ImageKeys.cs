using System.IO.Hashing;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// What tells a file's images apart in another file too: columns of file names or the like, or pandas' index where it holds no numbers;
/// 64 bits of each, which two different ones hardly ever share.
/// </summary>
/// <param name="columns">What the columns mean.</param>
internal sealed class ImageKeys(PredictionColumns columns)
{
    private readonly (int Column, List<ulong> Keys)[] all =
    [
        .. (columns.Keys.Count == 0 && columns.HasUnnamedIndex ? [columns.Index!.Value] : columns.Keys)
            .Select(column => (column, new List<ulong>())),
    ];

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        foreach (var (column, keys) in all) keys.Add(XxHash3.HashToUInt64(fields[column].Span.Trim((byte)' ')));
    }

    /// <summary>What to say of them; <see langword="null"/> where a column has another one in each row.</summary>
    public string? Note => columns.Keys.Count > 0 && all.Select(of => Repeated(of.Keys)).ToArray() is var repeated && !repeated.Contains(0)
        ? $"{columns.Shown(all[0].Column)} repeats in {repeated[0]} rows: each row counts as an image of its own"
        : null;

    /// <summary>The images' keys, of each column in which none comes twice.</summary>
    /// <param name="rows">Which row each image is.</param>
    public IReadOnlyList<ImageNames> InOrder(int[] rows) =>
    [
        .. all.Where(of => Repeated(of.Keys) == 0)
            .Select(of => new ImageNames(columns.Shown(of.Column), Array.ConvertAll(rows, row => of.Keys[row]))),
    ];

    private static int Repeated(List<ulong> keys) => keys.Count - keys.Distinct().Count();
}

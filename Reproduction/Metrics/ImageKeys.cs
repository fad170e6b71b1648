using System.IO.Hashing;

namespace Reproduction.Metrics;

/// <summary>
/// What tells a file's images apart in another file too: a column of file names or the like, or pandas' index where it holds no numbers;
/// 64 bits of each, which two different ones hardly ever share.
/// </summary>
/// <param name="columns">What the columns mean.</param>
internal sealed class ImageKeys(PredictionColumns columns)
{
    private readonly List<ulong> keys = [];
    private readonly int? column = columns.Key ?? (columns.HasUnnamedIndex ? columns.Index : null);

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields)
    {
        if (column is { } at) keys.Add(XxHash3.HashToUInt64(fields[at].Span.Trim((byte)' ')));
    }

    /// <summary>What to say of them; <see langword="null"/> where each is another one.</summary>
    public string? Note => columns.Key is { } named && keys.Count - keys.Distinct().Count() is > 0 and var repeated
        ? $"{columns.Shown(named)} repeats in {repeated} rows: each row counts as an image of its own"
        : null;

    /// <summary>The images' keys; <see langword="null"/> where there are none, or one comes twice.</summary>
    /// <param name="rows">Which row each image is.</param>
    public ulong[]? InOrder(int[] rows) =>
        column is null || keys.Distinct().Count() < keys.Count ? null : Array.ConvertAll(rows, row => keys[row]);
}

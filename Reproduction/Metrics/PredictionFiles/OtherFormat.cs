namespace Reproduction.Metrics.PredictionFiles;

/// <summary>What a file is by its first bytes that is no predictions file, so that a refusal can say it.</summary>
internal static class OtherFormat
{
    /// <summary>Of text in UTF-16 every second byte of so many is a zero.</summary>
    private const int Looked = 64;

    private const string Table = "expected a table of text", Unpacked = "expected a table of text, unpacked or packed by gzip";

    private static readonly (byte[] Begin, string Is)[] Known =
    [
        ([0x93, .. "NUMPY"u8], "one array of NumPy (.npy), expected an .npz with labels and logits (numpy.savez) or a table of text"),
        ([.. "BZh"u8], $"packed by bzip2, {Unpacked}"),
        ([0xfd, .. "7zXZ"u8, 0], $"packed by xz, {Unpacked}"),
        ([0x28, 0xb5, 0x2f, 0xfd], $"packed by Zstandard, {Unpacked}"),
        ([.. "7z"u8, 0xbc, 0xaf], $"packed by 7-Zip, {Unpacked}"),
        ([.. "PAR1"u8], $"a Parquet file, {Table}: save it as CSV (pandas' to_csv)"),
        ([.. "ARROW1"u8], $"an Arrow or Feather file, {Table}: save it as CSV (pandas' to_csv)"),
        ([.. "FEA1"u8], $"a Feather file, {Table}: save it as CSV (pandas' to_csv)"),
        ([0x89, .. "HDF"u8], $"an HDF5 file, {Table}: save it as CSV (pandas' to_csv)"),
        ([.. "SQLite format 3"u8], $"a SQLite database, {Table}"),
        ([0xd0, 0xcf, 0x11, 0xe0], $"an Excel workbook, {Table}: save it as CSV UTF-8"),
        ([.. "%PDF"u8], $"a PDF document, {Table}"),
        ([.. "RDX"u8], $"R's data, {Table} (write.csv)"),
    ];

    /// <summary>
    /// What a stream is and what is expected instead; <see langword="null"/> where it may be a table. It is left at its beginning.
    /// </summary>
    /// <param name="stream">The stream.</param>
    public static string? Of(Stream stream)
    {
        Span<byte> buffer = stackalloc byte[Looked];
        var begin = buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        foreach (var (those, what) in Known)
            if (begin.StartsWith(those)) return what;
        // Protocols 2 to 5, of which the first command follows.
        if (begin is [0x80, >= 2 and <= 5, ..]) return $"a pickle of Python, {Table}: save it as CSV or as .npz (numpy.savez)";
        return IsUtf16(begin) ? "text in UTF-16 without a byte-order mark, expected text in UTF-8, or in UTF-16 with its mark" : null;
    }

    private static bool IsUtf16(ReadOnlySpan<byte> begin)
    {
        var zeros = (Even: 0, Odd: 0);
        for (var at = 0; at < begin.Length; at++)
        {
            if (begin[at] != 0) continue;
            if (at % 2 == 0) zeros.Even++;
            else zeros.Odd++;
        }
        var half = begin.Length / 2;
        return half > 1 && (zeros.Even == 0 && zeros.Odd == half || zeros.Odd == 0 && zeros.Even == begin.Length - half);
    }
}

using Reproduction.Files;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>What a file is by its first bytes that is no predictions file, so that a refusal can say it.</summary>
internal static class OtherFormat
{
    private const string Table = "expected a table of text";

    /// <summary>
    /// What a stream is and what is expected instead; <see langword="null"/> where it may be a table. It is left at its beginning.
    /// </summary>
    /// <param name="stream">The stream.</param>
    public static string? Of(Stream stream)
    {
        if (FileKind.Of(stream) is not { } kind)
            return IsPickle(stream) ? $"a pickle of Python, {Table}: save it as CSV or as .npz (numpy.savez)" : null;
        // A first column may have any name.
        if (kind == FileKind.Json || kind == FileKind.WebPage) return null;
        return kind.Name + (kind == FileKind.NumpyArray ? ", expected an .npz with labels and logits (numpy.savez) or a table of text"
            : kind == FileKind.Utf16 ? ", expected text in UTF-8, or in UTF-16 with its mark"
            : kind == FileKind.LfsPointer ? "; get the file with: git lfs pull"
            : kind.Unpack is { } command ? $", {Table}, unpacked ({command}) or compressed by gzip"
            : $", {Table}: save it as CSV (pandas' to_csv)");
    }

    /// <summary>Of protocols 2 to 5, which say so.</summary>
    private static bool IsPickle(Stream stream)
    {
        var (mark, protocol) = (stream.ReadByte(), stream.ReadByte());
        stream.Position = 0;
        return mark == 0x80 && protocol is >= 2 and <= 5;
    }
}

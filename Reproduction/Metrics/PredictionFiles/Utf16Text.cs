using System.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Text in UTF-16 with its byte-order mark, as Excel writes "Unicode text".</summary>
internal static class Utf16Text
{
    /// <summary>Whether a stream begins with the mark; it is left at its beginning.</summary>
    public static bool Begins(Stream stream)
    {
        var encoding = EncodingOf(stream);
        stream.Position = 0;
        return encoding is not null;
    }

    /// <summary>The same text in UTF-8, without the mark.</summary>
    public static Stream Open(Stream stream) => Encoding.CreateTranscodingStream(stream, EncodingOf(stream)!, new UTF8Encoding(false));

    private static UnicodeEncoding? EncodingOf(Stream stream)
    {
        Span<byte> begin = stackalloc byte[2];
        var count = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        return count < begin.Length ? null
            : begin.SequenceEqual(Encoding.Unicode.Preamble) ? new(bigEndian: false, byteOrderMark: false)
            : begin.SequenceEqual(Encoding.BigEndianUnicode.Preamble) ? new(bigEndian: true, byteOrderMark: false)
            : null;
    }
}

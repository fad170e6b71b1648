using System.IO.Compression;

namespace Reproduction.Files;

/// <summary>The text of a gzip file, of one member or several (as <c>cat a.gz b.gz</c> makes them), which must all be whole.</summary>
internal static class GzipText
{
    /// <summary>Header and trailer of a member.</summary>
    private const int LeastMember = 18;

    private static ReadOnlySpan<byte> Magic => [0x1f, 0x8b, 8];

    /// <summary>Whether a stream begins as gzip does; it is left at its beginning.</summary>
    public static bool Begins(Stream stream)
    {
        Span<byte> begin = stackalloc byte[2];
        var count = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return count == begin.Length && begin.SequenceEqual(Magic[..2]);
    }

    /// <summary>The text, to be read piece by piece.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The compressed bytes; they are read to their end.</param>
    /// <param name="most">Most bytes of text.</param>
    /// <param name="expected">What the file should be, for messages, such as <c>a predictions file</c>.</param>
    /// <exception cref="BadInputException">A member is cut off, altered or claims another length, or the text is too long.</exception>
    public static Stream Open(string path, Stream stream, long most, string expected)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        // .NET takes a file that was cut off for a shorter one: each member is held against the length at its end.
        for (long begin = 0, text = 0; begin < bytes.Length;)
        {
            var end = End(path, bytes, (int)begin, most - text, expected, out var length);
            (begin, text) = (end, text + length);
        }
        return new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
    }

    /// <summary>Where a member ends: at the beginning of another one, or with the file.</summary>
    private static int End(string path, byte[] bytes, int begin, long most, string expected, out long length)
    {
        var cause = $"{bytes.Length} bytes";
        for (var end = begin + 1; end < bytes.Length;)
        {
            var next = bytes.AsSpan(end + 1 < bytes.Length ? end + 1 : end).IndexOf(Magic);
            end = next < 0 ? bytes.Length : end + 1 + next;
            if (end - begin < LeastMember) continue;
            var says = BitConverter.ToUInt32(bytes, end - 4);
            if (says > CompressedSize.Most(end - begin))
            {
                cause = $"{end - begin} bytes cannot hold the {says} that it says";
                continue;
            }
            if (says > most) throw new BadInputException($"{path}: {says} bytes, too large for {expected} (at most {most}).");
            try
            {
                length = Length(bytes, begin, end, says);
                if (length == says) return end;
                cause = $"it says {says} bytes of text and holds {(length < says ? "fewer" : "more")}";
            }
            catch (InvalidDataException e)
            {
                cause = e.Message.TrimEnd('.');
            }
        }
        throw new BadInputException($"{path}: not a whole gzip file ({cause}).");
    }

    /// <summary>The bytes of text in a member, counted to one more than it says.</summary>
    private static long Length(byte[] bytes, int begin, int end, uint says)
    {
        using var zip = new GZipStream(new MemoryStream(bytes, begin, end - begin), CompressionMode.Decompress);
        var piece = new byte[1 << 16];
        var length = 0L;
        for (int count; length <= says && (count = zip.Read(piece)) > 0;) length += count;
        return length;
    }
}

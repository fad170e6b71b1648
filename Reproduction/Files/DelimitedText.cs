using System.Text;
using System.Text.Unicode;
using Reproduction.Text;

namespace Reproduction.Files;

/// <summary>
/// A table as text, read row by row: fields divided by tabs, commas or semicolons, as the first line tells, in quotes or
/// not (RFC 4180, so that a row whose quotes hold line breaks is one); a byte-order mark and blank lines at the end are passed over.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="text">The text, UTF-8.</param>
/// <param name="example">A header as its reader expects it, for messages.</param>
internal sealed class DelimitedText(string path, Stream text, string example = "name,value")
{
    private const int LongestLine = 1 << 26;

    private readonly List<ReadOnlyMemory<byte>> fields = [];

    // What was read since the mark, and what is read once more before the rest of the text.
    private List<ReadOnlyMemory<byte>>? kept;
    private Queue<ReadOnlyMemory<byte>> again = new();
    private ReadOnlyMemory<byte> piece;
    private (int Line, int Lines, int BlankLines, long Bytes) marked;

    private byte[] buffer = new byte[1 << 16];
    private int begin, end;
    private bool isAtEnd, isPastHeader;
    private byte delimiter, lineEnd = (byte)'\n';
    private int blankLines, lines;

    /// <summary>The number of the line on which the row begins that was read last, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How many bytes of the text were read so far; the last of them may be of rows to come.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the fields are divided by commas, which then are in no number.</summary>
    public bool IsDividedByCommas => delimiter == ',';

    /// <summary>
    /// Reads the first line's fields. They are divided by what makes a header of them that is known; else by tabs, which hardly any name
    /// has, and where there are none by what occurs most often, though it may be within names too.
    /// </summary>
    /// <param name="isKnown">Whether fields are those of a header; null where that cannot be said.</param>
    public string[] Header(Func<IReadOnlyList<string>, bool>? isKnown = null)
    {
        while (!isAtEnd && end < buffer.Length && !buffer.AsSpan(0, end).Contains(lineEnd)) Fill();
        // Lines ended by carriage returns alone, as Excel writes "CSV (Macintosh)".
        if (!buffer.AsSpan(0, end).Contains(lineEnd) && buffer.AsSpan(0, Math.Max(0, end - 1)).Contains((byte)'\r')) lineEnd = (byte)'\r';
        var line = NextLine() is { Length: > 0 } first ? first : throw new BadInputException(
            $"{path}:1: no header, expected one such as {example}");
        if (line.Span.StartsWith(Encoding.UTF8.Preamble)) line = line[Encoding.UTF8.Preamble.Length..];
        if (line.Span is [(byte)'{' or (byte)'[', ..])
            throw new BadInputException($"{path}:1: {Shown(line)}, expected a table: comma- or tab-separated, with a header");
        // What Excel is told its delimiter by.
        if (line.Length == 5 && line.Span.StartsWith("sep="u8))
        {
            delimiter = line.Span[4];
            line = NextLine() ?? default;
        }
        else
        {
            byte[] those = [.. "\t,;"u8];
            those = [.. those.Where(each => OutsideQuotes(line.Span, each) > 0)];
            byte[] making = [.. those.Where(each => isKnown is not null && Divides(line, each, isKnown))];
            if (making.Length > 0) those = making;
            delimiter = those is [(byte)'\t', ..]
                ? (byte)'\t'
                : those.DefaultIfEmpty((byte)',').MaxBy(each => OutsideQuotes(line.Span, each));
        }
        var names = Names(line);
        isPastHeader = true;
        return names;
    }

    /// <summary>The next line that is not blank, or null at the end; it is good until the next one is read.</summary>
    /// <exception cref="BadInputException">A blank line is followed by others, or a row is longer than 64 MiB.</exception>
    public ReadOnlyMemory<byte>? Row()
    {
        while (NextLine() is { } line)
        {
            if (line.Length == 0)
            {
                blankLines++;
                continue;
            }
            if (blankLines > 0) throw new BadInputException($"{path}:{Line - blankLines}: a blank line, expected a row.");
            return line;
        }
        return null;
    }

    /// <summary>
    /// Keeps what is read from here on until <see cref="Rewind"/>: a file may be another one when it is read a second time, and what it is
    /// packed in would be unpacked twice.
    /// </summary>
    public void Mark()
    {
        marked = (Line, lines, blankLines, Bytes - (end - begin));
        kept = [buffer.AsSpan(begin, end - begin).ToArray()];
    }

    /// <summary>Goes back to where <see cref="Mark"/> was called, from where the same rows are read.</summary>
    public void Rewind()
    {
        again = new([.. kept ?? [], piece, .. again]);
        (kept, piece) = (null, default);
        (Line, lines, blankLines, Bytes) = marked;
        (begin, end, isAtEnd) = (0, 0, false);
    }

    /// <summary>The fields of a line; they are good until the next line's are asked for.</summary>
    public List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> line)
    {
        fields.Clear();
        for (var at = 0; ;)
        {
            var rest = line[at..];
            int length;
            if (rest.Length > 0 && rest.Span[0] == '"')
            {
                var closing = rest.Span[1..].IndexOf((byte)'"');
                // A doubled quote stands for one.
                while (closing >= 0 && closing + 2 < rest.Length && rest.Span[closing + 2] == '"')
                {
                    var next = rest.Span[(closing + 3)..].IndexOf((byte)'"');
                    closing = next < 0 ? -1 : closing + 2 + next;
                }
                if (closing < 0)
                    throw new BadInputException(
                        $"{path}:{Line}: a quote that is not closed"
                        + $"{(isPastHeader ? "" : " on the header's line, expected names of columns without line breaks")}.");
                var quoted = rest[1..(closing + 1)];
                fields.Add(quoted.Span.IndexOf("\"\""u8) < 0 ? quoted
                    : Encoding.UTF8.GetBytes(Text(quoted).Replace("\"\"", "\"", StringComparison.Ordinal)));
                length = closing + 2;
                if (length < rest.Length && rest.Span[length] != delimiter)
                    throw new BadInputException($"{path}:{Line}: text after a closing quote.");
            }
            else
            {
                length = rest.Span.IndexOf(delimiter);
                if (length < 0) length = rest.Length;
                fields.Add(rest[..length]);
            }
            at += length;
            if (at >= line.Length) return fields;
            at++;
            if (at == line.Length)
            {
                fields.Add(default);
                return fields;
            }
        }
    }

    /// <summary>A field in quotes, as messages show it.</summary>
    // Stryker disable once Equality : the first 160 bytes of 160 are all
    public static string Shown(ReadOnlyMemory<byte> field) => OneLine.Quote(Text(field.Length > 160 ? field[..160] : field));

    /// <summary>A field as text without the blanks around it, where a replaced character would matter.</summary>
    /// <exception cref="BadInputException">It is not UTF-8: of two such fields what differs might be lost.</exception>
    public static string ValidText(ReadOnlyMemory<byte> field, string path, int line, string column) => Utf8.IsValid(field.Span)
        ? Text(field).Trim()
        : throw new BadInputException(
            $"{path}:{line}: {column} is {Shown(field)}, which is not UTF-8, expected a file saved as UTF-8 (in Excel: \"CSV UTF-8\").");

    /// <summary>A field as text.</summary>
    public static string Text(ReadOnlyMemory<byte> field) => Encoding.UTF8.GetString(field.Span);

    private string[] Names(ReadOnlyMemory<byte> line) => [.. Fields(line).Select(field => Text(field).Trim())];

    /// <summary>Whether a delimiter makes a known header of a line.</summary>
    private bool Divides(ReadOnlyMemory<byte> line, byte by, Func<IReadOnlyList<string>, bool> isKnown)
    {
        delimiter = by;
        try
        {
            return isKnown(Names(line));
        }
        catch (BadInputException)
        {
            // Quotes that end before something else than this.
            return false;
        }
    }

    private static int OutsideQuotes(ReadOnlySpan<byte> line, byte delimiter)
    {
        var (count, isOpen) = (0, false);
        foreach (var character in line)
        {
            if (character == '"') isOpen = !isOpen;
            else if (character == delimiter && !isOpen) count++;
        }
        return count;
    }

    private ReadOnlyMemory<byte>? NextLine()
    {
        Line = lines + 1;
        var isOpen = false;
        for (int searched = 0, checkedUntil = 0; ;)
        {
            var at = buffer.AsSpan(begin + searched, end - begin - searched).IndexOf(lineEnd);
            if (at >= 0 || isAtEnd)
            {
                if (at < 0 && begin == end) return null;
                var length = at < 0 ? end - begin : searched + at;
                lines++;
                isOpen = StaysOpen(buffer.AsSpan(begin + checkedUntil, length - checkedUntil), isOpen);
                if (isOpen && at >= 0)
                {
                    searched = checkedUntil = length + 1;
                    continue;
                }
                var line = buffer.AsMemory(begin, length);
                begin = Math.Min(end, begin + length + 1);
                // Two carriage returns, where text with one was written as text once more.
                return line[..line.Span.TrimEnd((byte)'\r').Length];
            }
            searched = end - begin;
            Fill();
        }
    }

    /// <summary>Whether a quote is open at the end of a row's line, so that the row goes on in the next; the header is one line.</summary>
    private bool StaysOpen(ReadOnlySpan<byte> line, bool isOpen)
    {
        if (delimiter == 0 || !isOpen && !line.Contains((byte)'"')) return false;
        if (!isOpen && line[0] == '"')
        {
            isOpen = true;
            line = line[1..];
        }
        ReadOnlySpan<byte> opening = [delimiter, (byte)'"'];
        while (true)
        {
            var at = isOpen ? line.IndexOf((byte)'"') : line.IndexOf(opening);
            if (at < 0) return isOpen;
            var isDoubled = isOpen && at + 1 < line.Length && line[at + 1] == '"';
            line = line[(at + (isOpen && !isDoubled ? 1 : 2))..];
            isOpen = !isOpen || isDoubled;
        }
    }

    private void Fill()
    {
        if (begin > 0)
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (begin, end) = (0, end - begin);
        }
        if (end == buffer.Length)
        {
            if (buffer.Length == LongestLine) throw new BadInputException($"{path}:{Line}: a row of more than {LongestLine} bytes.");
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
        var count = Next(buffer.AsSpan(end));
        kept?.Add(buffer.AsSpan(end, count).ToArray());
        end += count;
        Bytes += count;
        isAtEnd = count == 0;
    }

    /// <summary>Reads on, first what was kept.</summary>
    private int Next(Span<byte> room)
    {
        while (piece.IsEmpty)
            if (!again.TryDequeue(out piece)) return text.Read(room);
        var count = Math.Min(piece.Length, room.Length);
        piece.Span[..count].CopyTo(room);
        piece = piece[count..];
        return count;
    }
}

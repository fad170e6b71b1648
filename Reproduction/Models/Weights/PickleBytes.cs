using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>The bytes of a pickle, taken one operand after the other; none is believed to be longer than what is left.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="pickle">The bytes.</param>
internal sealed class PickleBytes(string path, ReadOnlyMemory<byte> pickle)
{
    /// <summary>Digits of an integer as text; its value takes time that grows with their square.</summary>
    private const int LongestNumber = 1 << 12;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Where in the bytes the reading stands.</summary>
    public int Position { get; private set; }

    /// <summary>What is wrong, in one line with the place.</summary>
    /// <param name="what">What the pickle does.</param>
    public BadInputException Bad(string what) => new($"{path}: the pickle {what} (at byte {Position})");

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Take(int count) => Take((ulong)count);

    /// <summary>Bytes after their length of so many bytes.</summary>
    public ReadOnlySpan<byte> Sized(int lengthBytes)
    {
        var given = Take(lengthBytes);
        return Take(lengthBytes switch
        {
            1 => given[0],
            4 => BinaryPrimitives.ReadUInt32LittleEndian(given),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(given),
        });
    }

    /// <summary>The text up to the end of the line, which must be valid UTF-8.</summary>
    public string Line()
    {
        var length = pickle.Span[Position..].IndexOf((byte)'\n');
        if (length < 0) throw Bad("ends within a name");
        var line = Text(Take(length));
        Position++;
        return line;
    }

    /// <summary>A line with an integer.</summary>
    public object IntegerLine()
    {
        var line = Line().TrimEnd('L');
        if (line.Length > LongestNumber
            || !BigInteger.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw Bad($"has {OneLine.Quote(line)} where a whole number is expected");
        return Narrow(value);
    }

    /// <summary>A line with an index of the memo.</summary>
    public uint IndexLine() =>
        IntegerLine() is long and >= 0 and <= uint.MaxValue and var index
            ? (uint)index
            : throw Bad("has an index of its memo that is none");

    /// <summary>A line with a floating-point number.</summary>
    public double FloatLine() =>
        Line() is var line && double.TryParse(line, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Bad($"has {OneLine.Quote(line)} where a number is expected");

    /// <summary>Text, which must be valid UTF-8.</summary>
    public string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Bad("has text that is not valid UTF-8");
        }
    }

    /// <summary>An integer of any size, little-endian: a long where it fits.</summary>
    public static object Integer(ReadOnlySpan<byte> bytes) => Narrow(new BigInteger(bytes));

    private ReadOnlySpan<byte> Take(ulong count)
    {
        var left = pickle.Length - Position;
        if (count > (ulong)left) throw Bad($"ends too early: {count} more bytes are announced, {left} are left");
        Position += (int)count;
        return pickle.Span.Slice(Position - (int)count, (int)count);
    }

    private static object Narrow(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Reproduction.Numpy;

/// <summary>
/// An array of NumPy's <c>.npy</c> format (versions 1 to 3): numbers in C order, last index fastest, whichever order the file has.
/// </summary>
/// <param name="File">The file's name, for messages.</param>
/// <param name="Dtype">NumPy's name of the elements' type, such as <c>|u1</c> or <c>&lt;f4</c>.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Bytes">The elements in C order.</param>
public sealed partial record NpyArray(string File, string Dtype, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>More than the header of an array of plain numbers ever has.</summary>
    private const int MostOfHeader = 1 << 12;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Reads an array.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="content">The whole file.</param>
    /// <exception cref="BadInputException">It is no such file, holds no plain numbers, or is not as long as it says.</exception>
    public static NpyArray Read(string file, ReadOnlyMemory<byte> content)
    {
        var (dtype, shape, isInFortransOrder, start) = Begin(file, content.Span);
        var size = BytesOf(dtype);
        var left = content.Length - start;
        if (Elements(shape, left) is not { } elements || elements * size != left)
            throw new BadInputException($"{file}: says {string.Join("×", shape)} elements of {size} bytes, but has {left} bytes of them");
        var stored = content[start..];
        return new NpyArray(file, dtype, shape, isInFortransOrder ? InCOrder(stored.Span, shape, size) : stored);
    }

    /// <summary>What an array is by the first bytes of its file.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="stream">The file, which is read as far as its header goes.</param>
    /// <exception cref="BadInputException">It is no such file, or holds no plain numbers.</exception>
    internal static (string Dtype, IReadOnlyList<long> Shape) Head(string file, Stream stream)
    {
        var bytes = new byte[MostOfHeader];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var (dtype, shape, _, _) = Begin(file, bytes.AsSpan(0, read));
        return (dtype, shape);
    }

    private static (string Dtype, long[] Shape, bool IsInFortransOrder, int Start) Begin(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 10 || !bytes[..6].SequenceEqual(Magic))
            throw new BadInputException($"{file}: not a NumPy array, expected a .npy file");
        var lengthBytes = bytes[6] == 1 ? 2 : 4;
        if (bytes[6] is < 1 or > 3 || bytes.Length < 8 + lengthBytes)
            throw new BadInputException($"{file}: version {bytes[6]} of the .npy format, expected 1 to 3");
        var length =
            lengthBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        var start = 8 + lengthBytes + (long)length;
        if (start > bytes.Length) throw new BadInputException($"{file}: ends within its header");
        var header = Encoding.Latin1.GetString(bytes[(8 + lengthBytes)..(int)start]);
        if (Header().Match(header) is not { Success: true } match || match.Groups.Values.Any(key => key.Captures.Count != 1))
            throw new BadInputException($"{file}: an array of objects or records, expected one of plain numbers");
        long[] shape = [.. match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(size => long.TryParse(size.TrimEnd('L'), CultureInfo.InvariantCulture, out var value) ? value : -1)];
        return (match.Groups["dtype"].Value, shape, match.Groups["order"].Value == "True", (int)start);
    }

    /// <summary>The array as a file of version 1.0, its elements at a multiple of 64 bytes, as NumPy's own writer has it.</summary>
    /// <param name="dtype">NumPy's name of the elements' type.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="elements">The elements in C order.</param>
    public static byte[] Write(string dtype, IReadOnlyList<long> shape, ReadOnlySpan<byte> elements)
    {
        // Python writes the tuple of one with a comma at its end.
        var sizes = $"{string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")}";
        var header = $"{{'descr': '{dtype}', 'fortran_order': False, 'shape': ({sizes}), }}";
        const int lead = 10, alignment = 64;
        var start = (lead + header.Length + 1 + alignment - 1) / alignment * alignment;
        var file = new byte[start + elements.Length];
        Magic.CopyTo(file, 0);
        file[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(Magic.Length + 2), (ushort)(start - lead));
        Encoding.Latin1.GetBytes(header.PadRight(start - lead - 1) + "\n", file.AsSpan(lead));
        elements.CopyTo(file.AsSpan(start));
        return file;
    }

    /// <summary>How many elements there are.</summary>
    public int Count => Bytes.Length / ElementBytes;

    private int ElementBytes => BytesOf(Dtype);

    // Of text it says how many characters there are, each of four bytes.
    private static int BytesOf(string dtype) => int.Parse(dtype[2..], CultureInfo.InvariantCulture) * (dtype[1] == 'U' ? 4 : 1);

    /// <summary>The elements as numbers.</summary>
    /// <exception cref="BadInputException">They are text or another type without a number.</exception>
    public double[] ToDoubles() => Each<double>(
        (kind, element) => (kind, element.Length) switch
        {
            ('f', 8) => BinaryPrimitives.ReadDoubleLittleEndian(element),
            ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(element),
            ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
            _ => Integer(kind, element),
        });

    /// <summary>The elements as texts: text without the zeros that fill it up, numbers as they are written.</summary>
    /// <exception cref="BadInputException">They are of another type.</exception>
    public string[] ToTexts()
    {
        if (Dtype[1] == 'f') return Array.ConvertAll(ToDoubles(), number => number.ToString("R", CultureInfo.InvariantCulture));
        if (!AreTexts) return Array.ConvertAll(ToIntegers(), number => number.ToString(CultureInfo.InvariantCulture));
        var (texts, size) = (new string[Count], ElementBytes);
        var encoding = Dtype[1] == 'S' ? Encoding.UTF8 : new UTF32Encoding(bigEndian: Dtype[0] == '>', byteOrderMark: false);
        for (var i = 0; i < texts.Length; i++) texts[i] = encoding.GetString(Bytes.Span.Slice(i * size, size)).TrimEnd('\0');
        return texts;
    }

    /// <summary>Whether the elements are text.</summary>
    public bool AreTexts => Dtype[1] is 'U' or 'S';

    /// <summary>The elements as whole numbers.</summary>
    /// <exception cref="BadInputException">They are of another type.</exception>
    public long[] ToIntegers() => Each(Integer);

    /// <summary>Elements whose first index is fastest, as Fortran and what NumPy has transposed have them, put into C order.</summary>
    private static byte[] InCOrder(ReadOnlySpan<byte> elements, long[] shape, int size)
    {
        var steps = new long[shape.Length];
        for (var (axis, step) = (0, (long)size); axis < shape.Length; step *= shape[axis++]) steps[axis] = step;
        var ordered = new byte[elements.Length];
        var index = new long[shape.Length];
        var from = 0L;
        for (var to = 0; to < ordered.Length; to += size)
        {
            elements.Slice((int)from, size).CopyTo(ordered.AsSpan(to));
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += steps[axis];
                if (++index[axis] < shape[axis]) break;
                from -= shape[axis] * steps[axis];
                index[axis] = 0;
            }
        }
        return ordered;
    }

    // Nothing is multiplied beyond what the file can hold.
    private static long? Elements(long[] shape, long most)
    {
        var product = 1L;
        foreach (var side in shape)
        {
            if (side <= 0 || product > most / side) return shape.Contains(0) ? 0 : null;
            product *= side;
        }
        return product;
    }

    private T[] Each<T>(Func<char, ReadOnlySpan<byte>, T> value)
    {
        if (AreTexts) throw NoNumbers();
        var swap = Dtype[0] == '>' && ElementBytes > 1;
        var values = new T[Count];
        Span<byte> element = stackalloc byte[ElementBytes];
        for (var i = 0; i < values.Length; i++)
        {
            Bytes.Span.Slice(i * element.Length, element.Length).CopyTo(element);
            if (swap) element.Reverse();
            values[i] = value(Dtype[1], element);
        }
        return values;
    }

    private long Integer(char kind, ReadOnlySpan<byte> element) => (kind, element.Length) switch
    {
        ('u' or 'b', 1) => element[0],
        ('i', 1) => (sbyte)element[0],
        ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(element),
        ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(element),
        ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(element),
        ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(element),
        ('u' or 'i', 8) => BinaryPrimitives.ReadInt64LittleEndian(element),
        _ => throw NoNumbers(),
    };

    private BadInputException NoNumbers() => new($"{File}: elements of type {Dtype}, expected numbers of up to 64 bits");

    // The header is a Python dict of three keys: in this order with these blanks by NumPy's own writer, which reads any. Python 2 wrote 4L.
    [GeneratedRegex(
        """
        ^\s*\{(\s*(['"]descr['"]\s*:\s*['"](?<dtype>[<>|=][a-zA-Z][1-9][0-9]{0,3})['"]|['"]fortran_order['"]\s*:\s*(?<order>True|False)|['"]shape['"]\s*:\s*\((?<shape>[0-9L,\s]*)\))\s*(,|(?=\}))){3}\s*\}\s*$
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex Header();
}

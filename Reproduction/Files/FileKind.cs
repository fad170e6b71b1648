using System.Text;

namespace Reproduction.Files;

/// <summary>
/// What a file is by its first bytes, whatever its name says: what people give in the place of images, weights or tables, so that a refusal
/// can call it by its name.
/// </summary>
/// <param name="Name">What to call it, behind a file's name and a colon.</param>
/// <param name="Unpack">The command that gets out what it holds; null where it holds nothing else.</param>
internal sealed record FileKind(string Name, string? Unpack = null)
{
    private const int Beginning = 512;

    /// <summary>Where a tar archive says that it is one.</summary>
    private const int TarMark = 257;

    /// <summary>Bytes of which every second must be zero in text of two bytes a character.</summary>
    private const int FewestOfUtf16 = 8, MostOfUtf16 = 32;

    /// <summary>gzip, of one file or of a tar archive.</summary>
    public static FileKind Gzip { get; } = new("compressed by gzip", "gunzip FILE");

    /// <summary>bzip2, of one file or of a tar archive.</summary>
    public static FileKind Bzip2 { get; } = new("compressed by bzip2", "bunzip2 FILE");

    /// <summary>xz likewise.</summary>
    public static FileKind Xz { get; } = new("compressed by xz", "unxz FILE");

    /// <summary>zstd likewise.</summary>
    public static FileKind Zstd { get; } = new("compressed by zstd", "unzstd FILE");

    /// <summary>A zip archive, also what Office, Keras, NumPy and PyTorch make of it.</summary>
    public static FileKind Zip { get; } = new("a zip archive", "unzip FILE");

    /// <summary>A tar archive.</summary>
    public static FileKind Tar { get; } = new("a tar archive", "tar -xf FILE");

    /// <summary>HDF5, as Keras writes weights.</summary>
    public static FileKind Hdf5 { get; } = new("HDF5");

    /// <summary>ONNX.</summary>
    public static FileKind Onnx { get; } = new("an ONNX model");

    /// <summary>TensorFlow Lite.</summary>
    public static FileKind Tflite { get; } = new("a TensorFlow Lite model");

    /// <summary>TensorFlow's saved_model.pb.</summary>
    public static FileKind SavedModel { get; } = new("a SavedModel of TensorFlow");

    /// <summary>A pointer in the place of a file.</summary>
    public static FileKind LfsPointer { get; } = new("a pointer of Git LFS and not the file itself");

    /// <summary>HTML, or XML.</summary>
    public static FileKind WebPage { get; } = new("a web page");

    /// <summary>One array of NumPy's, <c>.npy</c>.</summary>
    public static FileKind NumpyArray { get; } = new("an array of NumPy");

    /// <summary>JSON.</summary>
    public static FileKind Json { get; } = new("JSON");

    /// <summary>Text of two bytes a character that does not say so.</summary>
    public static FileKind Utf16 { get; } = new("text in UTF-16 without a byte-order mark");

    private static readonly (byte[] Begin, FileKind Kind)[] Marks =
    [
        ([0x1f, 0x8b], Gzip),
        ([.. "PK"u8, 3, 4], Zip),
        ([.. "PK"u8, 5, 6], Zip),
        ([0x89, .. "HDF"u8], Hdf5),
        ([0x93, .. "NUMPY"u8], NumpyArray),
        ([.. "RDX"u8], new("data of R")),
        ([.. "GGUF"u8], new("GGUF")),
        ([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], new("a 7z archive", "7z x FILE")),
        ([.. "Rar!"u8, 0x1a, 7], new("a RAR archive", "unrar x FILE")),
        ([0xfd, .. "7zXZ"u8, 0], Xz),
        ([0x28, 0xb5, 0x2f, 0xfd], Zstd),
        ([.. "PAR1"u8], new("a Parquet table")),
        ([.. "ARROW1"u8], new("an Arrow table")),
        ([.. "FEA1"u8], new("a Feather table")),
        ([.. "SQLite format 3"u8], new("an SQLite database")),
        ([.. "MATLAB 5.0 MAT-file"u8], new("a MAT-file of MATLAB")),
        ([.. "MATLAB 7.3 MAT-file"u8], new("a MAT-file of MATLAB")),
        ([.. "%PDF-"u8], new("a PDF")),
        ([0xd0, 0xcf, 0x11, 0xe0], new("an Office document of the old kind, such as .xls")),
        ([0x89, .. "PNG"u8], new("a PNG image")),
        ([0xff, 0xd8, 0xff], new("a JPEG image")),
        ([.. "GIF8"u8], new("a GIF image")),
    ];

    /// <summary>What a file is; null where it is none of these.</summary>
    /// <param name="stream">The file; it is left at its beginning.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FileKind? Of(Stream stream)
    {
        stream.Position = 0;
        var bytes = new byte[Beginning];
        var read = stream.ReadAtLeast(bytes, Beginning, throwOnEndOfStream: false);
        stream.Position = 0;
        return Of(bytes.AsSpan(0, read));
    }

    /// <summary>What a file is; null where it is none of these.</summary>
    /// <param name="begin">Its first bytes, half a KB or all.</param>
    public static FileKind? Of(ReadOnlySpan<byte> begin)
    {
        foreach (var (mark, kind) in Marks)
            if (begin.StartsWith(mark))
                return kind;
        return begin switch
        {
            [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] => Bzip2,
            [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] => Tflite,
            // Protocol buffers: the version of the format in the first field, then the producer's name, the graph or the operators.
            [8, 1, 0x12, ..] => SavedModel,
            [8, >= 3 and <= 32, 0x12, _, >= (byte)'A' and <= (byte)'z', ..] or [8, >= 3 and <= 32, 0x3a or 0x42, ..] => Onnx,
            _ => begin.Length > TarMark + 5 && IsTar(begin[TarMark..]) ? Tar : OfText(begin),
        };
    }

    /// <summary>By POSIX a zero follows the mark, by GNU's older format a blank: in text it is a word.</summary>
    private static bool IsTar(ReadOnlySpan<byte> mark) => mark.StartsWith("ustar"u8) && mark[5] is 0 or (byte)' ';

    private static FileKind? OfText(ReadOnlySpan<byte> begin)
    {
        if (IsUtf16(begin, first: 0) || IsUtf16(begin, first: 1)) return Utf16;
        var text = Encoding.Latin1.GetString(begin).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        if (text.StartsWith("version https://git-lfs.github.com/spec/", StringComparison.Ordinal)) return LfsPointer;
        if (text.Contains('\0')) return null;
        return text.StartsWith('<') ? WebPage : text.StartsWith('{') ? Json : null;
    }

    /// <summary>Whether the first bytes are characters that are shown, each beside a zero.</summary>
    /// <param name="begin">The first bytes.</param>
    /// <param name="first">Whether the character is the first of two bytes (0) or the second (1).</param>
    private static bool IsUtf16(ReadOnlySpan<byte> begin, int first)
    {
        if (begin.Length < FewestOfUtf16) return false;
        for (var at = 0; at + 1 < Math.Min(begin.Length, MostOfUtf16); at += 2)
            if (begin[at + 1 - first] != 0 || begin[at + first] is not ((>= (byte)' ' and < 127) or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        return true;
    }
}

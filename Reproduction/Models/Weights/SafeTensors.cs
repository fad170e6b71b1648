using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Reproduction.Files;
using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// Weights in the safetensors format: eight bytes with the header's length (little-endian), a JSON header, the tensors'
/// bytes one after the other without gaps. Readable by the Python package of that name and by everything built on it.
/// Files are read strictly: what that package would refuse is refused, with one line that names file and tensor.
/// </summary>
public static class SafeTensors
{
    /// <summary>The format's name in <see cref="WeightsHeader.Format"/>.</summary>
    public const string Format = "safetensors";

    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000;
    private const int Alignment = 8;

    /// <summary>
    /// Writes tensors whole or not at all. Equal content gives equal bytes. Tensors may be on any device and have any
    /// strides; they are copied one at a time where they are not plain CPU memory.
    /// </summary>
    /// <param name="path">Where the file shall stand.</param>
    /// <param name="tensors">The tensors in the order in which a reader shall list them.</param>
    /// <param name="metadata">Free text to carry along; stored in ordinal order of its keys.</param>
    /// <exception cref="ArgumentException">A name comes twice or is no valid text, or a type is not stored.</exception>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void Write(
        string path, IEnumerable<(string Name, Tensor Value)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var given = tensors.ToList();
        // Wide types first keeps every tensor aligned to its own element though gaps are forbidden; the sort is stable.
        var stored = given.OrderByDescending(tensor => tensor.Value.dtype.ElementBytes()).ToList();
        var header = Header(given, Offsets(stored), metadata);

        WholeFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, value) in stored) TensorBytes.Write(stream, value);
        });
    }

    /// <summary>
    /// Reads every tensor of a file to the CPU. They belong to the current dispose scope, or to the caller where there is none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is not safetensors, or is damaged.</exception>
    /// <exception cref="IOException">
    /// The file cannot be opened or read; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static StoredTensors Read(string path)
    {
        using var source = Open(path, OpenFile(path));
        return StoredTensors.Of(source, source.Tensors);
    }

    /// <summary>Reads what a file holds without its data.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is not safetensors, or is damaged.</exception>
    /// <exception cref="IOException">
    /// The file cannot be opened or read; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static WeightsHeader ReadHeader(string path)
    {
        using var source = Open(path, OpenFile(path));
        return new WeightsHeader(source.Format, source.Metadata, source.Tensors);
    }

    /// <summary>Reads a header; the data can be read afterwards.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file, at its beginning; it is disposed with what is returned.</param>
    /// <exception cref="BadInputException">It is not safetensors, or is damaged.</exception>
    internal static ITensorSource Open(string path, Stream stream)
    {
        var (header, dataStart) = ReadHeader(path, stream);
        return new Source(path, stream, header, dataStart);
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private static (SafeTensorsHeader Header, long DataStart) ReadHeader(string path, Stream stream)
    {
        if (stream.Length < LengthBytes)
            throw new BadInputException($"{path}: {stream.Length} bytes are too few for a safetensors file");
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        stream.ReadExactly(lengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        var rest = (ulong)(stream.Length - LengthBytes);
        if (length > rest || length > LongestHeader)
            throw new BadInputException(
                $"{path}: not a safetensors file, or cut off: it announces a header of {length} bytes, {rest} follow, at most "
                + $"{LongestHeader} are allowed");
        var json = new byte[length];
        stream.ReadExactly(json);
        return (SafeTensorsHeader.Parse(path, json, (long)(rest - length)), LengthBytes + (long)length);
    }

    private static Tensor ReadTensor(string path, Stream stream, TensorEntry entry)
    {
        var about = $"{path}: tensor {OneLine.Quote(entry.Name)}";
        try
        {
            var tensor = TensorBytes.Read(stream, entry.Dtype, entry.Shape);
            if (entry.Dtype == ScalarType.Bool && !TensorBytes.AreBooleans(tensor))
                throw new BadInputException($"{about} of dtype BOOL has bytes other than 0 and 1");
            return tensor;
        }
        catch (EndOfStreamException e)
        {
            throw new BadInputException($"{about}: the file became shorter while it was read", e);
        }
    }

    private static Dictionary<string, long> Offsets(List<(string Name, Tensor Value)> stored)
    {
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        var end = 0L;
        foreach (var (name, value) in stored)
        {
            if (name == SafeTensorsHeader.MetadataKey || !offsets.TryAdd(name, end))
                throw new ArgumentException($"The tensor name {OneLine.Quote(name)} is reserved or comes twice.");
            // Throws where half a surrogate pair would become another character, and perhaps another tensor's name.
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(name);
            end += value.numel() * value.dtype.ElementBytes();
        }
        return offsets;
    }

    private static byte[] Header(
        List<(string Name, Tensor Value)> tensors, Dictionary<string, long> offsets, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafeTensorsHeader.MetadataKey);
                foreach (var (key, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, text);
                json.WriteEndObject();
            }
            foreach (var (name, value) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", value.dtype.InSafeTensors());
                json.WriteStartArray("shape");
                foreach (var size in value.shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offsets[name]);
                json.WriteNumberValue(offsets[name] + value.numel() * value.dtype.ElementBytes());
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // The data begins aligned when the header is padded with spaces, as the format's own writer pads it.
        var padding = (Alignment - (LengthBytes + buffer.WrittenCount) % Alignment) % Alignment;
        buffer.Write(Encoding.ASCII.GetBytes(new string(' ', padding)));
        return buffer.WrittenSpan.ToArray();
    }

    private sealed class Source(string path, Stream stream, SafeTensorsHeader header, long dataStart) : ITensorSource
    {
        private readonly Dictionary<TensorEntry, long> begins =
            new(header.Tensors.Select(tensor => KeyValuePair.Create(tensor.Entry, tensor.Begin)), ReferenceEqualityComparer.Instance);

        public string Format => SafeTensors.Format;

        public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

        public IReadOnlyList<TensorEntry> Tensors { get; } = [.. header.Tensors.Select(tensor => tensor.Entry)];

        public IReadOnlyList<Tensor> Read(IReadOnlyList<TensorEntry> chosen)
        {
            var read = new Tensor[chosen.Count];
            foreach (var (i, entry) in chosen.Index().OrderBy(tensor => begins[tensor.Item]))
            {
                stream.Position = dataStart + begins[entry];
                read[i] = ReadTensor(path, stream, entry);
            }
            return read;
        }

        public void Dispose() => stream.Dispose();
    }
}

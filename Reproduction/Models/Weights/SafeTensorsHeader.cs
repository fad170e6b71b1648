using System.Text.Json;
using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>
/// The JSON header of a safetensors file: <c>{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}</c>
/// and, under <c>__metadata__</c>, free text. Everything is checked before anything is allocated for the data.
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The key of the free text.</summary>
    public const string MetadataKey = "__metadata__";

    private const int MostDepth = 3;

    private readonly string path;
    private readonly SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly List<(TensorEntry Entry, long Begin)> tensors = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    private SafeTensorsHeader(string path) => this.path = path;

    /// <summary>Free text beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>The tensors in the header's order, each with the position of its first byte in the data.</summary>
    public IReadOnlyList<(TensorEntry Entry, long Begin)> Tensors => tensors;

    /// <summary>Reads a header and holds it against the size of the data.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataBytes">The bytes that follow the header.</param>
    /// <exception cref="BadInputException">The header is not one, or does not fit the data.</exception>
    public static SafeTensorsHeader Parse(string path, ReadOnlySpan<byte> json, long dataBytes)
    {
        var header = new SafeTensorsHeader(path);
        try
        {
            header.ReadObject(json);
        }
        catch (JsonException e)
        {
            throw header.Bad($"the header is not valid JSON at byte {e.BytePositionInLine} of its line {e.LineNumber + 1}");
        }
        catch (InvalidOperationException)
        {
            throw header.Bad("the header has text that is not valid UTF-8");
        }
        header.CheckData(dataBytes);
        return header;
    }

    private BadInputException Bad(string what) => new($"{path}: {what}");

    private void ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MostDepth });
        Expect(ref reader, JsonTokenType.StartObject, "the header");
        var metadataSeen = false;
        while (NextKey(ref reader) is { } name)
        {
            if (name == MetadataKey)
            {
                if (metadataSeen) throw Bad($"the header has {MetadataKey} twice");
                metadataSeen = true;
                ReadMetadata(ref reader);
                continue;
            }
            if (!names.Add(name)) throw Bad($"the header has tensor {OneLine.Quote(name)} twice");
            tensors.Add(ReadTensor(ref reader, name));
        }
        if (reader.Read()) throw Bad("the header goes on after its object");
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, MetadataKey);
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"{MetadataKey} key {OneLine.Quote(key)}");
            if (!metadata.TryAdd(key, reader.GetString()!)) throw Bad($"{MetadataKey} has key {OneLine.Quote(key)} twice");
        }
    }

    private (TensorEntry, long) ReadTensor(ref Utf8JsonReader reader, string name)
    {
        var about = $"tensor {OneLine.Quote(name)}";
        Expect(ref reader, JsonTokenType.StartObject, about);
        string? dtype = null;
        List<long>? shape = null, offsets = null;
        while (NextKey(ref reader) is { } key)
        {
            switch (key)
            {
                case "dtype" when dtype is null:
                    Expect(ref reader, JsonTokenType.String, $"dtype of {about}");
                    dtype = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadSizes(ref reader, $"shape of {about}", TensorExtent.MostDimensions);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadSizes(ref reader, $"data_offsets of {about}", 2);
                    break;
                default:
                    throw Bad($"{about} has the key {OneLine.Quote(key)} twice or unexpectedly; it needs dtype, shape and data_offsets");
            }
        }
        if (dtype is null || shape is null || offsets is not { Count: 2 })
            throw Bad($"{about} lacks one of dtype, shape and two data_offsets");
        if (Dtype.OfSafeTensors(dtype) is not { } type)
            throw Bad($"{about} has dtype {OneLine.Quote(dtype)}, expected one of {Dtype.AllInSafeTensors}");
        if (TensorExtent.Bytes(shape, type.ElementBytes()) is not { } bytes)
            throw Bad($"{about} has the shape {OneLine.Shape(shape)}, which is too large for any file");
        if (offsets[1] < offsets[0] || offsets[1] - offsets[0] != bytes)
            throw Bad(
                $"{about} has data_offsets {offsets[0]} to {offsets[1]}, but its shape {OneLine.Shape(shape)} of {dtype} takes {bytes} "
                + "bytes");
        return (new TensorEntry(name, type, shape), offsets[0]);
    }

    private List<long> ReadSizes(ref Utf8JsonReader reader, string what, int most)
    {
        Expect(ref reader, JsonTokenType.StartArray, what);
        List<long> sizes = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var size) || size < 0)
                throw Bad($"{what} has an entry that is not a whole number from 0 to 2^63 - 1");
            if (sizes.Count == most) throw Bad($"{what} has more than {most} entries");
            sizes.Add(size);
        }
        return sizes;
    }

    private static string? NextKey(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw Bad($"{what} has a JSON {reader.TokenType} where a {type} is expected");
    }

    private void CheckData(long dataBytes)
    {
        var end = 0L;
        foreach (var (entry, begin) in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.Entry.Bytes))
        {
            if (begin != end)
                throw Bad($"the data of tensor {OneLine.Quote(entry.Name)} begins at byte {begin}, but the data before it ends at {end}: "
                    + (begin < end ? "they overlap" : "there is a gap"));
            end = begin + entry.Bytes;
        }
        if (end != dataBytes)
            throw Bad($"the tensors take {end} bytes, but {dataBytes} follow the header");
    }
}

using System.Buffers.Binary;
using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// A file of torch.save before PyTorch 1.6: five pickles (magic number, protocol 1001, the machine, what was saved, the keys of
/// the storages), then for each storage its number of elements in eight bytes and the elements, all little-endian.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="stream">The file; it is disposed with this.</param>
internal sealed class LegacyTorchFile(string path, Stream stream) : ITorchRecords
{
    /// <summary>Pickles of the largest EfficientNet take a quarter of a MB.</summary>
    private const int LongestPickles = 16 << 20;

    private const long Protocol = 1001;

    private const int LengthBytes = 8;

    private readonly Dictionary<string, long> begins = new(StringComparer.Ordinal);

    /// <summary>torch.save's magic number in a pickle of its own: LONG1 of ten bytes, STOP.</summary>
    private static ReadOnlySpan<byte> Magic => [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>How many bytes tell the format.</summary>
    public static int BeginningBytes => 2 + FrameBytes + Magic.Length;

    /// <summary>FRAME and its length, with which pickles of protocol 4 and 5 begin.</summary>
    private const int FrameBytes = 1 + sizeof(long);

    /// <summary>Whether a file begins as one of this format does, by any of pickle's binary protocols.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes is [0x80, >= 2 and <= 5, ..]
        && (bytes[2..].StartsWith(Magic)
            || (bytes.Length > 2 + FrameBytes && bytes[2] == 0x95 && bytes[(2 + FrameBytes)..].StartsWith(Magic)));

    /// <inheritdoc />
    public object? ReadPickle()
    {
        stream.Position = 0;
        var bytes = new byte[Math.Min(stream.Length, LongestPickles)];
        stream.ReadExactly(bytes);
        var unpickler = new Unpickler(path, bytes);
        unpickler.Read();
        if (unpickler.Read() is not Protocol)
            throw new BadInputException($"{path}: written by an unknown protocol of torch.save, expected {Protocol}");
        unpickler.Read();
        var saved = unpickler.Read();
        if (unpickler.Read() is not PickledList keys) throw new BadInputException($"{path}: the pickles end without a list of storages");
        FindStorages(keys, unpickler.Storages, unpickler.Position);
        return saved;
    }

    /// <inheritdoc />
    public Tensor ReadStorage(PickledStorage storage, ScalarType dtype)
    {
        var about = $"{path}: storage {OneLine.Quote(storage.Key)}";
        if (!begins.TryGetValue(storage.Key, out var begin)) throw new BadInputException($"{about} is not among those in the file");
        stream.Position = begin;
        var tensor = TensorBytes.Read(stream, dtype, [storage.Bytes / dtype.ElementBytes()]);
        if (dtype == ScalarType.Bool && !TensorBytes.AreBooleans(tensor))
            throw new BadInputException($"{about} of bool has bytes other than 0 and 1");
        return tensor;
    }

    /// <inheritdoc />
    public void Dispose() => stream.Dispose();

    private void FindStorages(PickledList keys, StorageTable storages, long position)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        foreach (var item in keys)
        {
            if (item is not string key || storages.Find(key) is not { } storage)
                throw new BadInputException(
                    $"{path}: the file has a storage that no tensor names, so that the size of its elements is unknown");
            stream.Position = position;
            var rest = stream.Length - position;
            if (rest < LengthBytes || rest - LengthBytes < storage.Bytes)
                throw new BadInputException(
                    $"{path}: storage {OneLine.Quote(key)} has {storage.Bytes} bytes, {Math.Max(0, rest - LengthBytes)} are left: the "
                    + "file is cut off");
            stream.ReadExactly(length);
            if (BinaryPrimitives.ReadInt64LittleEndian(length) is var elements && elements != storage.Elements)
                throw new BadInputException(
                    $"{path}: storage {OneLine.Quote(key)} has {elements} elements; its tensors say {storage.Elements}");
            if (!begins.TryAdd(key, position + LengthBytes))
                throw new BadInputException($"{path}: the file has storage {OneLine.Quote(key)} twice");
            position += LengthBytes + storage.Bytes;
        }
    }
}

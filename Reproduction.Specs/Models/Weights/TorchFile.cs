using System.IO.Compression;
using System.Text;

namespace Reproduction.Specs.Models.Weights;

/// <summary>Archives and pickles in the shape of torch.save's, with whatever figures a spec wants in them.</summary>
internal static class TorchFile
{
    /// <summary>Writes an archive with a pickle and records beside it.</summary>
    public static void Write(
        string path, byte[] pickle, IEnumerable<(string Name, byte[] Content)>? records = null,
        CompressionLevel compression = CompressionLevel.NoCompression)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content) in (records ?? []).Prepend(("archive/data.pkl", pickle)))
        {
            using var entry = zip.CreateEntry(name, compression).Open();
            entry.Write(content);
        }
    }

    /// <summary>
    /// A file of torch.save before PyTorch 1.6: magic number, protocol, machine, what was saved, the storages' keys, and their data.
    /// </summary>
    public static byte[] OldFormat(byte[] pickle, byte[] keys, byte[] data) =>
    [
        0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.', 0x80, 2, (byte)'M', 0xe9, 3, (byte)'.',
        0x80, 2, (byte)'}', (byte)'.', .. pickle, .. keys, .. data,
    ];

    /// <summary>A pickle of protocol 2 of these parts.</summary>
    public static byte[] Pickle(params byte[][] parts) => [0x80, 2, .. parts.SelectMany(part => part), (byte)'.'];

    /// <summary>A dictionary with these values by name.</summary>
    public static byte[] Dictionary(params (string Key, byte[] Value)[] items) =>
        [(byte)'}', (byte)'(', .. items.SelectMany(item => (byte[])[.. Text(item.Key), .. item.Value]), (byte)'u'];

    /// <summary>A tensor as <c>_rebuild_tensor_v2</c> makes it.</summary>
    public static byte[] Tensor(
        long[] shape, long[] strides, long offset = 0, long elements = 4, string key = "0", string type = "FloatStorage",
        byte[]? marks = null) =>
        [
            .. Global("torch._utils", "_rebuild_tensor_v2"), (byte)'(',
            (byte)'(', .. Text("storage"), .. Global("torch", type), .. Text(key), .. Text("cpu"), .. Integer(elements), (byte)'t',
            (byte)'Q',
            .. Integer(offset), .. Tuple(shape), .. Tuple(strides), 0x89, .. Global("collections", "OrderedDict"), (byte)')', (byte)'R',
            .. marks ?? [], (byte)'t', (byte)'R',
        ];

    /// <summary>A class or function by its name.</summary>
    public static byte[] Global(string module, string name) => [(byte)'c', .. Encoding.UTF8.GetBytes($"{module}\n{name}\n")];

    /// <summary>Text with its length in four bytes.</summary>
    public static byte[] Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return [(byte)'X', .. BitConverter.GetBytes(utf8.Length), .. utf8];
    }

    /// <summary>An integer in eight bytes.</summary>
    public static byte[] Integer(long value) => [0x8a, 8, .. BitConverter.GetBytes(value)];

    private static byte[] Tuple(long[] values) => [(byte)'(', .. values.SelectMany(Integer), (byte)'t'];
}

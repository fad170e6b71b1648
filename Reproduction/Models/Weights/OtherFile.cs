using System.Text;

namespace Reproduction.Models.Weights;

/// <summary>Files that are often found where weights are expected, told by how they begin, with what to do about it.</summary>
internal static class OtherFile
{
    private const int Beginning = 512;

    private static readonly (byte[] Begin, string Reason)[] Binary =
    [
        ([0x1f, 0x8b], "compressed by gzip; unpack it first: gunzip FILE.gz"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], "HDF5, as Keras writes weights; expected safetensors or a file of torch.save"),
        ([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'], "an array of NumPy; expected safetensors or a file of torch.save"),
        ([.. "GGUF"u8], "GGUF; expected safetensors or a file of torch.save"),
    ];

    /// <summary>What the file is and what to do, or null where it is none of these.</summary>
    /// <param name="stream">The file; it is left at its beginning.</param>
    public static string? Reason(Stream stream)
    {
        stream.Position = 0;
        var bytes = new byte[Beginning];
        var begin = bytes.AsSpan(0, stream.ReadAtLeast(bytes, Beginning, throwOnEndOfStream: false));
        stream.Position = 0;
        foreach (var (start, reason) in Binary)
            if (begin.StartsWith(start))
                return reason;
        if (begin.Length > 262 && begin[257..].StartsWith("ustar"u8))
            return "a tar archive (also how PyTorch before 0.2 saved); unpack it, or save the weights again with torch.save";
        var text = Encoding.Latin1.GetString(begin).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        if (text.StartsWith("version https://git-lfs.github.com/spec/", StringComparison.Ordinal))
            return "a pointer of Git LFS and not the file itself; get the file with: git lfs pull";
        if (text.StartsWith('<') && !text.Contains('\0'))
            return "a web page and not weights; download the file itself (on a hub the address with /resolve/ or /raw/, not the page "
                + "about it)";
        if (text.StartsWith('{') && !text.Contains('\0'))
            return "JSON and not weights: a server's answer, or a configuration; expected the file of weights that lies beside it";
        return null;
    }
}

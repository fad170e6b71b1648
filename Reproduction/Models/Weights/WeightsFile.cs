using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// Weights in either format, safetensors or <c>torch.save</c>; which one it is, the content says and not the file's name.
/// </summary>
public static class WeightsFile
{
    /// <summary>What DistributedDataParallel and DataParallel put before every name.</summary>
    private const string Wrapping = "module.";

    private const int Magic = 9;

    /// <summary>
    /// Reads every tensor to the CPU. They belong to the current dispose scope, or to the caller where there is none. Where all
    /// names begin with <c>module.</c>, as DistributedDataParallel saves them, that is dropped.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is in another format or damaged, or asks for code to be run.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static StoredTensors Read(string path)
    {
        var read = IsSafeTensors(path) ? SafeTensors.Read(path) : TorchSave.Read(path);
        if (!AreWrapped(read.Tensors.Keys)) return read;
        var unwrapped = read.Tensors.Select(tensor => KeyValuePair.Create(tensor.Key[Wrapping.Length..], tensor.Value));
        return new StoredTensors(read.Metadata, new OrderedDictionary<string, Tensor>(unwrapped, StringComparer.Ordinal));
    }

    /// <summary>Reads what a file holds without its data, with names as <see cref="Read"/> gives them.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is in another format or damaged, or asks for code to be run.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static WeightsHeader ReadHeader(string path)
    {
        var header = IsSafeTensors(path) ? SafeTensors.ReadHeader(path) : TorchSave.ReadHeader(path);
        return AreWrapped(header.Tensors.Select(tensor => tensor.Name))
            ? header with { Tensors = [.. header.Tensors.Select(tensor => tensor with { Name = tensor.Name[Wrapping.Length..] })] }
            : header;
    }

    private static bool IsSafeTensors(string path)
    {
        if (Directory.Exists(path)) throw new BadInputException($"{path}: a folder; expected a file of weights");
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file; expected weights");
        var begin = Begin(path);
        if (begin is [(byte)'P', (byte)'K', 3, 4, ..]) return false;
        if (begin is [.., (byte)'{'] and { Length: Magic } || Path.GetExtension(path) == ".safetensors") return true;
        if (PlainPickle.Begins(begin)) throw PlainPickle.Refusal(path);
        throw new BadInputException(begin.Length == 0
            ? $"{path}: an empty file; expected weights"
            : $"{path}: neither safetensors nor a file of torch.save");
    }

    private static byte[] Begin(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[Magic];
        return bytes[..stream.ReadAtLeast(bytes, Magic, throwOnEndOfStream: false)];
    }

    private static bool AreWrapped(IEnumerable<string> names) =>
        names.Any() && names.All(name => name.StartsWith(Wrapping, StringComparison.Ordinal));
}

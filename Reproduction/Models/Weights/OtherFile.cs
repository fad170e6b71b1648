using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>Files that are often found where weights are expected, with what to do about it.</summary>
internal static class OtherFile
{
    private const string Expected = "expected safetensors or a file of torch.save";

    private const string Exported =
        "expected the weights that it was made from: in Python torch.save(model.state_dict(), 'NEW') of the network in PyTorch";

    private static readonly Dictionary<FileKind, string> Reasons = new()
    {
        [FileKind.Gzip] = "compressed by gzip; unpack it first: gunzip FILE.gz",
        [FileKind.Hdf5] = $"HDF5, as Keras writes weights, {Expected}",
        [FileKind.Onnx] = $"{FileKind.Onnx.Name}, {Exported}",
        [FileKind.Tflite] = $"{FileKind.Tflite.Name}, {Exported}",
        [FileKind.SavedModel] = $"{FileKind.SavedModel.Name}, {Expected}",
        [FileKind.Tar] = "a tar archive (also how PyTorch before 0.2 saved); unpack it, or save the weights again with torch.save",
        [FileKind.LfsPointer] = "a pointer of Git LFS and not the file itself; get the file with: git lfs pull",
        [FileKind.WebPage] =
            "a web page and not weights; download the file itself (on a hub the address with /resolve/ or /raw/, not the page about it)",
        [FileKind.Json] =
            "JSON and not weights: a server's answer, or a configuration, expected the file of weights that lies beside it",
    };

    /// <summary>How files of weights end that a zip may hold.</summary>
    private static readonly string[] Endings = [".pth", ".pt", ".ckpt", ".safetensors", ".bin", ".tar"];

    /// <summary>What the file is and what to do, or null where it is none of these.</summary>
    /// <param name="stream">The file; it is left at its beginning.</param>
    public static string? Reason(Stream stream) => FileKind.Of(stream) is not { } kind ? null
        : Reasons.TryGetValue(kind, out var reason) ? reason
        : kind.Unpack is { } unpack ? $"{kind.Name}; unpack it first: {unpack}"
        : $"{kind.Name}, {Expected}";

    /// <summary>What a zip without a pickle of torch.save is and what to do, or null where it is none of these.</summary>
    /// <param name="records">The names in it.</param>
    public static string? Reason(IReadOnlyCollection<string> records)
    {
        bool Has(string ending) => records.Any(name => name == ending || name.EndsWith($"/{ending}", StringComparison.Ordinal));
        if (Has("serialized_exported_program.json") || Has("archive_format"))
            return "a program of torch.export (.pt2), expected weights: in Python torch.save(dict(torch.export.load('OLD').state_dict), "
                + "'NEW')";
        if (Has("model.weights.h5")) return $"a model of Keras (.keras), {Expected}";
        if (records.Count > 0 && records.All(name => name.EndsWith(".npy", StringComparison.Ordinal)))
            return $"arrays of NumPy (.npz), {Expected}";
        return records.FirstOrDefault(name => Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) is { } held
            ? $"a zip archive with {OneLine.Quote(held)} in it; unpack it first: unzip FILE"
            : null;
    }
}

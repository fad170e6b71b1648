using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// Weights as Python's <c>torch.save</c> writes them (<c>.pth</c>, <c>.pt</c>; zip format, since PyTorch 1.6). Tensors that
/// share a storage in the file share memory when read; they keep their strides. Nothing in a file is ever run.
/// </summary>
public static class TorchSave
{
    /// <summary>The format's name in <see cref="WeightsHeader.Format"/>.</summary>
    public const string Format = "torch.save";

    private static readonly IReadOnlyDictionary<string, string> NoMetadata = new Dictionary<string, string>();

    /// <summary>
    /// Reads every tensor of a state dictionary to the CPU. They belong to the current dispose scope, or to the caller where there is none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is damaged, holds no state dictionary, or asks for code to be run.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static StoredTensors Read(string path)
    {
        using var archive = TorchArchive.Open(path);
        var views = Views(path, archive);
        using var scope = NewDisposeScope();
        var storages = new Dictionary<PickledStorage, Tensor>();
        var tensors = new OrderedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var view in views)
        {
            if (!storages.TryGetValue(view.Storage, out var storage))
                storages.Add(view.Storage, storage = archive.ReadStorage(view.Storage));
            tensors.Add(view.Entry.Name, storage.as_strided([.. view.Entry.Shape], view.Strides, view.Offset));
        }
        foreach (var tensor in tensors.Values) tensor.MoveToOuterDisposeScope();
        return new StoredTensors(NoMetadata, tensors);
    }

    /// <summary>Reads what a file holds without its data.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is damaged, holds no state dictionary, or asks for code to be run.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static WeightsHeader ReadHeader(string path)
    {
        using var archive = TorchArchive.Open(path);
        return new WeightsHeader(Format, NoMetadata, [.. Views(path, archive).Select(view => view.Entry)]);
    }

    private static IReadOnlyList<StridedView> Views(string path, TorchArchive archive) =>
        PickledStateDict.Tensors(path, new Unpickler(path, archive.ReadPickle()).Read());
}

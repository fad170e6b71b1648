using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// Weights as Python's <c>torch.save</c> writes them (<c>.pth</c>, <c>.pt</c>, <c>.ckpt</c>), since PyTorch 1.6 in a zip archive and
/// before in a format of its own. Tensors that share a storage in the file share memory when read; they keep their strides.
/// Nothing in a file is ever run.
/// </summary>
internal sealed class TorchSave : ITensorSource
{
    /// <summary>The format's name in <see cref="WeightsHeader.Format"/>.</summary>
    public const string FormatName = "torch.save";

    private readonly string path;
    private readonly ITorchRecords records;
    private readonly Dictionary<TensorEntry, StridedView> views = new(ReferenceEqualityComparer.Instance);

    private TorchSave(string path, ITorchRecords records, string? key)
    {
        (this.path, this.records) = (path, records);
        var root = records.ReadPickle();
        var part = PickledStateDict.Tensors(path, root, key);
        Metadata = SaidBeside.In(root);
        (Tensors, TakesKey) = (Listed(part.Own), part.IsKeyTaken);
        Outside = new(part.Key, Listed(part.Outside));
    }

    /// <inheritdoc />
    public string Format => FormatName;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <inheritdoc />
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <inheritdoc />
    public OutsideTensors Outside { get; }

    /// <summary>Whether the given key chose a part of the checkpoint.</summary>
    public bool TakesKey { get; }

    /// <summary>Reads what is listed; the values can be read afterwards.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="records">Its pickle and storages; disposed with what is returned.</param>
    /// <param name="key">Which part of a checkpoint is meant; null for the only one.</param>
    /// <exception cref="BadInputException">The file is damaged, holds no state dictionary, or asks for code to be run.</exception>
    public static TorchSave Open(string path, ITorchRecords records, string? key) => new(path, records, key);

    /// <inheritdoc />
    public IReadOnlyList<Tensor> Read(IReadOnlyList<TensorEntry> chosen)
    {
        using var scope = NewDisposeScope();
        var storages = new Dictionary<(PickledStorage, ScalarType), Tensor>();
        var tensors = new List<Tensor>();
        foreach (var entry in chosen)
        {
            var view = views[entry];
            if (entry.Kind is not null || view.Storage is not { } storage)
                throw new BadInputException(
                    $"{path}: tensor {OneLine.Quote(entry.Name)} is {entry.Kind} of {entry.Dtype.InPyTorch()}, whose values are not "
                    + "read, expected plain numbers");
            if (!storages.TryGetValue((storage, entry.Dtype), out var elements))
                storages.Add((storage, entry.Dtype), elements = records.ReadStorage(storage, entry.Dtype));
            tensors.Add(view.In(elements));
        }
        foreach (var tensor in tensors) tensor.MoveToOuterDisposeScope();
        return tensors;
    }

    /// <inheritdoc />
    public void Dispose() => records.Dispose();

    private List<TensorEntry> Listed(IReadOnlyList<StridedView> listed)
    {
        foreach (var view in listed) views.Add(view.Entry, view);
        return [.. listed.Select(view => view.Entry)];
    }
}

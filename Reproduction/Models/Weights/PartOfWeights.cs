using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>The tensors of a file whose names begin with a key, as <c>student.</c> of several networks in one module.</summary>
internal sealed class PartOfWeights : ITensorSource
{
    private readonly ITensorSource whole;
    private readonly Dictionary<TensorEntry, TensorEntry> original = new(ReferenceEqualityComparer.Instance);

    /// <summary>A part of an opened file, which is disposed with this.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="whole">The file.</param>
    /// <param name="key">What the names begin with, before a point, be it behind what wrappers put before all of them.</param>
    /// <exception cref="BadInputException">No name begins with it.</exception>
    public PartOfWeights(string path, ITensorSource whole, string key)
    {
        this.whole = whole;
        Take(whole.Tensors, [.. whole.Tensors.Select(entry => entry.Name)], key);
        if (original.Count == 0) Take(whole.Tensors, [.. whole.Tensors.Select(entry => WrappedNames.WithoutCompiled(entry.Name))], key);
        var (entries, names) = WrappedNames.Dropped(whole.Tensors);
        if (original.Count == 0) Take(entries, names, key);
        if (original.Count > 0) TakeAverage(key);
        Tensors = [.. original.Keys];
        if (Tensors.Count > 0) return;
        var beginnings = names.Select(name => name.Split('.')[0]).Distinct().Take(8).Select(OneLine.Quote);
        var wrapper = names.Count > 0 && names[0].Length < entries[0].Name.Length
            ? $" after {OneLine.Quote(entries[0].Name[..^names[0].Length])}"
            : "";
        throw new BadInputException(
            $"{path}: holds nothing under {OneLine.Quote(key)}; its names begin with {string.Join(", ", beginnings)}{wrapper}");
    }

    /// <inheritdoc />
    public string Format => whole.Format;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Metadata => whole.Metadata;

    /// <inheritdoc />
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <inheritdoc />
    public IReadOnlyList<Tensor> Read(IReadOnlyList<TensorEntry> chosen) => whole.Read([.. chosen.Select(entry => original[entry])]);

    /// <inheritdoc />
    public void Dispose() => whole.Dispose();

    private void Take(IReadOnlyList<TensorEntry> entries, IReadOnlyList<string> names, string key)
    {
        foreach (var (entry, name) in entries.Zip(names).Where(pair => pair.Second.StartsWith($"{key}.", StringComparison.Ordinal)))
            original.Add(entry with { Name = name[(key.Length + 1)..] }, entry);
    }

    /// <summary>Takes the network that was averaged where the key is of an average without points in its names.</summary>
    private void TakeAverage(string key)
    {
        var average = FlatAverage.In(whole.Tensors, NamedNetwork.In(whole.Tensors)).FirstOrDefault(found =>
            found.Network.Prefix == $"{key}." || found.Network.Prefix.EndsWith($".{key}.", StringComparison.Ordinal));
        if (average is null) return;
        original.Clear();
        foreach (var (entry, name) in average.Tensors) original.Add(entry with { Name = name }, entry);
    }
}

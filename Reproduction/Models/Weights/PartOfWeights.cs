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
    /// <param name="key">What the names begin with, before a point.</param>
    /// <exception cref="BadInputException">No name begins with it.</exception>
    public PartOfWeights(string path, ITensorSource whole, string key)
    {
        this.whole = whole;
        foreach (var entry in whole.Tensors.Where(entry => entry.Name.StartsWith($"{key}.", StringComparison.Ordinal)))
            original.Add(entry with { Name = entry.Name[(key.Length + 1)..] }, entry);
        Tensors = [.. original.Keys];
        if (Tensors.Count > 0) return;
        var beginnings = whole.Tensors.Select(entry => entry.Name.Split('.')[0]).Distinct().Take(8).Select(OneLine.Quote);
        throw new BadInputException(
            $"{path}: holds nothing under {OneLine.Quote(key)}; its names begin with {string.Join(", ", beginnings)}");
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
}

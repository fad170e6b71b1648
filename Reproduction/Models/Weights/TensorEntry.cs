using TorchSharp;

namespace Reproduction.Models.Weights;

/// <summary>What a weights file says of one tensor before any of its data is read.</summary>
/// <param name="Name">Its name, such as <c>features.0.0.weight</c>.</param>
/// <param name="Dtype">The type of its elements.</param>
/// <param name="Shape">Its sizes; empty for a scalar.</param>
public sealed record TensorEntry(string Name, torch.ScalarType Dtype, IReadOnlyList<long> Shape)
{
    /// <summary>The number of elements.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The bytes that its elements take when they lie one after the other.</summary>
    public long Bytes => Elements * Dtype.ElementBytes();
}

using TorchSharp;

namespace Reproduction.Models.Weights;

/// <summary>What a weights file says of one tensor before any of its data is read.</summary>
/// <param name="Name">Its name, such as <c>features.0.0.weight</c>.</param>
/// <param name="Dtype">The type of its elements.</param>
/// <param name="Shape">Its sizes; empty for a scalar.</param>
/// <param name="Kind">
/// What it is where it is no plain array of numbers, such as <c>sparse_coo</c> or <c>quantised per_tensor_affine</c>; null where it is one.
/// </param>
public sealed record TensorEntry(string Name, torch.ScalarType Dtype, IReadOnlyList<long> Shape, string? Kind = null)
{
    private readonly long? storedBytes;

    /// <summary>The number of elements.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The bytes that its elements take when they lie one after the other, or what a tensor of another kind stores.</summary>
    public long Bytes
    {
        get => storedBytes ?? Elements * Dtype.ElementBytes();
        init => storedBytes = value;
    }
}

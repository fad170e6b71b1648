using System.Collections;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

// What a pickle may hold, apart from null, bool, long, BigInteger, double, string and byte[]. Plain classes with
// identity: a value may contain itself, so nothing here compares, hashes or prints by content.

/// <summary>A Python tuple.</summary>
/// <param name="items">Its items, never changed afterwards.</param>
internal sealed class PickledTuple(object?[] items)
{
    private long[]? sizes;

    /// <summary><c>()</c>.</summary>
    public static PickledTuple Empty { get; } = new([]);

    /// <summary>Its items.</summary>
    public object?[] Items { get; } = items;

    /// <summary>Its items as integers of 64 bits, or null where they are others or more than a tensor has dimensions.</summary>
    public long[]? Sizes =>
        sizes ??= Items.Length <= TensorExtent.MostDimensions && Array.TrueForAll(Items, item => item is long)
            ? Array.ConvertAll(Items, item => (long)item!)
            : null;
}

/// <summary>A Python list. Its items are not kept: no tensor of a state dictionary is in one.</summary>
internal sealed class PickledList
{
    /// <summary>The only one there need be.</summary>
    public static PickledList Any { get; } = new();
}

/// <summary>A Python dict or OrderedDict.</summary>
internal sealed class PickledDictionary : IEnumerable<(object? Key, object? Value)>
{
    private List<(object? Key, object? Value)>? items;

    /// <summary>Appends a pair; of equal keys the last one counts.</summary>
    public void Add(object? key, object? value) => (items ??= []).Add((key, value));

    /// <summary>The value under a key, or null.</summary>
    public object? this[string key] => items?.FindLast(item => key.Equals(item.Key as string, StringComparison.Ordinal)).Value;

    /// <inheritdoc />
    public IEnumerator<(object? Key, object? Value)> GetEnumerator() => (items ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A storage of torch.save: elements in a record of their own.</summary>
/// <param name="key">The record's name.</param>
/// <param name="dtype">The type of its elements.</param>
/// <param name="elements">How many there are said to be.</param>
internal sealed class PickledStorage(string key, ScalarType dtype, long elements)
{
    /// <summary>The record's name.</summary>
    public string Key { get; } = key;

    /// <summary>The type of its elements.</summary>
    public ScalarType Dtype { get; } = dtype;

    /// <summary>How many there are said to be.</summary>
    public long Elements { get; } = elements;
}

/// <summary>A tensor as a view of a storage; its figures are checked when its name is known.</summary>
/// <param name="storage">What it views.</param>
/// <param name="offset">Its first element.</param>
/// <param name="shape">Its sizes.</param>
/// <param name="strides">Elements from one index to the next, by dimension.</param>
internal sealed class PickledTensor(PickledStorage storage, long offset, PickledTuple shape, PickledTuple strides)
{
    /// <summary>What it views.</summary>
    public PickledStorage Storage { get; } = storage;

    /// <summary>Its first element.</summary>
    public long Offset { get; } = offset;

    /// <summary>Its sizes.</summary>
    public PickledTuple Shape { get; } = shape;

    /// <summary>Elements from one index to the next, by dimension.</summary>
    public PickledTuple Strides { get; } = strides;
}

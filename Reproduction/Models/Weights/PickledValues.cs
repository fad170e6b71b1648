using System.Collections;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

// What a pickle may hold, apart from null, bool, long, BigInteger, double, string and byte[]. Plain classes with
// identity: a value may contain itself, so nothing here compares, hashes or prints by content.

/// <summary>A value that holds others.</summary>
internal abstract class PickledContainer
{
    /// <summary>Whether a tensor was put into it, at any depth. (What is put later into what it holds does not count.)</summary>
    public bool HoldsTensor { get; protected set; }

    /// <summary>Whether a value is a tensor or holds one.</summary>
    public static bool IsOrHoldsTensor(object? value) => value is PickledTensor or PickledContainer { HoldsTensor: true };
}

/// <summary>A Python tuple.</summary>
internal sealed class PickledTuple : PickledContainer
{
    private long[]? sizes;

    /// <summary>A tuple.</summary>
    /// <param name="items">Its items, never changed afterwards.</param>
    public PickledTuple(object?[] items) => (Items, HoldsTensor) = (items, Array.Exists(items, IsOrHoldsTensor));

    /// <summary><c>()</c>.</summary>
    public static PickledTuple Empty { get; } = new([]);

    /// <summary>Its items.</summary>
    public object?[] Items { get; }

    /// <summary>Its items as integers of 64 bits, or null where they are others or more than a tensor has dimensions.</summary>
    public long[]? Sizes =>
        sizes ??= Items.Length <= TensorExtent.MostDimensions && Array.TrueForAll(Items, item => item is long)
            ? Array.ConvertAll(Items, item => (long)item!)
            : null;
}

/// <summary>A Python list or set.</summary>
internal sealed class PickledList : PickledContainer, IEnumerable<object?>
{
    private List<object?>? items;

    /// <summary>Appends an item.</summary>
    public void Add(object? item)
    {
        (items ??= new(1)).Add(item);
        HoldsTensor |= IsOrHoldsTensor(item);
    }

    /// <inheritdoc />
    public IEnumerator<object?> GetEnumerator() => (items ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A Python dict, OrderedDict, defaultdict or Counter.</summary>
internal sealed class PickledDictionary : PickledContainer, IEnumerable<(object? Key, object? Value)>
{
    private List<(object? Key, object? Value)>? items;

    /// <summary>Whether one of its values is a tensor under a name.</summary>
    public bool HasNamedTensors { get; private set; }

    /// <summary>Whether one of its values is something unknown that holds a tensor, under a name.</summary>
    public bool HasNamedUnknowns { get; private set; }

    /// <summary>Appends a pair; of equal keys the last one counts.</summary>
    public void Add(object? key, object? value)
    {
        (items ??= new(1)).Add((key, value));
        HoldsTensor |= IsOrHoldsTensor(value);
        HasNamedTensors |= key is string && value is PickledTensor;
        HasNamedUnknowns |= key is string && value is PickledUnknown { HoldsTensor: true };
    }

    /// <inheritdoc />
    public IEnumerator<(object? Key, object? Value)> GetEnumerator() => (items ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A class or function that is unknown here, or what it would have made: never looked up, never called.</summary>
internal sealed class PickledUnknown : PickledContainer
{
    /// <summary>An unknown value.</summary>
    /// <param name="name">The name of the class or function, such as <c>argparse.Namespace</c>.</param>
    /// <param name="isMade">Whether it is what a call would have made, and not the class or function itself.</param>
    /// <param name="holdsTensor">Whether a tensor is in it or depends on it.</param>
    /// <param name="arguments">What the call would have been given.</param>
    public PickledUnknown(string name, bool isMade, bool holdsTensor, PickledTuple? arguments = null) =>
        (Name, IsMade, HoldsTensor, Arguments) = (name, isMade, holdsTensor, arguments ?? PickledTuple.Empty);

    /// <summary>What the call would have been given.</summary>
    public PickledTuple Arguments { get; }

    /// <summary>The state that it would have been given afterwards; null where there is none.</summary>
    public object? State { get; private set; }

    /// <summary>What it was given under keys, as a dictionary of a class that is unknown here; null where that is nothing.</summary>
    public PickledDictionary? Items { get; private set; }

    /// <summary>The name of the class or function.</summary>
    public string Name { get; }

    /// <summary>Whether it is what a call would have made, and not the class or function itself.</summary>
    public bool IsMade { get; }

    /// <summary>Takes a state.</summary>
    public void Build(object? state)
    {
        State = state;
        Add(state);
    }

    /// <summary>Takes an item of a dictionary.</summary>
    public void Add(object? key, object? value)
    {
        (Items ??= new()).Add(key, value);
        Add(value);
    }

    /// <summary>Takes an item of a list or an attribute; only whether a tensor is among them is kept.</summary>
    public void Add(object? value) => HoldsTensor |= IsOrHoldsTensor(value);
}

/// <summary>A storage of torch.save: elements in a record of their own.</summary>
/// <param name="key">The record's name.</param>
/// <param name="dtype">The type of its elements; null where only its tensors know it (<c>UntypedStorage</c>).</param>
/// <param name="elements">How many there are said to be; bytes where it is untyped.</param>
internal sealed class PickledStorage(string key, ScalarType? dtype, long elements)
{
    /// <summary>The record's name.</summary>
    public string Key { get; } = key;

    /// <summary>The type of its elements; null where only its tensors know it.</summary>
    public ScalarType? Dtype { get; } = dtype;

    /// <summary>How many there are said to be; bytes where it is untyped.</summary>
    public long Elements { get; } = elements;

    /// <summary>The bytes that it takes.</summary>
    public long Bytes => Elements * (Dtype?.ElementBytes() ?? 1);
}

/// <summary>A tensor of a pickle; its figures are checked when its name is known.</summary>
/// <param name="Storage">What it views; null where it has none of its own.</param>
/// <param name="Dtype">The type of its elements.</param>
/// <param name="Offset">Its first element.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Strides">Elements from one index to the next, by dimension.</param>
/// <param name="Kind">What it is where it is no plain array of numbers; null where it is one.</param>
/// <param name="Parts">The tensors of which one of another kind is made.</param>
internal sealed record PickledTensor(
    PickledStorage? Storage, ScalarType Dtype, long Offset, PickledTuple Shape, PickledTuple Strides, string? Kind = null,
    params PickledTensor[] Parts)
{
    /// <summary>On what unknown its sizes or strides depend; null where all are known.</summary>
    public PickledUnknown? Unknown => Shape.Items.Concat(Strides.Items).OfType<PickledUnknown>().FirstOrDefault();
}

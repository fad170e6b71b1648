using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>A named tensor of a pickle as a checked view: no index reaches beyond its storage.</summary>
/// <param name="Entry">Name, type and shape.</param>
/// <param name="Storage">What it views; null where its values are not read.</param>
/// <param name="Offset">Its first element.</param>
/// <param name="Strides">Elements from one index to the next, by dimension.</param>
internal sealed record StridedView(TensorEntry Entry, PickledStorage? Storage, long Offset, long[] Strides)
{
    /// <summary>Checks the figures that a pickle gives.</summary>
    /// <exception cref="BadInputException">They are no figures, or reach beyond the storage.</exception>
    public static StridedView Of(string path, string name, PickledTensor tensor)
    {
        var about = $"{path}: tensor {OneLine.Quote(name)}";
        if (tensor.Unknown is { } unknown) throw PickleCalls.Dependence(path, name, unknown);
        if (tensor.Shape.Sizes is not { } shape || tensor.Strides.Sizes is not { } strides || shape.Length != strides.Length)
            throw new BadInputException(
                $"{about} has a shape and strides that are not equally many whole numbers, {TensorExtent.MostDimensions} at most");
        var elementBytes = tensor.Dtype.ElementBytes();
        if (TensorExtent.Bytes(shape, elementBytes) is null)
            throw new BadInputException($"{about} has the shape {OneLine.Shape(shape)}, which is none or too large");
        if (tensor.Storage is not { } storage)
            return new StridedView(new TensorEntry(name, tensor.Dtype, shape, tensor.Kind) { Bytes = StoredBytes(path, name, tensor) },
                null, 0, strides);

        var elements = storage.Bytes / elementBytes;
        if (tensor.Offset < 0 || tensor.Offset > elements || Array.Exists(strides, stride => stride < 0))
            throw new BadInputException(
                $"{about} begins at element {tensor.Offset} with strides {OneLine.Shape(strides)}; its storage has {elements} elements");
        Int128 end = tensor.Offset;
        if (!shape.Contains(0))
        {
            for (var i = 0; i < shape.Length; i++) end += (Int128)(shape[i] - 1) * strides[i];
            end++;
        }
        if (end > elements)
            throw new BadInputException(
                $"{about} of shape {OneLine.Shape(shape)} reaches to element {end} of its storage, which has {elements}");
        return new StridedView(new TensorEntry(name, tensor.Dtype, shape, tensor.Kind), storage, tensor.Offset, strides);
    }

    /// <summary>The view of a storage's elements.</summary>
    /// <param name="elements">All elements of the storage, of one dimension.</param>
    public Tensor In(Tensor elements) => elements.as_strided([.. Entry.Shape], Strides, Offset);

    private static long StoredBytes(string path, string name, PickledTensor tensor)
    {
        Int128 bytes = 0;
        foreach (var part in tensor.Parts)
            if (part.Storage is not null) bytes += Of(path, name, part).Entry.Bytes;
        return (long)Int128.Min(bytes, long.MaxValue);
    }
}

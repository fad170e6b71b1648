namespace Reproduction.Models.Weights;

/// <summary>The storages that a pickle of torch.save names, each once however many tensors view it.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class StorageTable(string path)
{
    private readonly Dictionary<string, PickledStorage> byKey = new(StringComparer.Ordinal);

    /// <summary>The storage of an identifier <c>('storage', type, key, location, number of elements)</c>.</summary>
    /// <exception cref="BadInputException">It is not one, or says something else of a storage than another one did.</exception>
    public PickledStorage Get(PickledTuple identifier)
    {
        if (identifier.Items is not ["storage", PickledGlobal { StorageDtype: { } dtype }, string key, string, long elements, ..] || elements < 0)
            throw new BadInputException($"{path}: the pickle refers to something that is no storage of a known type");
        if (TensorExtent.Bytes([elements], dtype.ElementBytes()) is null)
            throw new BadInputException($"{path}: storage {OneLine.Quote(key)} is said to have {elements} elements, too many for any file");
        if (!byKey.TryGetValue(key, out var known)) return byKey[key] = new PickledStorage(key, dtype, elements);
        if (known.Dtype != dtype || known.Elements != elements)
            throw new BadInputException(
                $"{path}: storage {OneLine.Quote(key)} is said to hold {known.Elements} {known.Dtype.InPyTorch()} and {elements} {dtype.InPyTorch()}; expected one of them");
        return known;
    }
}

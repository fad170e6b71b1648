using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>The storages that a pickle of torch.save names, each once however many tensors view it.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class StorageTable(string path)
{
    private readonly Dictionary<string, PickledStorage> byKey = new(StringComparer.Ordinal);

    /// <summary>The storage of that key, or null where no tensor names it.</summary>
    public PickledStorage? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>
    /// What an identifier means: of <c>('storage', type, key, location, number of elements)</c> the storage, or where the type is
    /// unknown a value on which no tensor may depend; of <c>('module', class, file, source)</c>, as PyTorch before 1.6 wrote it, the class.
    /// </summary>
    /// <exception cref="BadInputException">It is neither, or says something else of a storage than another one did.</exception>
    public object Get(PickledTuple identifier)
    {
        if (identifier.Items is ["module", PickledUnknown { IsMade: false } type, ..]) return type;
        if (identifier.Items is ["storage", PickledUnknown unknown, ..])
            return new PickledUnknown(unknown.Name, isMade: true, holdsTensor: true);
        if (identifier.Items is not ["storage", PickledGlobal { Does: PickledGlobal.Role.Storage } known, string key, string, long elements,
            .. var view] || elements < 0)
            throw new BadInputException($"{path}: the pickle refers to something that is no storage of a known type");
        if (view is [PickledTuple, ..])
            throw new BadInputException(
                $"{path}: storage {OneLine.Quote(key)} is a part of another one, as PyTorch before 0.4 wrote it, expected whole storages");
        if (TensorExtent.Bytes([elements], known.Dtype?.ElementBytes() ?? 1) is null)
            throw new BadInputException($"{path}: storage {OneLine.Quote(key)} is said to have {elements} elements, too many for any file");
        if (!byKey.TryGetValue(key, out var before)) return byKey[key] = new PickledStorage(key, known.Dtype, elements);
        if (before.Dtype != known.Dtype || before.Elements != elements)
            throw new BadInputException(
                $"{path}: storage {OneLine.Quote(key)} is said to hold {Text(before)} and {Text(new(key, known.Dtype, elements))}, "
                + "expected one of them");
        return before;
    }

    private static string Text(PickledStorage storage) => $"{storage.Elements} {storage.Dtype?.InPyTorch() ?? "bytes"}";
}

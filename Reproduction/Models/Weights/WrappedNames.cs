namespace Reproduction.Models.Weights;

/// <summary>Names without what wrappers of a network put before every one of them.</summary>
internal static class WrappedNames
{
    /// <summary>
    /// DistributedDataParallel and DataParallel (and AveragedModel, once more), torch.compile, and what scripts and Lightning modules
    /// call the network that they train.
    /// </summary>
    private static readonly string[] Prefixes = ["module.", "_orig_mod.", "model.", "net.", "network.", "backbone.", "encoder."];

    /// <summary>How many models torch.optim.swa_utils.AveragedModel has averaged, beside the weights.</summary>
    private const string Averaged = "n_averaged";

    /// <summary>The tensors that are a network's, and their names without the prefixes that all of them share.</summary>
    /// <param name="tensors">What a file lists.</param>
    public static (IReadOnlyList<TensorEntry> Entries, IReadOnlyList<string> Names) Dropped(IReadOnlyList<TensorEntry> tensors)
    {
        var entries = tensors.Where(tensor => tensor.Name != Averaged || tensors.Count == 1).ToList();
        var names = entries.Select(tensor => tensor.Name).ToList();
        while (names.Count > 0
            && Array.Find(Prefixes, prefix => names.All(name => name.StartsWith(prefix, StringComparison.Ordinal))) is { } shared)
            names = [.. names.Select(name => name[shared.Length..])];
        return (entries, names);
    }
}

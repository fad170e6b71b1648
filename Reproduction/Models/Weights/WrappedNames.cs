namespace Reproduction.Models.Weights;

/// <summary>Names without what wrappers of a network put before every one of them, or of a part of it before that part's.</summary>
internal static class WrappedNames
{
    /// <summary>
    /// DistributedDataParallel and DataParallel (and AveragedModel, once more), torch.compile, and what scripts and Lightning modules
    /// call the network that they train.
    /// </summary>
    private static readonly string[] Prefixes = ["module.", $"{Compiled}.", "model.", "net.", "network.", "backbone.", "encoder."];

    /// <summary>What torch.compile calls the module that it compiles, be it a network or a part of one.</summary>
    private const string Compiled = "_orig_mod";

    /// <summary>How many models torch.optim.swa_utils.AveragedModel has averaged, beside the weights.</summary>
    private const string Averaged = "n_averaged";

    /// <summary>The tensors that are a network's, and their names without the prefixes that all of them share.</summary>
    /// <param name="tensors">What a file lists.</param>
    public static (IReadOnlyList<TensorEntry> Entries, IReadOnlyList<string> Names) Dropped(IReadOnlyList<TensorEntry> tensors)
    {
        var entries = tensors.Where(tensor => tensor.Name != Averaged || tensors.Count == 1).ToList();
        var names = entries.Select(tensor => WithoutCompiled(tensor.Name)).ToList();
        // A network that stands there twice, compiled and not, is two.
        if (names.Distinct().Count() < names.Count) names = [.. entries.Select(tensor => tensor.Name)];
        while (names.Count > 0
            && Array.Find(Prefixes, prefix => names.All(name => name.StartsWith(prefix, StringComparison.Ordinal))) is { } shared)
            names = [.. names.Select(name => name[shared.Length..])];
        return (entries, names);
    }

    /// <summary>A name without what torch.compile puts into it, at whatever place.</summary>
    /// <param name="name">A tensor's name, or the beginning of names with its point.</param>
    public static string WithoutCompiled(string name) => name.Contains(Compiled, StringComparison.Ordinal)
        ? string.Join('.', name.Split('.').Where(part => part != Compiled))
        : name;
}

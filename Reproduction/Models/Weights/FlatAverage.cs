namespace Reproduction.Models.Weights;

/// <summary>
/// A moving average of a network's weights beside it, as LitEma of latent diffusion keeps it: a module whose tensors have the parameters'
/// names without their points (<c>model_ema.features00weight</c>). What is no parameter, such as running statistics, is the network's own
/// there too.
/// </summary>
internal sealed class FlatAverage
{
    /// <summary>What LitEma keeps beside the weights.</summary>
    private static readonly string[] Counters = ["decay", "num_updates"];

    private FlatAverage(NamedNetwork network, IReadOnlyList<(TensorEntry Entry, string Name)> tensors) =>
        (Network, Tensors) = (network, tensors);

    /// <summary>The averaged network, behind the module's name.</summary>
    public NamedNetwork Network { get; }

    /// <summary>Its tensors, each with the name that the network's own has.</summary>
    public IReadOnlyList<(TensorEntry Entry, string Name)> Tensors { get; }

    /// <summary>
    /// The averages in a file of which every tensor is known for one of a network's: where two names come to one without points, or a
    /// parameter has none, there is none.
    /// </summary>
    /// <param name="tensors">What the file lists.</param>
    /// <param name="networks">The networks in it.</param>
    public static IEnumerable<FlatAverage> In(IReadOnlyList<TensorEntry> tensors, IReadOnlyList<NamedNetwork> networks)
    {
        if (networks.Count == 0 || !tensors.Any(tensor => tensor.Name.EndsWith($".{Counters[0]}", StringComparison.Ordinal))) yield break;
        var byName = tensors.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var network in networks)
            // The module was given the network or what holds it.
            foreach (var outer in NamedNetwork.Around(network.Prefix))
            {
                var stem = $".{Flat($"{network.Prefix[outer.Length..]}{network.Scheme.Stem.Convolution}.weight")}";
                foreach (var tensor in tensors.Where(tensor => tensor.Name.EndsWith(stem, StringComparison.Ordinal)))
                    if (Of(tensor.Name[..^(stem.Length - 1)], network, outer, byName) is { } average)
                        yield return average;
            }
    }

    /// <param name="module">The module's name, with its point.</param>
    /// <param name="network">The network.</param>
    /// <param name="outer">What stands before the names that the module was given.</param>
    /// <param name="byName">What the file lists.</param>
    private static FlatAverage? Of(string module, NamedNetwork network, string outer, Dictionary<string, TensorEntry> byName)
    {
        var left = byName.Keys.Where(name => name.StartsWith(module, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        left.ExceptWith(Counters.Select(counter => module + counter));
        List<(TensorEntry Entry, string Name)> tensors = [];
        foreach (var (name, own) in byName)
        {
            if (!name.StartsWith(outer, StringComparison.Ordinal) || name.StartsWith(module, StringComparison.Ordinal)) continue;
            var within = name[outer.Length..];
            var flat = module + Flat(within);
            if (byName.TryGetValue(flat, out var averaged) && averaged.Shape.SequenceEqual(own.Shape))
            {
                // Of two names that come to one, the file does not say whose it is.
                if (!left.Remove(flat)) return null;
                tensors.Add((averaged, within));
            }
            else if (IsParameter(name, network)) return null;
            else tensors.Add((own, within));
        }
        return left.Count == 0 ? new(network with { Prefix = module, Classifier = null }, tensors) : null;
    }

    private static bool IsParameter(string name, NamedNetwork network) =>
        (name.StartsWith(network.Prefix, StringComparison.Ordinal)
            || (network.Classifier is { } classifier && name.StartsWith($"{classifier}.", StringComparison.Ordinal)))
        && !BatchNormStatistics.Include(name);

    private static string Flat(string name) => name.Replace(".", "", StringComparison.Ordinal);
}

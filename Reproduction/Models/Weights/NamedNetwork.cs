using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>An EfficientNet in a file: whose names its parts have, and what stands before them.</summary>
/// <param name="Scheme">Whose names they are.</param>
/// <param name="Prefix">What every name of the network begins with, such as <c>model.</c>; often empty.</param>
/// <param name="Classifier">
/// The full name of the last layer without <c>.weight</c> and what torch.compile puts into it; null where none is found.
/// </param>
public sealed record NamedNetwork(NameScheme Scheme, string Prefix, string? Classifier)
{
    /// <summary>torchvision's name of the last layer.</summary>
    private const string OurClassifier = "classifier.1";

    /// <summary>Wrappers within each other whose classifier is looked for.</summary>
    private const int MostLevels = 8;

    /// <summary>What scripts call the last layer, the libraries' own names first.</summary>
    private static readonly string[] Classifiers =
        [OurClassifier, "classifier", "_fc", "fc", "head", "head.fc", "linear", "classifier.fc", "classifier.0"];

    /// <summary>The networks in a file; several where it holds a student beside its teacher.</summary>
    /// <param name="tensors">What the file lists.</param>
    public static IReadOnlyList<NamedNetwork> In(IReadOnlyList<TensorEntry> tensors)
    {
        var matrices = tensors.Where(tensor => tensor.Shape.Count == 2).Select(tensor => WrappedNames.WithoutCompiled(tensor.Name))
            .ToHashSet(StringComparer.Ordinal);
        var found =
            from scheme in NameScheme.All
            let stem = $"{scheme.Stem.Convolution}.weight"
            from tensor in tensors
            where tensor.Shape.Count == 4
            from prefix in Before(stem, tensor.Name)
            select new NamedNetwork(scheme, prefix, Around(WrappedNames.WithoutCompiled(prefix))
                .SelectMany(_ => Classifiers, (before, name) => before + name)
                .FirstOrDefault(name => matrices.Contains($"{name}.weight")));
        List<NamedNetwork> networks = [.. found];
        return [.. networks, .. FlatAverage.In(tensors, networks).Select(average => average.Network)];
    }

    /// <summary>What stands before a stem in a name; nothing where the name is of something else.</summary>
    private static IEnumerable<string> Before(string stem, string name) =>
        // What torch.compile put before the network belongs to its prefix, what it put into it does not.
        new[] { name, WrappedNames.WithoutCompiled(name) }
            .Where(whole => whole.EndsWith(stem, StringComparison.Ordinal)).Select(whole => whole[..^stem.Length]).Take(1)
            .Where(prefix => prefix.Length == 0 || prefix[^1] == '.');

    /// <summary>Whether a tensor of this name is the first of a network: an EfficientNet's, whoever named it, or a RedNet's.</summary>
    /// <param name="name">The tensor's full name.</param>
    public static bool IsStem(string name) => WrappedNames.WithoutCompiled(name) is var plain
        && NameScheme.All.Select(scheme => scheme.Stem.Convolution).Append("stem.0").Any(stem =>
            plain == $"{stem}.weight" || plain.EndsWith($".{stem}.weight", StringComparison.Ordinal));

    /// <summary>torchvision's name of each tensor of this network in an architecture; null for those that are not its own.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="tensors">What the file lists.</param>
    public IReadOnlyList<string?> Translated(EfficientNetArchitecture architecture, IReadOnlyList<TensorEntry> tensors)
    {
        var before = WrappedNames.WithoutCompiled(Prefix);
        var ours = Scheme.Parts(architecture).Zip(NameScheme.Torchvision.Parts(architecture))
            .ToDictionary(pair => before + pair.First, pair => pair.Second, StringComparer.Ordinal);
        if (Classifier is not null) ours[Classifier] = OurClassifier;
        // What torch.compile put before the whole network is not before what stands beside it.
        var stem = $"{before}{Scheme.Stem.Convolution}.weight";
        var written = tensors.Any(tensor => tensor.Name.StartsWith(Prefix, StringComparison.Ordinal)
            && WrappedNames.WithoutCompiled(tensor.Name) == stem) ? Prefix : "";
        return [.. tensors.Select(tensor => (Written: tensor.Name, Plain: WrappedNames.WithoutCompiled(tensor.Name), tensor.Shape)).Select(
            named => named.Plain.LastIndexOf('.') is >= 0 and var point && ours.TryGetValue(named.Plain[..point], out var part)
                ? part + named.Plain[point..]
            // A name that no part has, but of this network: it is what does not fit.
            : named.Plain.StartsWith(before, StringComparison.Ordinal) && named.Written.StartsWith(written, StringComparison.Ordinal)
                && (before.Length > 0 || !BesideNetwork.IsNamedForOther(named.Plain, named.Shape)) ? named.Plain[before.Length..]
            : null)];
    }

    /// <summary>Two tensors that have one name in torchvision, in words; null where there are none.</summary>
    /// <param name="tensors">What the file lists.</param>
    /// <param name="names">torchvision's name of each, as <see cref="Translated"/> gives it.</param>
    public static string? Twice(IReadOnlyList<TensorEntry> tensors, IReadOnlyList<string?> names) =>
        tensors.Zip(names).Where(pair => pair.Second is not null).GroupBy(pair => pair.Second)
            .FirstOrDefault(pairs => pairs.Count() > 1) is { } twice
            ? $"{string.Join(" and ", twice.Take(2).Select(pair => OneLine.Quote(pair.First.Name)))} are both {twice.Key} of the network, "
                + "expected one"
            : null;

    /// <summary>How to say it: <c>names of timm after 'model.'</c>.</summary>
    public override string ToString() => Words(Scheme.Title, Prefix);

    internal static string Words(string names, string prefix) =>
        $"names of {names}" + (prefix.Length == 0 ? "" : $" after {OneLine.Quote(prefix)}");

    /// <summary>The prefix, and what is left of it part by part: the classifier may stand beside the network.</summary>
    internal static IEnumerable<string> Around(string prefix)
    {
        var rest = prefix;
        for (var level = 0; level < MostLevels && rest.Length > 0; level++)
        {
            yield return rest;
            rest = rest[..(rest.TrimEnd('.').LastIndexOf('.') + 1)];
        }
        yield return "";
    }
}

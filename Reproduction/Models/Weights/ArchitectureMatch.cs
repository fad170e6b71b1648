namespace Reproduction.Models.Weights;

/// <summary>Which of B0 to B7 the tensors of a file are meant for, and how they differ from its own.</summary>
/// <param name="Architecture">The architecture, as the library computes it whose names the tensors have.</param>
/// <param name="Network">Whose names the tensors have.</param>
/// <param name="Classes">The classes that the file's classifier tells apart.</param>
/// <param name="Differences">Each missing, unexpected, differently shaped or wrongly typed tensor; none where the file fits.</param>
/// <param name="PassedOver">Names of tensors that are not the network's.</param>
/// <param name="Advisors">Whose heads it has beside its own; the mean of all heads' logits predicts.</param>
public sealed record ArchitectureMatch(
    NetworkArchitecture Architecture, NamedNetwork Network, int Classes, IReadOnlyList<string> Differences,
    IReadOnlyList<string> PassedOver, IReadOnlyList<string> Advisors)
    : WeightsMatch(Architecture, Classes, Advisors, Differences)
{
    /// <summary>
    /// Recognises an architecture by the widths and the number of layers of its stages, of which most must be right, so that
    /// some missing or misshapen tensors do not hide what was meant. Null where the tensors resemble none of the family, or
    /// several networks are among them.
    /// </summary>
    /// <param name="tensors">What the file lists.</param>
    public static new ArchitectureMatch? Of(IReadOnlyList<TensorEntry> tensors)
    {
        // Without a stem the names may be ours all the same.
        if (NamedNetwork.In(tensors) is not { Count: <= 1 } networks) return null;
        var network = networks is [var only] ? only : new NamedNetwork(NameScheme.Torchvision, "", null);
        var (architecture, named, matches, traits) = EfficientNetArchitecture.Family.Select(architecture =>
        {
            var named = Named(network.Translated(architecture, tensors), tensors);
            var traits =
                Traits(architecture, named.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape, StringComparer.Ordinal)).ToList();
            return (architecture, named, Matches: traits.Count(right => right), traits.Count);
        }).MaxBy(candidate => 2 * candidate.Matches - (candidate.named.Exists(tensor => !IsOurs(tensor.Name)) ? 1 : 0));
        if (2 * matches <= traits) return null;

        var classes = named.Find(tensor => tensor.Name == "classifier.1.weight").Shape is [> 0 and <= MostClasses, _] and var classifier
            ? (int)classifier[0]
            : 1000;
        var advisors = AdvisedNetwork.AdvisorsIn(named.Select(tensor => tensor.Name), classes);
        var translated = network.Translated(architecture, tensors);
        var wanted = architecture.Tensors(classes, advisors);
        return new(
            network.Scheme.Architecture(architecture), network, classes,
            [
                .. StateDict.Differences(wanted, named),
                .. new[] { NamedNetwork.Twice(tensors, translated) }.OfType<string>(),
                .. StateDict.OtherTypes(wanted, translated.Zip(tensors, (name, tensor) => (name, tensor.Dtype))),
            ],
            [.. tensors.Where((_, i) => translated[i] is null).Select(tensor => tensor.Name)], advisors);
    }

    // A deeper network of the same widths has names that no part of this one has.
    private static bool IsOurs(string name) =>
        name.StartsWith("features.", StringComparison.Ordinal) || name.StartsWith("classifier.", StringComparison.Ordinal)
        || AdvisedNetwork.IsHead(name);

    private static List<(string Name, IReadOnlyList<long> Shape)> Named(IReadOnlyList<string?> names, IReadOnlyList<TensorEntry> tensors) =>
        [.. names.Zip(tensors).Where(pair => pair.First is not null).Select(pair => (pair.First!, pair.Second.Shape))
            .DistinctBy(pair => pair.Item1)];

    private static IEnumerable<bool> Traits(EfficientNetArchitecture architecture, Dictionary<string, IReadOnlyList<long>> shapes)
    {
        var stages = architecture.Stages().ToList();
        yield return Has("features.0.0.weight", 0, stages[0].Input);
        yield return Has("classifier.1.weight", 1, 4 * stages[^1].Output);
        foreach (var (stage, part) in stages.Select((stage, i) => (stage, i + 1)))
        {
            // The projection is the last layer of a bottleneck; without expansion there is one layer less before it.
            var projection = stage.Expansion == 1 ? 2 : 3;
            yield return Has($"features.{part}.0.block.{projection}.0.weight", 0, stage.Output);
            yield return Has($"features.{part}.{stage.Layers - 1}.block.{projection}.0.weight", 0, stage.Output)
                && !shapes.ContainsKey($"features.{part}.{stage.Layers}.block.{projection}.0.weight");
        }

        bool Has(string name, int dimension, int size) =>
            shapes.TryGetValue(name, out var shape) && shape.Count > dimension && shape[dimension] == size;
    }
}

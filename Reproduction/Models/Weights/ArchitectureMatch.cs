namespace Reproduction.Models.Weights;

/// <summary>Which of B0 to B7 the tensors of a file are meant for, and how they differ from its own.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Classes">The classes that the file's classifier tells apart.</param>
/// <param name="Differences">Each missing, unexpected or differently shaped tensor, with both shapes; none where the file fits.</param>
public sealed record ArchitectureMatch(EfficientNetArchitecture Architecture, int Classes, IReadOnlyList<string> Differences)
{
    // A file can claim any number at no cost of bytes, and a classifier of that many is built to compare with.
    private const int MostClasses = 1 << 16;

    /// <summary>Whether every tensor is there in its shape, and no other.</summary>
    public bool Fits => Differences.Count == 0;

    /// <summary>
    /// Recognises an architecture by the widths and the number of layers of its stages, of which most must be right, so that
    /// some missing or misshapen tensors do not hide what was meant. Null where the tensors resemble none of the family.
    /// </summary>
    /// <param name="tensors">What the file lists.</param>
    public static ArchitectureMatch? Of(IReadOnlyList<TensorEntry> tensors)
    {
        var shapes = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach (var tensor in tensors) shapes[tensor.Name] = tensor.Shape;
        var (architecture, matches, traits) = EfficientNetArchitecture.Family
            .Select(architecture => Traits(architecture, shapes).ToList() is var traits ? (architecture, Matches: traits.Count(right => right), traits.Count) : default)
            .MaxBy(candidate => candidate.Matches);
        if (2 * matches <= traits) return null;

        var classes = shapes.TryGetValue("classifier.1.weight", out var classifier) && classifier is [> 0 and <= MostClasses, _] ? (int)classifier[0] : 1000;
        using var network = new EfficientNet(architecture, classes);
        return new(architecture, classes, StateDict.Differences(network, tensors.Select(tensor => (tensor.Name, tensor.Shape))));
    }

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

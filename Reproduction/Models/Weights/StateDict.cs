using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>Puts stored tensors into a network, name by name.</summary>
public static class StateDict
{
    private const string Counter = "num_batches_tracked";

    /// <summary>A message of one line names so many tensors; <c>inspect</c> lists all.</summary>
    private const int MostNamed = 12;

    /// <summary>
    /// Copies every tensor; nothing is copied unless all fit. The counters of batches, which PyTorch before 0.4.1 did not
    /// store and no inference needs, may be missing.
    /// </summary>
    /// <param name="network">Gets the values; names, shapes, dtypes and devices of its tensors stay.</param>
    /// <param name="stored">The file's tensors.</param>
    /// <param name="file">The file's name, for complaints.</param>
    /// <param name="keepClassifier">
    /// Whether the network keeps its own classifier where the stored one has other shapes, and its advisors' heads.
    /// </param>
    /// <returns>Whether the network kept its own classifier.</returns>
    /// <exception cref="BadInputException">
    /// Tensors are missing, unexpected or of other shapes, named with both shapes; or one has no numbers of floating point, or a value
    /// that is not finite.
    /// </exception>
    public static bool Load(Network network, StoredTensors stored, string file, bool keepClassifier = false)
    {
        using var gradients = no_grad();
        var wanted = network.state_dict();
        var classifier = wanted.Keys.Where(name => name.StartsWith("classifier.", StringComparison.Ordinal)).ToList();
        var keeps = keepClassifier
            && classifier.Any(name => stored.Tensors.TryGetValue(name, out var value) && !value.shape.SequenceEqual(wanted[name].shape));
        List<string> kept = [.. keeps ? classifier : [], .. keepClassifier ? wanted.Keys.Where(AdvisedNetwork.IsHead) : []];
        var found = stored.Tensors.Select(tensor => new TensorEntry(tensor.Key, tensor.Value.dtype, tensor.Value.shape)).ToList();
        var differences =
            Differences(
                Shapes(wanted), found.Where(tensor => !kept.Contains(tensor.Name)).Select(tensor => (tensor.Name, tensor.Shape)), kept);
        if (differences.Count > 0) throw new BadInputException($"{file}: {Misfit(network, found, differences)}");

        foreach (var name in wanted.Keys.Except(kept))
            if (stored.Tensors.TryGetValue(name, out var value) && OtherType(name, value.dtype) is { } other)
                throw new BadInputException($"{file}: {other}");
        foreach (var name in wanted.Keys.Except(kept))
            if (stored.Tensors.TryGetValue(name, out var value) && !IsFinite(value))
                throw new BadInputException($"{file}: {name} has values that are not finite numbers, expected weights of a whole training");
        foreach (var name in wanted.Keys.Except(kept))
            if (stored.Tensors.TryGetValue(name, out var value)) wanted[name].copy_(value);
        return keeps;
    }

    /// <summary>
    /// What keeps tensors from fitting a network: each that is missing, unexpected or of another shape, with both shapes.
    /// </summary>
    /// <param name="wanted">Names and shapes of the network's tensors.</param>
    /// <param name="found">Names and shapes of the tensors.</param>
    /// <param name="without">Names of the network that are not looked for.</param>
    internal static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, IReadOnlyList<long>> wanted, IEnumerable<(string Name, IReadOnlyList<long> Shape)> found,
        IReadOnlyList<string>? without = null)
    {
        var shapes = new OrderedDictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach (var (name, shape) in found) shapes[name] = shape;
        List<string> differences = [];
        foreach (var (name, expected) in wanted)
        {
            if (without?.Contains(name) is true) continue;
            if (!shapes.TryGetValue(name, out var shape))
            {
                if (!name.EndsWith(Counter, StringComparison.Ordinal)) differences.Add($"{name} is missing, expected {Text(expected)}");
            }
            else if (!shape.SequenceEqual(expected)) differences.Add($"{name} is {Text(shape)}, expected {Text(expected)}");
        }
        differences.AddRange(shapes.Where(tensor => !wanted.ContainsKey(tensor.Key))
            .Select(tensor => $"{OneLine.Name(tensor.Key)} {Text(tensor.Value)} is unexpected"));
        return differences;
    }

    /// <summary>Those tensors of a network that hold no numbers of floating point, each in words.</summary>
    /// <param name="wanted">Names and shapes of the network's tensors.</param>
    /// <param name="found">Names and types of the tensors; null for names that are not the network's.</param>
    internal static IEnumerable<string> OtherTypes(
        IReadOnlyDictionary<string, IReadOnlyList<long>> wanted, IEnumerable<(string? Name, ScalarType Type)> found) =>
        found.Select(tensor => tensor.Name is { } name && wanted.ContainsKey(name) ? OtherType(name, tensor.Type) : null).OfType<string>();

    /// <summary>
    /// Why a tensor's elements are no weights; null where they are. Whole numbers are codes of a quantised network, which mean nothing
    /// without its scales.
    /// </summary>
    private static string? OtherType(string name, ScalarType type) =>
        type.IsComplex() ? $"{name} is {type.InPyTorch()}, expected real numbers"
        : type.IsFloat() || name.EndsWith(Counter, StringComparison.Ordinal) ? null
        : $"{name} is {type.InPyTorch()}, as quantised weights or masks are, expected numbers of floating point, such as float32";

    /// <summary>Names and shapes of a network's tensors, in their order.</summary>
    /// <param name="tensors">Its <c>state_dict</c>.</param>
    internal static IReadOnlyDictionary<string, IReadOnlyList<long>> Shapes(IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        new OrderedDictionary<string, IReadOnlyList<long>>(
            tensors.Select(tensor => KeyValuePair.Create(tensor.Key, (IReadOnlyList<long>)tensor.Value.shape)), StringComparer.Ordinal);

    private static string Misfit(Network network, IReadOnlyList<TensorEntry> found, IReadOnlyList<string> differences)
    {
        var other = ArchitectureMatch.Of(found) is { } match && (match.Architecture.Name, match.Classes) != (network.Name, network.Classes)
            ? $"it holds {match.Architecture.Name} with {match.Classes} classes, and "
            : "";
        var more = differences.Count > MostNamed ? $"; and {differences.Count - MostNamed} more" : "";
        return $"{other}does not fit {network.Name} with {network.Classes} classes: {string.Join("; ", differences.Take(MostNamed))}{more}";
    }

    /// <summary>The name of the first tensor with a value that is not finite; null where there is none.</summary>
    /// <param name="tensors">Tensors by name.</param>
    internal static string? NotFinite(IReadOnlyDictionary<string, Tensor> tensors) =>
        tensors.FirstOrDefault(tensor => !IsFinite(tensor.Value)).Key;

    private static bool IsFinite(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        // libtorch does not ask this of every type of 8 bits.
        return (tensor.dtype.ElementBytes() == 1 ? tensor.to(ScalarType.Float32) : tensor).isfinite().all().item<bool>();
    }

    private static string Text(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";
}

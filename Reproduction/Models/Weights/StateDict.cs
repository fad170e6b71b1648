using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>Puts stored tensors into a network, name by name.</summary>
public static class StateDict
{
    private const string Counter = "num_batches_tracked";

    /// <summary>
    /// Copies every tensor; nothing is copied unless all fit. The counters of batches, which PyTorch before 0.4.1 did not
    /// store and no inference needs, may be missing.
    /// </summary>
    /// <param name="network">Gets the values; names, shapes, dtypes and devices of its tensors stay.</param>
    /// <param name="stored">The file's tensors.</param>
    /// <param name="file">The file's name, for complaints.</param>
    /// <param name="keepClassifier">Whether the network keeps its own classifier where the stored one has other shapes.</param>
    /// <returns>Whether the network kept its own classifier.</returns>
    /// <exception cref="BadInputException">Tensors are missing, unexpected or of other shapes; each is named with both shapes.</exception>
    public static bool Load(EfficientNet network, StoredTensors stored, string file, bool keepClassifier = false)
    {
        using var gradients = no_grad();
        var wanted = network.state_dict();
        bool Differs(string name) => stored.Tensors.TryGetValue(name, out var value) && !value.shape.SequenceEqual(wanted[name].shape);
        var classifier = wanted.Keys.Where(name => name.StartsWith("classifier.", StringComparison.Ordinal)).ToList();
        var kept = keepClassifier && classifier.Any(Differs) ? classifier : [];

        var complaints = wanted.Keys.Except(kept).Where(name => !stored.Tensors.ContainsKey(name) && !name.EndsWith(Counter, StringComparison.Ordinal))
            .Select(name => $"{name} is missing, expected {Shape(wanted[name])}")
            .Concat(stored.Tensors.Keys.Where(name => !wanted.ContainsKey(name)).Select(name => $"{name} {Shape(stored.Tensors[name])} is unexpected"))
            .Concat(wanted.Keys.Except(kept).Where(Differs).Select(name => $"{name} is {Shape(stored.Tensors[name])}, expected {Shape(wanted[name])}"))
            .ToList();
        if (complaints.Count > 0)
            throw new BadInputException($"{file}: does not fit {network.Architecture.Name} with {network.Classes} classes: {string.Join("; ", complaints)}");

        foreach (var name in wanted.Keys.Except(kept))
            if (stored.Tensors.TryGetValue(name, out var value)) wanted[name].copy_(value);
        return kept.Count > 0;
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}

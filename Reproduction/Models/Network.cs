using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>An image classifier: N×3×H×W normalised images in, N×K logits out, and on the way the values at its taps.</summary>
/// <param name="name">The architecture's name.</param>
/// <param name="classes">K, the number of logits.</param>
/// <param name="taps">Where its values can be asked for, in the order in which an image passes them.</param>
/// <param name="noise">What dropout and stochastic depth draw from; of its own by default.</param>
public abstract class Network(string name, int classes, IReadOnlyList<Tap> taps, RegulariserNoise? noise = null)
    : Module<Tensor, Tensor>(name)
{
    /// <summary>The architecture's name.</summary>
    public string Name { get; } = name;

    /// <summary>K, the number of logits.</summary>
    public int Classes { get; } = classes;

    /// <summary>Where its values can be asked for, in the order in which an image passes them.</summary>
    public IReadOnlyList<Tap> Taps { get; } = taps;

    /// <summary>What dropout and stochastic depth draw from; reseed it before every training step.</summary>
    public RegulariserNoise Noise { get; } = noise ?? new();

    /// <summary>N×3×H×W normalised images to N×K logits.</summary>
    /// <param name="input">The images, each side at least 1 pixel.</param>
    public sealed override Tensor forward(Tensor input) => Outputs(input, []).Logits;

    /// <summary>Logits, and the values at some taps, of one pass.</summary>
    /// <param name="images">N×3×H×W normalised images, each side at least 1 pixel.</param>
    /// <param name="at">Names among <see cref="Taps"/>.</param>
    /// <exception cref="ArgumentException">There is no such tap.</exception>
    /// <exception cref="InvalidOperationException">In training, when a batch norm would see one value a channel.</exception>
    public abstract NetworkOutput Outputs(Tensor images, IReadOnlyCollection<string> at);

    /// <summary>What the classifier makes of pooled features: N×C, those at the tap <c>pooled</c>, to N×K logits.</summary>
    /// <param name="pooled">The features.</param>
    public abstract Tensor Classify(Tensor pooled);

    /// <summary>One pass through parts, of which each ends at a tap, and the classifier.</summary>
    /// <param name="images">N×3×H×W.</param>
    /// <param name="at">Names among <see cref="Taps"/>.</param>
    /// <param name="parts">What leads to each tap, in order.</param>
    protected NetworkOutput Outputs(Tensor images, IReadOnlyCollection<string> at, IReadOnlyList<Func<Tensor, Tensor>> parts)
    {
        if (at.FirstOrDefault(name => Taps.All(tap => tap.Name != name)) is { } unknown)
            throw new ArgumentException($"'{unknown}', expected some of {string.Join(", ", Taps.Select(tap => tap.Name))}", nameof(at));
        if (training && images.shape[0] == 1 && Math.Max(images.shape[2], images.shape[3]) <= Taps.Max(tap => tap.Stride))
            throw new InvalidOperationException(
                $"a batch of one {images.shape[2]}×{images.shape[3]} image cannot train a batch norm: the last stages see one value a "
                + "channel");
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> asked = [];
        var (values, isOver) = (images, false);
        foreach (var (tap, part) in Taps.Zip(parts))
        {
            var next = part(values);
            // At once and not at the end: in evaluation nothing else holds a map that is done with.
            if (isOver) values.Dispose();
            isOver = !at.Contains(tap.Name);
            if (!isOver) asked.Add(tap.Name, next);
            values = next;
        }
        var logits = Classify(values).MoveToOuterDisposeScope();
        foreach (var value in asked.Values) value.MoveToOuterDisposeScope();
        return new(logits, asked);
    }

    /// <summary>
    /// Parameters and buffers, module by module, as PyTorch has them. (TorchSharp's own order has all parameters before all buffers.)
    /// </summary>
    /// <param name="destination">Gets the tensors; a new dictionary by default.</param>
    /// <param name="prefix">What the names begin with.</param>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination ??= [];
        foreach (var (path, module) in named_modules())
        {
            foreach (var (name, parameter) in module.named_parameters(recurse: false)) destination.Add($"{prefix}{path}.{name}", parameter);
            foreach (var (name, buffer) in module.named_buffers(recurse: false)) destination.Add($"{prefix}{path}.{name}", buffer);
        }
        return destination;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) Noise.Dispose();
        base.Dispose(disposing);
    }
}

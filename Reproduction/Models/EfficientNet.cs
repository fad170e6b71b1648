using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// EfficientNet (Tan and Le, ICML 2019) as torchvision builds it: the names, shapes and order of parameters and buffers
/// in <c>state_dict</c> are torchvision's. N×3×H×W normalised images in, N×K logits out.
/// </summary>
public sealed class EfficientNet : Module<Tensor, Tensor>
{
    /// <summary>torchvision's probability of stochastic depth in the last block; it grows linearly from 0 in the first.</summary>
    public const double DefaultStochasticDepth = 0.2;

    /// <summary>Pixels of the input's side to one of the last feature map.</summary>
    public const int Stride = 32;

    private readonly Sequential features;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Sequential classifier;

    /// <summary>Builds a network with weights drawn from a seed, on the CPU, in float32.</summary>
    /// <param name="architecture">Which member of the family.</param>
    /// <param name="classes">K, at least 1.</param>
    /// <param name="initialisation">How weights are drawn.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="stochasticDepth">Probability that the last block's residual branch is dropped, 0 to 1.</param>
    /// <param name="dropout">Dropout rate before the classifier, 0 to 1; the architecture's own by default.</param>
    public EfficientNet(
        EfficientNetArchitecture architecture, int classes, Initialisation initialisation = Initialisation.Torchvision,
        ulong seed = 0, double stochasticDepth = DefaultStochasticDepth, double? dropout = null) : base(nameof(EfficientNet))
    {
        (Architecture, Classes) = (architecture, classes);
        var stages = architecture.Stages().ToList();
        var blocks = stages.Sum(stage => stage.Layers);

        List<Module<Tensor, Tensor>> parts = [ConvNormActivation.Of(architecture, 3, stages[0].Input, kernel: 3, stride: 2)];
        var built = 0;
        foreach (var stage in stages)
        {
            List<(string, Module<Tensor, Tensor>)> layers = [];
            for (var layer = 0; layer < stage.Layers; layer++, built++)
            {
                var (input, stride) = layer == 0 ? (stage.Input, stage.Stride) : (stage.Output, 1);
                layers.Add(($"{layer}", new MBConv(architecture, stage, input, stride, stochasticDepth * built / blocks, Noise)));
            }
            parts.Add(Sequential(layers));
        }
        var last = stages[^1].Output;
        parts.Add(ConvNormActivation.Of(architecture, last, 4 * last, kernel: 1));

        features = Sequential(parts.Select((part, i) => ($"{i}", part)));
        avgpool = AdaptiveAvgPool2d(1);
        classifier = Sequential(("0", new SeededDropout(dropout ?? architecture.Dropout, Noise)), ("1", Linear(4 * last, classes)));
        RegisterComponents();
        InitialWeights.Draw(this, initialisation, seed);
    }

    /// <summary>Which member of the family.</summary>
    public EfficientNetArchitecture Architecture { get; }

    /// <summary>K, the number of logits.</summary>
    public int Classes { get; }

    /// <summary>What dropout and stochastic depth draw from; reseed it before every training step.</summary>
    public RegulariserNoise Noise { get; } = new();

    /// <summary>N×3×H×W normalised images to N×K logits.</summary>
    /// <param name="input">The images, each side at least 1 pixel.</param>
    /// <exception cref="InvalidOperationException">In training, when a batch norm would see one value a channel.</exception>
    public override Tensor forward(Tensor input)
    {
        if (training && input.shape[0] == 1 && input.shape[2] <= Stride && input.shape[3] <= Stride)
            throw new InvalidOperationException(
                $"a batch of one {input.shape[2]}×{input.shape[3]} image cannot train a batch norm: the last stages see one value a channel");
        using var scope = NewDisposeScope();
        var pooled = avgpool.call(features.call(input));
        return classifier.call(pooled.flatten(1)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The outputs of the nine parts of <c>features</c> (stem, seven stages, head), each N×C×H×W, in order; the caller disposes them.
    /// </summary>
    /// <param name="input">N×3×H×W normalised images.</param>
    public IReadOnlyList<Tensor> StageOutputs(Tensor input)
    {
        List<Tensor> outputs = [];
        foreach (var part in features.children().Cast<Module<Tensor, Tensor>>())
            outputs.Add(part.call(outputs.Count == 0 ? input : outputs[^1]));
        return outputs;
    }

    /// <summary>
    /// Parameters and buffers by torchvision's names and in its order, module by module. (TorchSharp's own order has all parameters
    /// before all buffers.)
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

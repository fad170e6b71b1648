using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// EfficientNet (Tan and Le, ICML 2019) as torchvision builds it: the names, shapes and order of parameters and buffers
/// in <c>state_dict</c> are torchvision's. N×3×H×W normalised images in, N×K logits out.
/// </summary>
public sealed class EfficientNet : Network
{
    /// <summary>
    /// torchvision's p of stochastic depth: of L blocks, block i loses its residual branch with probability p·i/L, i from 0.
    /// </summary>
    public const double DefaultStochasticDepth = 0.2;

    private readonly Sequential features;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Sequential classifier;

    /// <summary>Builds a network with weights drawn from a seed, on the CPU, in float32.</summary>
    /// <param name="architecture">Which member of the family.</param>
    /// <param name="classes">K, at least 1.</param>
    /// <param name="initialisation">How weights are drawn.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="stochasticDepth">p of stochastic depth, 0 to 1 (see <see cref="DefaultStochasticDepth"/>).</param>
    /// <param name="dropout">Dropout rate before the classifier, 0 to 1; the architecture's own by default.</param>
    public EfficientNet(
        EfficientNetArchitecture architecture, int classes, Initialisation initialisation = Initialisation.Torchvision,
        ulong seed = 0, double stochasticDepth = DefaultStochasticDepth, double? dropout = null)
        : base(architecture.Name, classes, architecture.Taps())
    {
        Architecture = architecture;
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

    /// <inheritdoc />
    public override Tensor Classify(Tensor pooled) => classifier.call(pooled);

    /// <inheritdoc />
    public override NetworkOutput Outputs(Tensor images, IReadOnlyCollection<string> at) => Outputs(
        images, at,
        [.. features.children().Cast<Module<Tensor, Tensor>>().Select(part => (Func<Tensor, Tensor>)part.call),
            map => avgpool.call(map).flatten(1)]);
}

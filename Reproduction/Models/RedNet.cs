using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// RedNet (Li et al., CVPR 2021, arXiv 2103.06255): a stem of 3×3 convolution with stride 2, 3×3 <see cref="Involution"/>, 3×3
/// convolution and 3×3 maximum with stride 2, four stages of <see cref="RedNetBlock"/>s, the mean over places and a linear classifier.
/// N×3×H×W normalised images in, N×K logits out.
/// </summary>
public sealed class RedNet : Network
{
    private readonly Sequential stem;
    private readonly Sequential stages;
    private readonly Sequential classifier;

    /// <summary>Builds a network with weights drawn from a seed, on the CPU, in float32.</summary>
    /// <param name="architecture">Which member of the family.</param>
    /// <param name="classes">K, at least 1.</param>
    /// <param name="initialisation">How weights are drawn.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="stochasticDepth">
    /// p of stochastic depth, 0 to 1, as in <see cref="EfficientNet.DefaultStochasticDepth"/>; the paper's have none.
    /// </param>
    /// <param name="dropout">Dropout rate before the classifier, 0 to 1; the paper's have none.</param>
    public RedNet(
        RedNetArchitecture architecture, int classes, Initialisation initialisation = Initialisation.Torchvision, ulong seed = 0,
        double stochasticDepth = 0, double dropout = 0)
        : base(architecture.Name, classes, architecture.Taps())
    {
        var (first, channels, momentum) = (architecture.StemChannels, architecture.BaseChannels, architecture.BatchNormMomentum);
        stem = Sequential(
            Conv2d(3, first, 3, stride: 2, padding: 1, bias: false), new BatchNormModule(first, momentum: momentum), ReLU(),
            new Involution(first, 3, momentum: momentum), new BatchNormModule(first, momentum: momentum), ReLU(),
            Conv2d(first, channels, 3, padding: 1, bias: false), new BatchNormModule(channels, momentum: momentum), ReLU(),
            MaxPool2d(3, stride: 2, padding: 1));
        var (all, built) = (architecture.Blocks.Sum(), 0);
        List<Sequential> parts = [];
        foreach (var (stage, count) in architecture.Blocks.Index())
        {
            List<RedNetBlock> blocks = [];
            for (var block = 0; block < count; block++, built++)
            {
                var width = architecture.BaseChannels << stage;
                blocks.Add(new(
                    channels, width, architecture.Kernels[stage], block == 0 ? architecture.StrideOf(stage) : 1, momentum,
                    stochasticDepth * built / all, Noise));
                channels = RedNetBlock.Expansion * width;
            }
            parts.Add(Sequential(blocks.Select((block, i) => ($"{i}", (Module<Tensor, Tensor>)block))));
        }
        stages = Sequential(parts.Select((part, i) => ($"{i}", (Module<Tensor, Tensor>)part)));
        classifier = Sequential(("0", new SeededDropout(dropout, Noise)), ("1", Linear(channels, classes)));
        RegisterComponents();
        InitialWeights.Draw(this, initialisation, seed);
    }

    /// <inheritdoc />
    public override Tensor Classify(Tensor pooled) => classifier.call(pooled);

    /// <inheritdoc />
    public override NetworkOutput Outputs(Tensor images, IReadOnlyCollection<string> at) => Outputs(
        images, at,
        [stem.call, .. stages.children().Cast<Module<Tensor, Tensor>>().Select(stage => (Func<Tensor, Tensor>)stage.call),
            map => map.mean([2, 3])]);
}

using Reproduction.Kernels;
using Reproduction.KnownAnswers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Reproduction.Models;

/// <summary>
/// Inverted bottleneck with squeeze-and-excitation: expand 1×1, depthwise k×k, excite, project 1×1, and where shapes allow
/// a residual connection with stochastic depth. N×C×H×W in, N×C'×⌈H/stride⌉×⌈W/stride⌉ out; torchvision's <c>MBConv</c>.
/// </summary>
internal sealed class MBConv : Module<Tensor, Tensor>
{
    private readonly Sequential block;
    private readonly StochasticDepth? stochasticDepth;
    private readonly MBConvLayer layer;
    private readonly bool padsUnevenly;

    internal MBConv(
        EfficientNetArchitecture architecture, EfficientNetArchitecture.Stage stage, int input, int stride,
        double stochasticDepthRate, RegulariserNoise noise) : base(nameof(MBConv))
    {
        var expanded = EfficientNetArchitecture.Channels(input * stage.Expansion);
        List<Module<Tensor, Tensor>> layers = [];
        var expansion = expanded == input ? null : ConvNormActivation.Of(architecture, input, expanded, kernel: 1);
        var depthwise = ConvNormActivation.Depthwise(architecture, expanded, stage.Kernel, stride);
        var excitation = new SqueezeExcitation(expanded, Math.Max(1, input / 4));
        var projection = ConvNormActivation.Of(architecture, expanded, stage.Output, kernel: 1, activation: false);
        if (expansion is not null) layers.Add(expansion);
        layers.AddRange([depthwise, excitation, projection]);
        block = Sequential(layers.Select((layer, i) => ($"{i}", layer)));
        stochasticDepth = stride == 1 && input == stage.Output ? new StochasticDepth(stochasticDepthRate, noise) : null;
        padsUnevenly = depthwise.PadsUnevenly;
        layer = new(
            expansion?.Weight, expansion?.Norm, depthwise.Weight, depthwise.Norm, excitation.Squeeze, excitation.Excite,
            projection.Weight, projection.Norm, stage.Kernel, stride, stochasticDepth is not null);
        RegisterComponents();
    }

    /// <summary>The batch norm that ends the residual branch; null where there is no residual connection.</summary>
    internal NormBase? LastNormOfBranch => layer.Residual ? layer.Norm3.Module : null;

    public override Tensor forward(Tensor input)
    {
        if (!padsUnevenly && layer.Suits(input))
        {
            if (training)
            {
                using var rows = stochasticDepth?.Mask(input);
                return MBConvFunction.Train(layer, input, rows);
            }
            if (!is_grad_enabled()) return MBConvFunction.Evaluate(layer, input);
        }
        if (stochasticDepth is null) return block.call(input);
        using var branch = block.call(input);
        using var kept = stochasticDepth.call(branch);
        return kept.Plus(input);
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Models;

/// <summary>
/// How weights are drawn when none are loaded. Biases start at 0 and batch norms at weight 1, unless the rule says otherwise.
/// </summary>
public enum Initialisation
{
    /// <summary>
    /// torchvision's: convolutions from N(0, 2/(C_out·k²)), the fan-out of all groups; the linear layer uniform in
    /// ±1/sqrt(outputs). Right under ImageNet weights, a trap from random ones: a depthwise weight starts close to 0.
    /// </summary>
    Torchvision,

    /// <summary>
    /// He's fan-in per group (He et al., ICCV 2015): convolutions from N(0, 2/(C_in/groups·k²)); the linear layer at 0. What says an
    /// involution's kernels has K² times the connections: so many of its numbers add up to one value.
    /// </summary>
    FanIn,

    /// <summary>
    /// <see cref="FanIn"/>, and the last batch norm of every residual branch at weight 0, so that a deep network starts as a
    /// shallow one (Goyal et al., 2017, arXiv 1706.02677, 5.1; torchvision's <c>zero_init_residual</c> of its ResNets).
    /// </summary>
    FanInZeroResidual,
}

/// <summary>Draws the weights of a network from one seed.</summary>
public static class InitialWeights
{
    /// <summary>Draws every weight anew, in the order of the modules.</summary>
    /// <param name="network">The network, or a layer, on the CPU.</param>
    /// <param name="initialisation">The rule.</param>
    /// <param name="seed">Equal seeds give equal weights.</param>
    public static void Draw(nn.Module network, Initialisation initialisation, ulong seed)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed, CPU);
        var modules = network.modules().Prepend(network).Distinct().ToList();
        var neighbours =
            modules.OfType<Involution>().ToDictionary(involution => (nn.Module)involution.Span, involution => involution.Neighbours);
        foreach (var module in modules)
        {
            switch (module)
            {
                case Conv2d convolution:
                    DrawKernel(convolution.weight, initialisation, generator, neighbours.GetValueOrDefault(convolution, 1));
                    convolution.bias?.zero_();
                    break;
                case DepthwiseConvolution depthwise:
                    DrawKernel(depthwise.weight, initialisation, generator);
                    break;
                case MBConv { LastNormOfBranch: { } norm } when initialisation == Initialisation.FanInZeroResidual:
                    norm.weight!.zero_();
                    break;
                case RedNetBlock block when initialisation == Initialisation.FanInZeroResidual:
                    block.LastNormOfBranch.weight!.zero_();
                    break;
                case Linear linear when initialisation != Initialisation.Torchvision:
                    linear.weight.zero_();
                    linear.bias?.zero_();
                    break;
                case Linear linear:
                    var range = 1 / Math.Sqrt(linear.weight.shape[0]);
                    linear.weight.uniform_(-range, range, generator);
                    linear.bias?.zero_();
                    break;
            }
        }
    }

    private static void DrawKernel(Tensor weight, Initialisation initialisation, Generator generator, int neighbours = 1) =>
        weight.normal_(0, Math.Sqrt(2.0 / Fan(weight, initialisation, neighbours)), generator);

    /// <summary>Number of connections that the rule counts; a weight is C_out × C_in/groups × k × k.</summary>
    private static long Fan(Tensor weight, Initialisation initialisation, int neighbours) =>
        (initialisation == Initialisation.Torchvision ? weight.shape[0] : weight.shape[1] * neighbours) * weight.shape[2] * weight.shape[3];
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Models;

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

    /// <summary>
    /// Draws a network's classifier anew as <c>torch.nn.Linear</c> draws its own: weights and biases uniform in ±1/sqrt(inputs), which is
    /// what Kaiming's uniform rule with a = sqrt(5) comes to. So begins a layer that is put in the place of ImageNet's thousand classes.
    /// </summary>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="seed">Equal seeds give equal weights.</param>
    public static void DrawClassifier(Network network, ulong seed)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed, CPU);
        var tensors = network.state_dict();
        var (weight, bias) = (tensors["classifier.1.weight"], tensors["classifier.1.bias"]);
        var bound = 1 / Math.Sqrt(weight.shape[1]);
        weight.uniform_(-bound, bound, generator);
        bias.uniform_(-bound, bound, generator);
    }

    private static void DrawKernel(Tensor weight, Initialisation initialisation, Generator generator, int neighbours = 1) =>
        weight.normal_(0, Math.Sqrt(2.0 / Fan(weight, initialisation, neighbours)), generator);

    /// <summary>Number of connections that the rule counts; a weight is C_out × C_in/groups × k × k.</summary>
    private static long Fan(Tensor weight, Initialisation initialisation, int neighbours) =>
        (initialisation == Initialisation.Torchvision ? weight.shape[0] : weight.shape[1] * neighbours) * weight.shape[2] * weight.shape[3];
}

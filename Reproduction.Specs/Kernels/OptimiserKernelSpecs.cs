using Reproduction.Models;
using Reproduction.Recipes;
using Reproduction.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

[Collection(nameof(Computing))]
public sealed class OptimiserKernelSpecs
{
    [Theory]
    [InlineData(OptimiserKind.Adam, 0)]
    [InlineData(OptimiserKind.Adam, 0.01)]
    [InlineData(OptimiserKind.AdamW, 0.05)]
    [InlineData(OptimiserKind.Sgd, 0.001)]
    public void Five_steps_are_libtorchs_in_float64(OptimiserKind kind, double weightDecay)
    {
        using var scope = NewDisposeScope();
        var own = Steps(kind, weightDecay);
        var expected = Steps(kind, weightDecay, ScalarType.Float64);

        own.Select(entry => entry.Name).Should().Equal(expected.Select(entry => entry.Name));
        foreach (var ((name, found), (_, right)) in own.Zip(expected)) Deviation.Of(found, right).Should().BeLessThan(1e-6, name);
    }

    // Weights and moments after five steps along gradients that are drawn, not computed.
    internal static List<(string Name, Tensor Value)> Steps(OptimiserKind kind, double weightDecay, ScalarType dtype = ScalarType.Float32)
    {
        using var generator = new Generator(6, CPU);
        using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.25_d0.3"), 7, Initialisation.Torchvision, 2);
        ChannelsLast.Apply(network);
        network.to(dtype);
        using var optimiser = Optimiser.Of(kind, network, weightDecay);
        for (var step = 0; step < 5; step++)
        {
            optimiser.ZeroGradients();
            foreach (var parameter in network.parameters()) parameter.grad = randn(parameter.shape, generator: generator).to(dtype);
            optimiser.Step(0.01);
        }
        return
        [
            .. network.named_parameters().Select(parameter => (parameter.name, parameter.parameter.detach().clone())),
            .. optimiser.Moments().Select(moment => (moment.Name, moment.Value.clone())),
        ];
    }
}

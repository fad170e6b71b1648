using Reproduction.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>The networks' batch norm is TorchSharp's to the bit.</summary>
[Collection(nameof(Computing))]
public sealed class BatchNormModuleSpecs
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Of_rows_it_is_BatchNorm1d(ScalarType dtype)
    {
        using var ours = new BatchNormModule(3);
        using var theirs = nn.BatchNorm1d(3);
        ShouldBeTheSame(ours, theirs, dtype, 6, 3);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Of_maps_it_is_BatchNorm2d(ScalarType dtype)
    {
        using var ours = new BatchNormModule(3, 1e-3, 0.01);
        using var theirs = nn.BatchNorm2d(3, 1e-3, 0.01);
        ShouldBeTheSame(ours, theirs, dtype, 4, 3, 2, 5);
    }

    private static void ShouldBeTheSame(NormBase ours, NormBase theirs, ScalarType dtype, params long[] shape)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        NormBase[] both = [ours, theirs];
        foreach (var norm in both) norm.to(dtype);
        foreach (var training in new[] { true, true, false, true })
        {
            var input = randn(shape, dtype, generator: generator);
            List<Tensor> outputs = [];
            foreach (var norm in both)
            {
                norm.train(training);
                norm.zero_grad();
                outputs.Add(norm.call(input));
                outputs[^1].sin().sum().backward();
            }

            outputs[0].equal(outputs[1]).all().item<bool>().Should().BeTrue();
            foreach (var ((name, found), (_, expected)) in ours.named_parameters().Zip(theirs.named_parameters()))
                found.grad!.equal(expected.grad!).all().item<bool>().Should().BeTrue(name);
        }

        ours.state_dict().Keys.Should().Equal(theirs.state_dict().Keys);
        foreach (var (name, expected) in theirs.state_dict())
        {
            ours.state_dict()[name].dtype.Should().Be(expected.dtype, name);
            ours.state_dict()[name].equal(expected).all().item<bool>().Should().BeTrue(name);
        }
        ours.num_batches_tracked!.item<long>().Should().Be(3);
    }
}

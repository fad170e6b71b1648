using Reproduction.Kernels;
using Reproduction.KnownAnswers;
using Reproduction.Specs.Golden;
using Reproduction.Specs.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

/// <summary>
/// A whole network with the kernels, against itself in float64, which <see cref="NetworkParitySpecs"/> holds to torchvision's.
/// </summary>
[Collection(nameof(Computing))]
public sealed class WholeNetworkSpecs
{
    [Theory]
    [InlineData("efficientnet_b0", 16, 32)]
    [InlineData("efficientnet_b0", 8, 64)]
    public void The_kernels_train_no_further_from_the_float64_truth_than_twice_what_libtorch_does(string architecture, int count, int size)
    {
        Assert.SkipWhen(Arithmetic.IsPlain, "This processor has neither AVX-512 nor AVX2: everything is libtorch's.");
        using var scope = NewDisposeScope();
        var images =
            tensor(WrittenRule.Uniform($"kernels/images/{size}", 3L * count * size * size, -2, 2), [count, 3, size, size]).to(float32);
        var labels = tensor([.. Enumerable.Range(0, count).Select(i => i % 10L)]);
        NetworkOutcome Train(ScalarType dtype)
        {
            using var network = WrittenNetwork.Of($"models/{architecture}", architecture, 10, dtype);
            return NetworkOutcome.Of(network, images, labels, training: true);
        }

        var truth = Train(float64);
        var own = Train(float32).DistancesFrom(truth);
        using var plain = Arithmetic.UsePlain();
        using var sound = SoundArithmetic.Choose(CPU, trains: true);
        var theirs = Train(float32).DistancesFrom(truth);

        own.Should().NotEqual(theirs, "the kernels did compute");
        foreach (var kind in own.GroupBy(distance => distance.Kind))
            NetworkOutcome.RootMeanSquare(kind.Select(group => group.Distance)).Should().BeLessThanOrEqualTo(
                2 * NetworkOutcome.RootMeanSquare(theirs.Where(group => group.Kind == kind.Key).Select(group => group.Distance)), kind.Key);
    }
}

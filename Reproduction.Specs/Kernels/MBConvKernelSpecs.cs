using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Kernels;

[Collection(nameof(Computing))]
public sealed class MBConvKernelSpecs
{
    /// <summary>Every different block of B0 to B7 at a size, its batch so small that a spec takes no more than moments.</summary>
    public static TheoryData<int> Sizes() => [32, 64, 132, 224];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_block_of_B0_to_B7_has_libtorchs_values_gradients_and_running_statistics(int size)
    {
        var blocks = EfficientNetArchitecture.Family.SelectMany(architecture => Blocks(architecture, size))
            // On larger maps a few channels say the same as many, and take a tenth of the time: float64 convolves channel by channel.
            .Select(block => size == 32 ? block : Narrow(block)).Distinct().ToList();

        // A batch norm over a handful of numbers a channel magnifies rounding without bound.
        foreach (var block in blocks) Deviations(block, images: Math.Max(2, 48 / (block.Side * block.Side))).Should().BeEmpty($"{block}");
    }

    [Property(Arbitrary = [typeof(RandomBlocks)], MaxTest = 40, Replay = "6119874332870118403,6614211903371524373")]
    public void A_block_of_any_shape_has_libtorchs_values_gradients_and_running_statistics(Block block, PositiveInt images) =>
        Deviations(block, 2 + images.Get % 9).Should().BeEmpty($"{block}");

    [Fact]
    public void Stochastic_depth_drops_the_same_rows_and_their_gradients()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var noise = new RegulariserNoise();
        using var block = new MBConv(Architecture, new(6, 3, 1, 16, 16, 1), 16, 1, 0.5, noise);

        Deviation.InTraining(block, randn([9, 16, 6, 6], generator: generator), before: () => noise.Reseed(3)).Should().BeEmpty();
    }

    [Property(Arbitrary = [typeof(RandomBlocks)], MaxTest = 20, Replay = "13811744330917231561,1370981650218352347")]
    public void In_evaluation_a_block_of_any_shape_has_the_values_of_float64(Block block, PositiveInt images)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var noise = new RegulariserNoise();
        using var module = block.Build(noise);
        Deviation.Draw(module, generator);
        module.eval();

        Deviation.InEvaluation(module, randn([1 + images.Get % 7, block.Channels, block.Side, block.Side], generator: generator))
            .Should().BeLessThan(Deviation.Tolerance, $"{block}");
    }

    [Property(Arbitrary = [typeof(RandomBlocks)], MaxTest = 20, Replay = "13811744330917231561,1370981650218352347")]
    public void In_evaluation_no_image_minds_the_images_beside_it(Block block, PositiveInt images)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var generator = new Generator(5, CPU);
        using var noise = new RegulariserNoise();
        using var module = block.Build(noise);
        Deviation.Draw(module, generator);
        module.eval();
        var count = 2 + images.Get % 40;
        var batch = randn([count, block.Channels, block.Side, block.Side], generator: generator);

        var alone = cat([.. Enumerable.Range(0, count).Select(image => module.call(batch.narrow(0, image, 1)))]);

        module.call(batch).equal(alone).all().item<bool>().Should().BeTrue($"{block}");
    }

    [Fact]
    public void A_flat_image_of_many_pixels_has_the_values_of_float64()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var noise = new RegulariserNoise();
        using var module = new Block(256, 8, 16, 6, 3, 1).Build(noise);
        Deviation.Draw(module, generator);
        module.eval();

        Deviation.InEvaluation(module, full([1, 8, 256, 256], 0.7f)).Should().BeLessThan(Deviation.Tolerance);
    }

    [Fact]
    public void A_batch_of_no_images_is_left_to_libtorch()
    {
        using var scope = NewDisposeScope();
        using var noise = new RegulariserNoise();
        using var module = new Block(8, 8, 16, 6, 3, 1).Build(noise);
        using var stem = ConvNormActivation.Of(Architecture, 3, 8, kernel: 3, stride: 2);
        module.eval();
        stem.eval();

        module.call(zeros(0, 8, 8, 8)).shape.Should().Equal(0, 16, 8, 8);
        stem.call(zeros(0, 3, 8, 8)).shape.Should().Equal(0, 8, 4, 4);
    }

    private static EfficientNetArchitecture Architecture => EfficientNetArchitecture.Named("efficientnet_b0");

    private static IReadOnlyList<string> Deviations(Block block, int images)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        using var noise = new RegulariserNoise();
        using var module = block.Build(noise);
        return Deviation.InTraining(module, randn([images, block.Channels, block.Side, block.Side], generator: generator));
    }

    private static IEnumerable<Block> Blocks(EfficientNetArchitecture architecture, int size)
    {
        var side = (size + 1) / 2;
        foreach (var stage in architecture.Stages())
        {
            yield return new(side, stage.Input, stage.Output, stage.Expansion, stage.Kernel, stage.Stride);
            side = (side - 1) / stage.Stride + 1;
            if (stage.Layers > 1) yield return new(side, stage.Output, stage.Output, stage.Expansion, stage.Kernel, 1);
        }
    }

    /// <summary>The block with no more than 16 channels, and with a shortcut if it has one.</summary>
    private static Block Narrow(Block block) =>
        block with { Channels = Math.Min(block.Channels, 16), Output = block.Output == block.Channels ? Math.Min(block.Output, 16) : 24 };

    /// <summary>One inverted bottleneck on a square map.</summary>
    public sealed record Block(int Side, int Channels, int Output, int Expansion, int Kernel, int Stride)
    {
        internal MBConv Build(RegulariserNoise noise) =>
            new(Architecture, new(Expansion, Kernel, Stride, Channels, Output, 1), Channels, Stride, 0, noise);
    }

    public static class RandomBlocks
    {
        public static Arbitrary<Block> Blocks() => Arb.From(
            from side in Gen.Choose(1, 19)
            from input in Gen.Choose(1, 12)
            from output in Gen.Choose(1, 12)
            from expansion in Gen.Elements(1, 2, 4, 6)
            from kernel in Gen.Elements(3, 5)
            from stride in Gen.Elements(1, 2)
            select new Block(side, 8 * input, 8 * output, expansion, kernel, stride));
    }
}

using Reproduction.Kernels;
using Reproduction.KnownAnswers;
using Reproduction.Models;
using Reproduction.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.KnownAnswers;

/// <summary>
/// What is done where libtorch computes wrongly. The faults are put in; what else this machine's libtorch does is its own.
/// </summary>
[Collection(nameof(Alone))]
public sealed class SoundArithmeticSpecs : IDisposable
{
    private readonly IDisposable threads = Threads.Use(2);

    public void Dispose() => threads.Dispose();

    [Fact]
    public void Where_every_answer_is_right_nothing_is_said_and_nothing_changes()
    {
        using var arithmetic = SoundArithmetic.Choose(CPU, trains: true, FaultyOperations.None);

        (arithmetic.Warning, SoundArithmetic.Outcome, Arithmetic.Layout, get_num_threads())
            .Should().Be((null, "right", BatchLayout.ChannelsLast, 2));
        Machine.Versions()["known_answers"].Should().Be("right");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_what_the_verb_can_reach_is_asked_for(bool trains)
    {
        List<(bool IsContiguous, bool NeedsGradients)> asked = [];

        using var arithmetic = SoundArithmetic.Choose(CPU, trains, FaultyOperations.None with
        {
            Convolve = (x, w, stride, groups) =>
            {
                asked.Add((x.is_contiguous(), x.requires_grad));
                return FaultyOperations.None.Convolve(x, w, stride, groups);
            },
        });

        asked.Should().NotBeEmpty().And.AllSatisfy(convolution => convolution.IsContiguous.Should().BeFalse());
        asked.Exists(convolution => convolution.NeedsGradients).Should().Be(trains);
    }

    [Fact]
    public void Wrong_convolutions_are_left_to_the_kernels_and_said_in_one_line()
    {
        Assert.SkipWhen(Arithmetic.IsPlain, "this processor has neither AVX-512 nor AVX2");
        using var arithmetic = SoundArithmetic.Choose(CPU, trains: true, FaultyOperations.PointwiseTails());

        arithmetic.Warning.Should().StartWith("libtorch's 1×1 convolution, channels-last computes wrongly on this machine with 2 threads (")
            .And.EndWith("; this program's own kernels compute it, and what they leave to libtorch is contiguous instead").And.NotContain(
                "\n");
        get_num_threads().Should().Be(2);
        Machine.Versions()["known_answers"].Should().Be(arithmetic.Warning);
    }

    [Fact]
    public void Without_the_kernels_a_fault_in_one_layout_is_met_by_the_other()
    {
        using var plain = Arithmetic.UsePlain();
        using (var arithmetic = SoundArithmetic.Choose(CPU, trains: true, FaultyOperations.PointwiseTails()))
        {
            arithmetic.Warning.Should().EndWith("; the contiguous layout is used instead");
            (Arithmetic.Layout, Arithmetic.Name, get_num_threads()).Should().Be((BatchLayout.Contiguous, "plain, contiguous", 2));
            using var network = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.1_d0.2"), 10);
            ChannelsLast.Apply(network);
            network.parameters().Should().AllSatisfy(parameter => parameter.is_contiguous().Should().BeTrue());
            using var scope = NewDisposeScope();
            network.Outputs(ChannelsLast.Of(zeros(3, 3, 64, 64)), ["stage_1"]).Features["stage_1"].is_contiguous().Should().BeTrue();
        }
        (Arithmetic.Layout, Arithmetic.Name, SoundArithmetic.Outcome).Should().Be((BatchLayout.ChannelsLast, "plain", null));
    }

    [Fact]
    public void Without_the_kernels_a_fault_in_both_layouts_is_met_by_one_thread()
    {
        using var plain = Arithmetic.UsePlain();
        using (var arithmetic = SoundArithmetic.Choose(CPU, trains: true, FaultyOperations.PointwiseTails(contiguousToo: true)))
        {
            arithmetic.Warning.Should().EndWith("; one thread is used instead");
            (Arithmetic.Layout, get_num_threads()).Should().Be((BatchLayout.ChannelsLast, 1));
        }
        get_num_threads().Should().Be(2);
    }

    [Fact]
    public void Without_the_kernels_a_fault_everywhere_stops_with_the_operations_name()
    {
        using var plain = Arithmetic.UsePlain();

        var choosing = () =>
            SoundArithmetic.Choose(CPU, trains: true, FaultyOperations.PointwiseTails(contiguousToo: true, oneThreadToo: true));

        choosing.Should().Throw<CheckFailedException>()
            .WithMessage(
                "libtorch's 1×1 convolution, channels-last and 1×1 convolution, contiguous computes wrongly * 2 threads (*), and nothing "
                + "else can do it*");
        (get_num_threads(), SoundArithmetic.Outcome).Should().Be((2, null));
    }

    [Theory]
    [InlineData("matrix product")]
    [InlineData("average pooling")]
    [InlineData("softmax")]
    public void What_no_kernel_does_stops_with_its_name_whatever_the_processor(string operation)
    {
        var choosing = () => SoundArithmetic.Choose(CPU, trains: false, FaultyOperations.Wrong(operation));

        choosing.Should().Throw<CheckFailedException>().WithMessage($"libtorch's {operation}*computes wrongly*");
    }

    [Fact]
    public void Wrong_gradients_do_not_concern_an_evaluation()
    {
        using var plain = Arithmetic.UsePlain();

        using (var arithmetic = SoundArithmetic.Choose(CPU, trains: false, FaultyOperations.DoubledGradients))
            arithmetic.Warning.Should().BeNull();

        var training = () => SoundArithmetic.Choose(CPU, trains: true, FaultyOperations.DoubledGradients);
        training.Should().Throw<CheckFailedException>();
    }

    [Theory]
    [MemberData(nameof(OnDevice.Names), MemberType = typeof(OnDevice))]
    public void On_each_device_the_answers_are_asked_of_that_device(string name)
    {
        var device = OnDevice.Of(name);
        HashSet<DeviceType> seen = [];

        using var arithmetic = SoundArithmetic.Choose(device, trains: true, FaultyOperations.None with
        {
            Multiply = (x, w, bias) =>
            {
                seen.Add(x.device_type);
                return FaultyOperations.None.Multiply(x, w, bias);
            },
        });

        seen.Should().Equal(device.type);
    }
}

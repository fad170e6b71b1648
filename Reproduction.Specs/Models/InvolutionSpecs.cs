using Reproduction.Models;
using Reproduction.Specs.Golden;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>Involution against the paper's formula in PyTorch (<c>golden/involution.py</c>).</summary>
[Collection(nameof(Alone))]
public sealed class InvolutionSpecs
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenValues.Json("involution", "cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_the_papers_formula(int number)
    {
        using var scope = NewDisposeScope();
        var (input, kernels, kernel, stride) = Written(number, float64);

        var output = Involution.Sum(input, kernels, kernel, stride);
        (output * Uniform($"{number}/direction", output.shape)).sum().backward();

        var expected = GoldenValues.Tensors("involution", "values");
        foreach (var (name, found) in new[] { ("y", output), ("x", input.grad!), ("kernels", kernels.grad!) })
        {
            found.shape.Should().Equal(expected[$"{number}/{name}"].Shape, name);
            (found - expected[$"{number}/{name}"].ToTensor()).abs().max().item<double>().Should().BeLessThan(1e-12, name);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void In_float32_and_in_channels_last_order_it_is_the_same_to_single_precision(int number)
    {
        using var scope = NewDisposeScope();
        var (input, kernels, kernel, stride) = Written(number, float32);

        var output = Involution.Sum(ChannelsLast.Of(input), ChannelsLast.Of(kernels), kernel, stride);
        (output * Uniform($"{number}/direction", output.shape).to(float32)).sum().backward();

        var expected = GoldenValues.Tensors("involution", "values");
        foreach (var (name, found) in new[] { ("y", output), ("x", input.grad!), ("kernels", kernels.grad!) })
            (found.to(float64) - expected[$"{number}/{name}"].ToTensor()).abs().max().item<double>().Should().BeLessThan(1e-5, name);
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_values()
    {
        using var scope = NewDisposeScope();
        var (input, kernels, kernel, stride) = Written(1, float64);
        Involution.Sum(input, kernels, kernel, stride).square().sum().backward();

        using var generator = new Generator(1, CPU);
        foreach (var place in new[] { input, kernels })
        {
            var direction = rand(place.shape, float64, generator: generator);
            double Value(double step)
            {
                using var gradients = no_grad();
                Tensor Moved(Tensor tensor) => ReferenceEquals(tensor, place) ? tensor + step * direction : tensor;
                return Involution.Sum(Moved(input), Moved(kernels), kernel, stride).square().sum().item<double>();
            }
            var slope = (Value(1e-6) - Value(-1e-6)) / 2e-6;
            (place.grad! * direction).sum().item<double>().Should().BeApproximately(slope, 1e-6 * Math.Abs(slope));
        }
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(7, 1)]
    [InlineData(5, 2)]
    public void With_a_kernel_network_that_says_the_same_everywhere_it_is_a_depthwise_convolution_of_which_16_channels_share_the_kernel(
        int kernel, int stride)
    {
        using var scope = NewDisposeScope();
        var involution = new Involution(32, kernel, stride);
        involution.to(float64);
        var parts = involution.named_parameters().ToDictionary(part => part.name, part => part.parameter);
        using (no_grad())
        {
            parts["span.weight"].zero_();
            parts["span.bias"].copy_(Uniform("constant", [parts["span.bias"].shape[0]]));
        }
        var input = Uniform("depthwise", [2, 32, 9, 8]);

        var output = involution.call(input);

        var shared = parts["span.bias"].view(2, 1, 1, kernel, kernel).expand(2, 16, 1, kernel, kernel).reshape(32, 1, kernel, kernel);
        var convolved = nn.functional.conv2d(input, shared, null, [stride, stride], [kernel / 2, kernel / 2], null, 32);
        (output - convolved).abs().max().item<double>().Should().BeLessThan(1e-13);
    }

    [Fact]
    public void It_takes_as_little_memory_as_its_input_takes_and_not_once_for_each_neighbour()
    {
        using var scope = NewDisposeScope();
        var input = RandomTensor.Uniform([2, 16, 12, 12], seed: 1).requires_grad_();
        var kernels = RandomTensor.Uniform([2, 49, 12, 12], seed: 2).requires_grad_();
        var before = Tensor.TotalCount;

        var output = Involution.Sum(input, kernels, 7, 1);

        (Tensor.TotalCount - before).Should().BeLessThan(10, "the neighbours of one offset are a view that is done with before the next");
        output.requires_grad.Should().BeTrue();
    }

    private static (Tensor Input, Tensor Kernels, int Kernel, int Stride) Written(int number, ScalarType dtype)
    {
        var stored = GoldenValues.Json("involution", "cases")[number];
        long Number(string key) => stored.GetProperty(key).GetInt64();
        var (images, channels, height, width, kernel, stride) =
            (Number("images"), Number("channels"), Number("height"), Number("width"), Number("kernel"), Number("stride"));
        return (
            Uniform($"{number}/x", [images, channels, height, width]).to(dtype).requires_grad_(),
            Uniform($"{number}/kernels",
                [images, kernel * kernel * channels / 16, (height + stride - 1) / stride, (width + stride - 1) / stride]).to(dtype)
                    .requires_grad_(),
            (int)kernel, (int)stride);
    }

    private static Tensor Uniform(string name, long[] shape) =>
        tensor(WrittenRule.Uniform($"involution/{name}", shape.Aggregate(1L, (a, b) => a * b), -1, 1), shape);

    /// <summary>So it is on a CUDA device, where libtorch computes gradients on a thread of its own.</summary>
    [Fact]
    public void Gradients_that_are_computed_on_a_thread_without_a_dispose_scope_do_not_pile_up()
    {
        long[] alive = [];
        var thread = new Thread(() => alive = [.. Enumerable.Range(0, 6).Select(_ => Step())]);
        thread.Start();
        thread.Join();

        alive.Skip(1).Should().AllBeEquivalentTo(alive[0]);

        static long Step()
        {
            Tensor input, kernels, sum;
            using (NewDisposeScope())
            {
                (input, kernels) = (ones([1, 16, 4, 4], requires_grad: true), ones([1, 9, 4, 4], requires_grad: true));
                sum = Involution.Sum(input, kernels, kernel: 3, stride: 1).sum();
                foreach (var tensor in new[] { input, kernels, sum }) tensor.DetachFromDisposeScope();
            }
            sum.backward();
            foreach (var tensor in new[] { sum, input, kernels }) tensor.Dispose();
            return TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }
    }
}

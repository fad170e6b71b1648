using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Specs.KnownAnswers;

/// <summary>What is computed with held numbers is what TorchSharp's operators compute, to the bit, and so are the gradients.</summary>
[Collection(nameof(Computing))]
public sealed class HeldScalarsSpecs
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Ours, Func<Tensor, Tensor, Tensor> TorchSharps)> Cases =
        new()
        {
            ["x + y"] = ((x, y) => x.Plus(y), (x, y) => x + y),
            ["x + 0.3 y"] = ((x, y) => x.Plus(y, times: 0.3), (x, y) => x.add(y, alpha: 0.3)),
            ["x - 0.3"] = ((x, _) => x.Minus(0.3), (x, _) => x - 0.3),
            ["1 - x"] = ((x, _) => x.OneMinus(), (x, _) => 1 - x),
            ["0.3 x"] = ((x, _) => x.Times(0.3), (x, _) => 0.3 * x),
            ["x / 0.3"] = ((x, _) => x.DividedBy(0.3), (x, _) => x / 0.3),
            ["x / 7"] = ((x, _) => x.DividedBy(7), (x, _) => x / 7),
            ["x²"] = ((x, _) => x.Squared(), (x, _) => x.square()),
        };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_gradients_are_those_of_the_operator(string name)
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = Cases[name];
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var (found, expected) = (WithGradients(ours, dtype), WithGradients(theirs, dtype));
            foreach (var (one, other) in found.Zip(expected)) ShouldBeTheSame(one, other, $"{dtype}");
        }
    }

    [Theory]
    [InlineData("x + y")]
    [InlineData("1 - x")]
    [InlineData("x / 7")]
    [InlineData("x²")]
    public void Whole_numbers_become_what_the_operator_makes_of_them(string name)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor([-2L, 0L, 3L, 50L]), tensor([7L, -1L, 0L, 2L]));

        ShouldBeTheSame(Cases[name].Ours(x, y), Cases[name].TorchSharps(x, y), name);
    }

    [Fact]
    public void The_constants_are_whole_numbers()
    {
        using var scope = NewDisposeScope();
        var one = tensor([1L]);

        one.mul(HeldScalars.Zero).item<long>().Should().Be(0);
        one.mul(HeldScalars.One).item<long>().Should().Be(1);
        one.mul(HeldScalars.Two).item<long>().Should().Be(2);
    }

    // The result, and where it leads to an operand the gradient there.
    private static List<Tensor> WithGradients(Func<Tensor, Tensor, Tensor> operation, ScalarType dtype)
    {
        using var generator = new Generator(3, CPU);
        Tensor[] operands = [.. Enumerable.Range(0, 2).Select(_ => randn([4, 5], dtype, generator: generator).requires_grad_())];
        var result = operation(operands[0], operands[1]);
        result.sin().sum().backward();
        return [result.detach(), .. operands.Select(operand => operand.grad).OfType<Tensor>()];
    }

    private static void ShouldBeTheSame(Tensor found, Tensor expected, string because)
    {
        found.dtype.Should().Be(expected.dtype, because);
        found.equal(expected).all().item<bool>().Should().BeTrue(because);
    }
}

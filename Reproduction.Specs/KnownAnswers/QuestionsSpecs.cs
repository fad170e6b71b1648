using Reproduction.Kernels;
using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Specs.KnownAnswers;

[Collection(nameof(Computing))]
public sealed class QuestionsSpecs
{
    public static TheoryData<string> Operation =>
    [
        "1×1 convolution", "3×3 convolution", "depthwise 3×3 convolution", "depthwise 5×5 convolution", "batch norm", "SiLU",
            "matrix product",
        "average pooling", "softmax",
    ];

    [Fact]
    public void Every_known_answer_is_what_libtorch_says_in_float64()
    {
        Questions.Ask(FaultyOperations.None, CPU).Should().HaveCountGreaterThan(20)
            .And.AllSatisfy(answer => answer.Worst.Should().BeLessThan(1e-6, answer.ToString()));
    }

    [Theory]
    [MemberData(nameof(Operation))]
    public void One_wrong_entry_in_an_operation_is_seen_in_it_and_in_no_other(string operation)
    {
        var answers = Questions.Ask(FaultyOperations.Wrong(operation), CPU);

        answers.Where(answer => answer.Operation == operation).Should()
            .NotBeEmpty().And.AllSatisfy(answer => answer.HasRightOutput.Should().BeFalse());
        answers.Where(answer => answer.Operation != operation).Should().AllSatisfy(answer => answer.IsRight.Should().BeTrue());
    }

    [Fact]
    public void A_wrong_gradient_is_seen_where_the_output_is_right()
    {
        var answers = Questions.Ask(FaultyOperations.DoubledGradients, CPU).Where(answer => answer.Operation.Contains("depthwise"));

        answers.Should().HaveCount(4).And.AllSatisfy(answer => (answer.HasRightOutput, answer.IsRight).Should().Be((true, false)));
    }

    [Fact]
    public void What_is_not_a_number_is_wrong()
    {
        var nothing = FaultyOperations.None with { Activate = x => x / zeros_like(x) };

        Questions.Ask(nothing, CPU).Where(answer => answer.Operation == "SiLU").Should()
            .AllSatisfy(answer => answer.IsRight.Should().BeFalse());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(112)]
    [InlineData(320)]
    [InlineData(1280)]
    public void The_sizes_at_which_a_release_was_found_wrong_are_asked_for_in_both_layouts(int channels)
    {
        Questions.Ask(FaultyOperations.PointwiseTails(contiguousToo: true, oneThreadToo: true), CPU)
            .Where(answer => !answer.IsRight && answer.Example.Contains($"→ {channels} channels, 3 maps of 2×2"))
            .Select(answer => answer.Layout).Should().BeEquivalentTo([BatchLayout.ChannelsLast, BatchLayout.Contiguous]);
    }
}

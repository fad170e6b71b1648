using Reproduction.Reporting;
using Reproduction.Reporting.Pages;

namespace Reproduction.Specs.Reporting;

public sealed class MarkdownReportSpecs
{
    /// <summary>Before it was verified, every figure was recomputed by scikit-learn, and the intervals by another bootstrap.</summary>
    [Fact]
    public async Task A_report_answers_first_and_then_shows_what_the_answers_rest_on() =>
        await Verify(MarkdownReport.Of(SimulatedRun.Report()), extension: "md");

    [Fact]
    public void The_same_run_has_the_same_report_to_the_byte() =>
        MarkdownReport.Of(SimulatedRun.Report()).Should().Be(MarkdownReport.Of(SimulatedRun.Report()));

    [Fact]
    public void What_makes_the_figures_mean_something_else_stands_above_them()
    {
        var lines = MarkdownReport.Of(SimulatedRun.Report("The \"student\" is the teacher.")).Split('\n');

        lines[..3].Should().Equal("# simulated: three-shapes, seed 7", "", "> **The \"student\" is the teacher.**");
    }

    [Theory]
    [InlineData("a|b", @"a\|b")]
    [InlineData("<script>", @"\<script\>")]
    [InlineData("*bold* `code` [link](x)", @"\*bold\* \`code\` \[link\](x)")]
    [InlineData("efficientnet_w0.5_d0.25", "efficientnet_w0.5_d0.25")]
    [InlineData("_slanted_", @"\_slanted\_")]
    [InlineData("two\nlines", "two lines")]
    public void What_comes_from_outside_is_shown_as_it_is(string text, string escaped) => MarkdownText.Escaped(text).Should().Be(escaped);

    [Theory]
    [InlineData(0.91425, "0.9143", "+0.9143")] // the double lies above the half
    [InlineData(-0.00271, "−0.0027", "−0.0027")]
    [InlineData(0.00004, "0.0000", "0.0000")]
    [InlineData(-0.00004, "0.0000", "0.0000")]
    [InlineData(null, "undefined", "undefined")]
    public void Figures_have_four_decimals_and_differences_their_sign(double? value, string figure, string difference)
    {
        Written.Value(value).Should().Be(figure);
        Written.Difference(value).Should().Be(difference);
    }

    [Theory]
    [InlineData(1, "1.0000")]
    [InlineData(0.0304, "0.0304")]
    [InlineData(0.0000123, "1.2e−5")]
    [InlineData(0, "0 (below what a double holds)")]
    public void A_probability_is_never_printed_as_zero_while_it_is_not(double value, string text) =>
        Written.Probability(value).Should().Be(text);
}

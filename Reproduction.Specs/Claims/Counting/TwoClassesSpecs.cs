using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

public sealed class TwoClassesSpecs
{
    [Theory]
    [InlineData("accuracy", "0.7")]
    [InlineData("macro_f1", "0.6")]
    [InlineData("recall_gap", "0.3")]
    [InlineData("precision[0]", "0.8")]
    [InlineData("matthews_corrcoef", "0.3")]
    public void The_least_and_the_greatest_are_those_of_counts_that_print_the_figure(string name, string value)
    {
        long[] supports = [9, 7];
        var problem =
            CountProblem.Of(
                new(supports,
                    [new(PublishedNames.Parse(name, ["0", "1"])!.Value.Figure, PrintedFigure.Parse(value)!, RoundingRule.Nearest)]));
        var holding = Enumerable.Range(0, 10)
            .SelectMany(a => Enumerable.Range(0, 8).Select(b => new Counts(supports, [a, b], [7 - b, 9 - a]))).Where(problem.Holds)
            .ToList();
        foreach (var metric in new[] { FigureName.DisparateImpact, FigureName.RecallRatio, FigureName.RecallGap, FigureName.Accuracy,
            new FigureName(Score.MatthewsCorrelation, Scope.Whole) })
        {
            var (smallest, largest) = new TwoClasses(problem).Extremes(metric, 100_000)!.Value;

            problem.Holds(smallest).Should().BeTrue();
            problem.Holds(largest).Should().BeTrue();
            holding.Should()
                .OnlyContain(counts => Scores.Compare(metric, smallest, counts) <= 0 && Scores.Compare(metric, largest, counts) >= 0);
        }
        holding.Should().HaveCountGreaterThan(3);
    }
}

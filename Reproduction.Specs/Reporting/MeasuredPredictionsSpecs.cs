using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Reporting;

namespace Reproduction.Specs.Reporting;

/// <summary>Equal answers, as of a model that seeds share, are measured once, and no others.</summary>
public sealed class MeasuredPredictionsSpecs
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 90).Select(image => image % 3)];

    private readonly MeasuredPredictions measured = new();

    [Fact]
    public void Equal_answers_to_the_same_images_are_measured_once() =>
        measured.Of(Answers(seed: 1)).Should().BeSameAs(measured.Of(Answers(seed: 1)));

    [Fact]
    public void Other_answers_and_answers_to_other_images_have_figures_of_their_own()
    {
        int[] otherLabels = [.. Labels.Reverse()];
        Predictions[] all = [Answers(seed: 1), Answers(seed: 2), Answers(seed: 1, otherLabels), Answers(seed: 1)];

        foreach (var answers in all)
        {
            var figures = measured.Of(answers);
            figures.Values.Values.Should().Equal(MetricValues.Of(answers).Values);
            figures.Intervals().Take(FigureCatalogue.Keys.Count).Should().Equal(Bootstrap.Of(answers).Intervals());
        }
    }

    private static Predictions Answers(int seed, int[]? labels = null)
    {
        var random = new Random(seed);
        return new(labels ?? Labels, [.. Enumerable.Range(0, Labels.Length * 3).Select(_ => random.NextDouble())], 3);
    }
}

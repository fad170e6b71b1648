using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>Intervals by resampling the test images within their classes.</summary>
public sealed class ResampledFiguresSpecs
{
    private static readonly int Images = Effort.Of(1200, mutated: 200), Resamples = Effort.Of(1000, mutated: 50);

    private static readonly Predictions One = Simulated.Predictions(Images, classes: 4, seed: 1, skill: 1);

    [Fact]
    public void A_model_does_not_differ_from_itself_in_any_resample()
    {
        var figures = Figures(One);

        figures.DifferenceIntervals(Figures(One)).Should().AllSatisfy(interval => interval.Should().Be(new Interval(0, 0)))
            .And.HaveCount(FigureCatalogue.Keys.Count + 3);
    }

    [Fact]
    public void Models_that_err_on_the_same_images_are_told_apart_more_finely_than_by_their_own_intervals()
    {
        // The other model is wrong on four images more; everything else is the same.
        var labels = One.Labels.ToArray();
        var logits = Enumerable.Range(0, One.Count).SelectMany(image => One.Logits(image).ToArray()).ToArray();
        foreach (var image in Enumerable.Range(0, One.Count).Where(image => One.Predicted[image] == One.Labels[image]).Take(4))
            logits[4 * image + labels[image]] = -100;
        var other = new Predictions(labels, logits, 4);

        var difference = Bootstrap.Of(other, Resamples).DifferenceIntervals(Bootstrap.Of(One, Resamples))[0]!.Value;

        // Four of four the same way: McNemar's exact p is 0.125, and the interval holds 0 by little.
        difference.High.Should().BeInRange(0, 0.5 / Images);
        (difference.High - difference.Low).Should().BeLessThan(3 * 4.0 / Images);
        var own = Bootstrap.Of(One, Resamples).Intervals()[0]!.Value;
        (own.High - own.Low).Should().BeGreaterThan(0.04);
    }

    [Fact]
    public void Further_figures_stand_behind_the_metrics_and_change_none_of_them()
    {
        Figures(One).Intervals().Take(FigureCatalogue.Keys.Count).Should().Equal(Bootstrap.Of(One, Resamples).Intervals());
        var ratio = Figures(One).Intervals()[FigureCatalogue.Keys.Count + 1]!.Value;
        ratio.Contains(Disparity.OfPrecision(ConfusionMatrix.Of(One)).Ratio!.Value).Should().BeTrue();
    }

    [Fact]
    public void The_same_seed_draws_the_same_resamples_and_another_seed_others()
    {
        Bootstrap.Of(One, Resamples, seed: 5).Intervals().Should().Equal(Bootstrap.Of(One, Resamples, seed: 5).Intervals());
        Bootstrap.Of(One, Resamples, seed: 6).Intervals().Should().NotEqual(Bootstrap.Of(One, Resamples, seed: 5).Intervals());
    }

    [Fact]
    public void Models_that_answered_other_images_or_were_resampled_differently_are_not_compared()
    {
        var other = Simulated.Predictions(Images, classes: 4, seed: 2);

        FluentActions.Invoking(() => Figures(One).DifferenceIntervals(Figures(other))).Should().Throw<ArgumentException>()
            .WithMessage("*different images*");
        FluentActions.Invoking(() => Figures(One).DifferenceIntervals(Bootstrap.Of(One, resamples: 10))).Should().Throw<ArgumentException>()
            .WithMessage("*resampled differently*");
    }

    [Fact]
    public void Answers_without_scores_have_no_figure_that_needs_them()
    {
        // Of 20 images of each class five are wrong.
        int[] labels = [.. Enumerable.Range(0, 40).Select(image => image % 2)];
        int[] answers = [.. labels.Select((label, image) => image % 8 < 2 ? 1 - label : label)];
        var needScores = FigureCatalogue.All.Select(figure => figure.NeedsScores).ToList();

        var figures = Bootstrap.Of(Predictions.OfAnswers(labels, answers, ["0", "1"], numbers: null), Resamples);

        figures.Values.Values.Select(value => value is null).Should().Equal(needScores);
        figures.Intervals().Select(interval => interval is null).Should().Equal(needScores);
        figures.DifferenceIntervals(figures).Select(interval => interval is null).Should().Equal(needScores);
    }

    private static ResampledFigures Figures(Predictions predictions) =>
        Bootstrap.Of(predictions, Resamples, seed: 0, ClassMetric.Precision);
}

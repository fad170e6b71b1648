using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>
/// Intervals where a class has one image or two, or was never right: no resample within the class differs, which is no knowledge of it.
/// </summary>
public sealed class SmallClassIntervalsSpecs
{
    /// <summary>Errors fall on the other two classes alike; the population's F1 is 2·r·n / (n + images that are taken for it).</summary>
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.3)]
    [InlineData(5, 0.3)]
    [InlineData(20, 0.1)]
    public void The_interval_of_macro_F1_holds_the_true_one_however_small_a_class_is(int images, double recall)
    {
        const int repetitions = 300;
        int[] supports = [60, 60, images];
        double[] recalls = [0.9, 0.9, recall];
        int[] labels = [.. supports.SelectMany((support, c) => Enumerable.Repeat(c, support))];
        double Taken(int c) => supports.Select((support, label) => support * (label == c ? recalls[c] : (1 - recalls[label]) / 2)).Sum();
        var truth = Enumerable.Range(0, 3).Average(c => 2 * recalls[c] * supports[c] / (supports[c] + Taken(c)));
        var random = new Random(images);

        var held = Enumerable.Range(0, repetitions).Count(_ =>
        {
            var logits = new double[labels.Length * 3];
            foreach (var (image, label) in labels.Index())
                logits[image * 3 + (random.NextDouble() < recalls[label] ? label : (label + 1 + random.Next(2)) % 3)] = 1;
            return Bootstrap.Of(new Predictions(labels, logits, 3), new Resamples(labels, 400)).Interval(FigureCatalogue.MacroF1)!.Value
                .Contains(truth);
        });

        held.Should().BeGreaterThan((int)(0.92 * repetitions));
    }

    /// <summary>
    /// Of 20 images of the better class none is wrong in 0.95²⁰ = 36 % of the test sets, and then no resample shows that its recall is
    /// not 1.
    /// </summary>
    [Theory]
    [InlineData(0.9, 0.95)]
    [InlineData(0.9, 0.9)]
    [InlineData(0.8, 0.97)]
    public void The_interval_of_disparate_impact_holds_the_true_one_where_a_small_class_shows_no_error(double large, double small)
    {
        const int repetitions = 100;
        int[] supports = [400, 20];
        double[] recalls = [large, small];
        int[] labels = [.. supports.SelectMany((support, c) => Enumerable.Repeat(c, support))];
        var truth = recalls.Average() / recalls.Max();
        var random = new Random(3);

        var held = Enumerable.Range(0, repetitions).Count(_ =>
        {
            var logits = new double[labels.Length * 2];
            foreach (var (image, label) in labels.Index())
                logits[image * 2 + (random.NextDouble() < recalls[label] ? label : 1 - label)] = 1;
            return Bootstrap.Of(new Predictions(labels, logits, 2), new Resamples(labels, 400)).Intervals()[3]!.Value.Contains(truth);
        });

        held.Should().BeGreaterThan((int)(0.92 * repetitions));
    }

    [Fact]
    public void What_a_class_without_an_error_leaves_open_is_left_open_of_differences_too()
    {
        // In both models all 50 images of the first class are right: their recall may be 0.93 all the same.
        var (first, second) = (Answers(50, 40, 35), Answers(50, 30, 28));

        var part = first.AccuracyPartOf(second)!;
        // Were it 0.97 in both, with 0.80 and 0.70 against 0.60 and 0.56: a'/m' − a'/(1 − (1 − a')/(1 − a)·(1 − m)).
        double Mean(params double[] recalls) => recalls.Average();
        var (mean, before) = (Mean(0.97, 0.8, 0.7), Mean(0.97, 0.6, 0.56));
        part.AdjustedInterval.Contains(mean / 0.97 - mean / (1 - (1 - mean) / (1 - before) * 0.03))
            .Should().BeTrue($"{part.AdjustedInterval}");
        first.DifferenceIntervals(second)[3]!.Value.High.Should().BeGreaterThan(
            first.Values.DisparateImpact!.Value - second.Values.DisparateImpact!.Value + 0.02);

        static ResampledFigures Answers(params int[] hits)
        {
            int[] labels = [.. hits.SelectMany((_, c) => Enumerable.Repeat(c, 50))];
            var logits = new double[labels.Length * hits.Length];
            foreach (var (image, label) in labels.Index())
                logits[image * hits.Length + (image % 50 < hits[label] ? label : (label + 1) % hits.Length)] = 1;
            return Bootstrap.Of(new Predictions(labels, logits, hits.Length), new Resamples(labels, 400));
        }
    }

    /// <summary>A positive's score is above a negative's with a probability of Φ(1/√2) = 0.76.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_interval_of_an_area_holds_the_true_one_of_one_positive_and_two(int positives)
    {
        const int repetitions = 200;
        int[] labels = [.. Enumerable.Range(0, 80 + positives).Select(image => image < positives ? 1 : 0)];
        var random = new Random(positives);
        double Drawn() => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);

        var held = Enumerable.Range(0, repetitions).Count(_ =>
        {
            double[] logits = [.. labels.SelectMany(label => new[] { 0, Drawn() + label })];
            return Bootstrap.Of(new Predictions(labels, logits, 2), new Resamples(labels, 400)).Interval(FigureCatalogue.AurocOvrMacro)!
                .Value.Contains(0.7602499389065233);
        });

        held.Should().BeGreaterThan((int)(0.92 * repetitions));
    }

    [Fact]
    public void What_the_only_image_of_a_class_lost_another_one_may_not_lose()
    {
        int[] labels = [0, 1, 2];
        var figures = Bootstrap.Of(new Predictions(labels, [2, 1, 0, 0, 2, 1, 1, 0, 0.5], 3));

        foreach (var loss in new[] { FigureCatalogue.Nll, FigureCatalogue.Brier })
            figures.Interval(loss)!.Value.Low.Should().BeLessThan(0.8 * loss.Value(figures.Values)!.Value, loss.Key);
    }
}

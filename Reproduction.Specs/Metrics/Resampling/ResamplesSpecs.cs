using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>Resamples and the figures in them, held against what the metrics say of the drawn images one by one.</summary>
public sealed class ResamplesSpecs
{
    // Not a whole number of blocks, of tiles or of vectors; small classes, and so few logits that many images tie.
    private const int Count = 70, Images = 135, Classes = 7;

    private static readonly Predictions Tied = WithTies();

    [Fact]
    public void A_resample_has_as_many_images_of_each_class_as_the_test_set()
    {
        var resamples = new Resamples(Tied.Labels, Count, seed: 3);

        for (var r = 0; r < Count; r++)
        {
            var times = Times(resamples, r);
            for (var c = 0; c < Classes; c++)
                times.Where((_, image) => Tied.Labels[image] == c).Sum().Should().Be(Tied.Labels.Count(c), $"of class {c} in resample {r}");
        }
    }

    [Fact]
    public void A_resample_is_the_same_whichever_are_drawn_beside_it_and_another_one_than_the_next()
    {
        var (few, many) = (new Resamples(Tied.Labels, 3), new Resamples(Tied.Labels, Count));

        for (var r = 0; r < 3; r++) Times(few, r).Should().Equal(Times(many, r));
        Times(many, 1).Should().NotEqual(Times(many, 0)).And.NotEqual(Times(many, 65));
    }

    [Fact]
    public void Every_figure_of_a_resample_is_that_of_its_images_written_down_as_often_as_they_were_drawn()
    {
        var resamples = new Resamples(Tied.Labels, Count);
        var figures = Bootstrap.Of(Tied, resamples);

        foreach (var r in new[] { 0, 15, 16, 63, 64, 69 })
        {
            int[] drawn = [.. Times(resamples, r).SelectMany((times, image) => Enumerable.Repeat(image, times))];
            var written = MetricValues.Of(new Predictions(
                [.. drawn.Select(image => Tied.Labels[image])], [.. drawn.SelectMany(image => Tied.Logits(image).ToArray())],
                Classes));
            // What classes of equal recall print is that of the images, in every resample.
            foreach (var figure in FigureCatalogue.All.Where(figure => figure != FigureCatalogue.ExcessDisparateImpact))
                figures.Resamples(figure)[r].Should().BeApproximately(figure.Value(written)!.Value, 1e-12, $"{figure.Key} in resample {r}");
        }
    }

    [Fact]
    public void Of_a_hundred_classes_which_are_summed_up_in_groups_the_figures_are_those_of_each()
    {
        const int classes = 100, images = 300, count = 2_000;
        var random = new Random(6);
        int[] labels = [.. Enumerable.Range(0, images).Select(image => image % classes)];
        var predictions = new Predictions(labels, [.. Enumerable.Range(0, images * classes).Select(at =>
            random.NextDouble() + (at % classes == labels[at / classes] ? 0.5 : 0))], classes);
        var resamples = new Resamples(predictions.Labels, count);
        var figures = Bootstrap.Of(predictions, resamples);

        foreach (var r in new[] { 0, 1_999 })
        {
            var (block, lane) = Math.DivRem(r, resamples.SideBySide);
            var times = resamples.Block(block).ToArray();
            int[] drawn = [.. Enumerable.Range(0, images)
                .SelectMany(image => Enumerable.Repeat(image, (int)times[image * resamples.SideBySide + lane]))];
            var written = MetricValues.Of(new Predictions(
                [.. drawn.Select(image => labels[image])], [.. drawn.SelectMany(image => predictions.Logits(image).ToArray())], classes));
            foreach (var figure in new[] { FigureCatalogue.AurocOvrMacro, FigureCatalogue.ClassWiseEce })
                figures.Resamples(figure)[r].Should().BeApproximately(figure.Value(written)!.Value, 1e-12, $"{figure.Key} in resample {r}");
        }
    }

    [Fact]
    public void In_resamples_drawn_already_the_intervals_are_the_same_for_every_model_of_the_images()
    {
        var resamples = new Resamples(Tied.Labels, Count, seed: 9);
        Bootstrap.Of(new Predictions(Tied.Labels.ToArray(), new double[Images * Classes], Classes), resamples);

        Bootstrap.Of(Tied, resamples).Intervals().Should().Equal(Bootstrap.Of(Tied, Count, seed: 9).Intervals());
    }

    [Fact]
    public void Resamples_of_other_images_are_refused() =>
        FluentActions.Invoking(() => Bootstrap.Of(Tied, new Resamples(new int[Images], Count))).Should().Throw<ArgumentException>()
            .WithMessage("*other images*");

    [Fact]
    public void Without_resamples_figures_have_values_and_no_intervals()
    {
        var figures = Bootstrap.Of(Tied, resamples: 0);

        figures.Values.Should().Be(MetricValues.Of(Tied));
        figures.Intervals().Should().OnlyContain(interval => interval == null);
        figures.DifferenceIntervals(figures).Should().OnlyContain(interval => interval == null);
    }

    private static int[] Times(Resamples resamples, int resample)
    {
        var (block, lane) = Math.DivRem(resample, resamples.SideBySide);
        var times = resamples.Block(block);
        return [.. Enumerable.Range(0, Images).Select(image => (int)times[image * resamples.SideBySide + lane])];
    }

    private static Predictions WithTies()
    {
        var random = new Random(5);
        int[] labels = [.. Enumerable.Range(0, Images).Select(image => image * image % 5 == 0 ? 0 : image % Classes)];
        double[] logits =
            [.. Enumerable.Range(0, Images * Classes).Select(at => random.Next(4) + (at % Classes == labels[at / Classes] ? 2.0 : 0))];
        return new(labels, logits, Classes);
    }
}

using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>Disparities of precision and F1: of the images that are taken for a class, not of those that it has.</summary>
public sealed class DisparitiesOfPrecisionSpecs
{
    private const int Impact = 0, Ratio = 1, Gap = 2, OfF1 = 3;

    /// <summary>
    /// Precisions of 140/292 twice and of 16/16. By Clopper and Pearson 16 of 16 leave a precision of 0.025^(1/16) = 0.79409 open, with
    /// which disparate impact would be (2 · 0.47945 + 0.79409) / 3 / 0.79409, the ratio 0.47945 / 0.79409, and the gap their difference.
    /// </summary>
    [Fact]
    public void What_sixteen_images_leave_open_of_a_precision_of_one_stays_open_whatever_number_the_class_has()
    {
        var intervals = Intervals([[140, 60, 0], [60, 140, 0], [92, 92, 16]]);

        intervals[Impact]!.Value.High.Should().BeGreaterThanOrEqualTo(0.7358);
        intervals[Ratio]!.Value.High.Should().BeGreaterThanOrEqualTo(0.6037);
        intervals[Gap]!.Value.Low.Should().BeLessThanOrEqualTo(0.3147);
    }

    [Fact]
    public void A_class_without_images_that_is_predicted_has_a_precision_and_an_F1_of_0()
    {
        var intervals = Intervals([[90, 5, 5], [5, 85, 10], [0, 0, 0]]);

        intervals[Ratio].Should().NotBeNull();
        intervals[Ratio]!.Value.Low.Should().Be(0);
        intervals[OfF1 + Ratio]!.Value.Low.Should().Be(0);
        // Fifteen images were taken for it: none of them is right, and 1 − 0.025^(1/15) = 0.218 of such images may be.
        intervals[Ratio]!.Value.High.Should().BeGreaterThan(0.218);
        intervals[Gap]!.Value.Low.Should().BeLessThan(0.95 - 0.218);
    }

    /// <summary>One class has a hundred images, of which few are found, nearly all that are taken for it being right.</summary>
    [Fact]
    public void The_interval_of_precisions_disparate_impact_holds_the_true_one_where_a_class_is_seldom_predicted()
    {
        const int repetitions = 200, images = 100;
        int[] labels = [.. Enumerable.Range(0, 3).SelectMany(c => Enumerable.Repeat(c, images))];
        // Shares of the images of each class that are taken for each.
        double[][] taken = [[0.68, 0.31, 0.01], [0.31, 0.68, 0.01], [0.42, 0.42, 0.16]];
        double[] precisions = [.. Enumerable.Range(0, 3).Select(c => taken[c][c] / taken.Sum(row => row[c]))];
        var truth = precisions.Average() / precisions.Max();
        var random = new Random(1);

        var held = Enumerable.Range(0, repetitions).Count(_ =>
        {
            var logits = new double[labels.Length * 3];
            foreach (var (image, label) in labels.Index())
            {
                var draw = random.NextDouble();
                logits[image * 3 + (draw < taken[label][0] ? 0 : draw < taken[label][0] + taken[label][1] ? 1 : 2)] = 1;
            }
            return Of(new Predictions(labels, logits, 3), 400)[Impact] is not { } interval || interval.Contains(truth);
        });

        held.Should().BeGreaterThan((int)(0.92 * repetitions));
    }

    /// <param name="counts">Rows: images of the class; columns: what they were taken for.</param>
    private static IReadOnlyList<Interval?> Intervals(int[][] counts)
    {
        List<(int Label, int Predicted)> images = [];
        for (var label = 0; label < counts.Length; label++)
            for (var c = 0; c < counts.Length; c++) images.AddRange(Enumerable.Repeat((label, c), counts[label][c]));
        var logits = new double[images.Count * counts.Length];
        foreach (var (image, (_, predicted)) in images.Index()) logits[image * counts.Length + predicted] = 1;
        return Of(new Predictions([.. images.Select(image => image.Label)], logits, counts.Length), 500);
    }

    private static List<Interval?> Of(Predictions predictions, int resamples) =>
    [
        .. Bootstrap.Of(predictions, new Resamples(predictions.Labels, resamples), progress: null, ClassMetric.Precision, ClassMetric.F1)
            .Intervals().Skip(FigureCatalogue.Keys.Count),
    ];
}

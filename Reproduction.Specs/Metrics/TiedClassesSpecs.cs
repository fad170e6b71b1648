using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

/// <summary>Disparities where classes may be tied for the best or the worst, worked by hand on two classes and two resamples.</summary>
public sealed class TiedClassesSpecs
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Of_classes_far_apart_the_best_is_one_class_and_the_worst_another()
    {
        // Both recalls scatter by 0.1, so that they are tied up to a distance of 2.5 · √0.02 = 0.354: not at 0.4.
        var ties = TiedClasses.Among([0.8, 0.4], [[0.9, 0.3], [0.7, 0.5]])!;

        Near(ties.Points, 0.75, 0.5, 0.4);
        // The best moves by 0.1 and −0.1, the worst by as much the other way, the mean not at all.
        Near(ties.Mirrored(0), 0.75 + 0.75 * 0.1 / 0.8, 0.75 - 0.75 * 0.1 / 0.8);
        Near(ties.Mirrored(1), 0.5 + (0.1 + 0.5 * 0.1) / 0.8, 0.5 - (0.1 + 0.5 * 0.1) / 0.8);
        Near(ties.Mirrored(2), 0.4 - 0.2, 0.4 + 0.2);
        Near(ties.Moved(0), 0.75 - 0.09375, 0.75 + 0.09375);
    }

    [Fact]
    public void Of_classes_within_their_scatter_either_may_be_the_best_or_the_worst()
    {
        // Distance 0.1, within 2.5 · √(0.005 + 0.02) = 0.395. Deviations 0.1 and 0, then 0 and 0.2.
        var ties = TiedClasses.Among([0.8, 0.7], [[0.9, 0.7], [0.8, 0.9]])!;

        Near(ties.Points, 0.9375, 0.875, 0.1);
        Near(ties.Mirrored(0), 0.9375 - (0.05 - 0.9375 * 0.1) / 0.8, 0.9375 - (0.1 - 0.9375 * 0.2) / 0.8);
        Near(ties.Mirrored(1), 0.875 + 0.875 * 0.1 / 0.8, 0.875 + 0.875 * 0.2 / 0.8);
        Near(ties.Mirrored(2), 0, -0.1);
        // The mean deviations are −0.08203125, −0.1640625 and 0.15.
        Near(ties.Moved(0), 0.9375 - 0.0546875 + 0.1640625, 0.9375 - 0.109375 + 0.1640625);
        Near(ties.Moved(1), 0.875 - 0.109375 + 0.328125, 0.875 - 0.21875 + 0.328125);
        Near(ties.Moved(2), 0.1 + 0.1 - 0.3, 0.1 + 0.2 - 0.3);
    }

    [Fact]
    public void The_scatter_of_both_classes_together_says_how_near_is_near()
    {
        // Distance 0.3: within 2.5 · √(0.01 + 0.01) = 0.354, though not within 2.5 · √0.01 = 0.25. So each resample's gap may have widened by 0.2.
        Near(TiedClasses.Among([0.8, 0.5], [[0.9, 0.4], [0.7, 0.6]])!.Mirrored(2), 0.1, 0.1);
    }

    [Fact]
    public void What_is_undefined_in_the_sample_or_a_resample_has_no_ties()
    {
        TiedClasses.Among([null, 0.5], [[0.4, 0.5]]).Should().BeNull();
        TiedClasses.Among([0.4, 0.5], [[0.4, 0.5], [null, 0.5]]).Should().BeNull();
        TiedClasses.Among([0.4, 0.5], [[0, 0]]).Should().BeNull("a ratio to nothing is undefined");
        TiedClasses.Among([0.4, 0.5], [[0, 0.5]]).Should().NotBeNull();
    }

    private static void Near(IReadOnlyList<double> found, params double[] expected)
    {
        found.Should().HaveCount(expected.Length);
        foreach (var (value, i) in expected.Select((value, i) => (value, i))) found[i].Should().BeApproximately(value, Rounding, $"number {i}");
    }
}

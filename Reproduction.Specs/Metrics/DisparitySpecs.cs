using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class DisparitySpecs
{
    private const string Replay = "(20260102,7)";

    [Fact]
    public void The_published_baselines_disparate_impact_is_its_hits_over_its_best_classs()
    {
        // 9,142 of 10,000 in all, 975 of 1,000 in the best class: EXPERIMENT's arithmetic prints 0.9376.
        int[] hits = [930, 951, 840, 860, 900, 890, 947, 900, 975, 949];

        var disparity = Disparity.Over([.. hits.Select(hit => (double?)(hit / 1000.0))]);

        hits.Sum().Should().Be(9142);
        disparity.DisparateImpact.Should().BeApproximately(9142 / 9750.0, 1e-15);
        PrintedNumber.Fixed(disparity.DisparateImpact!.Value, 4).Should().Be("0.9376");
        disparity.Ratio.Should().BeApproximately(840 / 975.0, 1e-15);
        disparity.Gap.Should().BeApproximately(0.135, 1e-15);
    }

    [Fact]
    public void Recalls_precisions_and_F1_of_a_table_worked_by_hand()
    {
        // Rows are labels: 8 + 2, 4 + 6.
        var matrix = new ConfusionMatrix(new long[,] { { 8, 2 }, { 4, 6 } });

        Disparity.OfRecall(matrix).Should().Be(new Disparity(0.7 / 0.8, 0.6 / 0.8, 0.8 - 0.6, 0.6, 0.4 / (1 - 0.8 + 1 - 0.6)));
        Disparity.OfPrecision(matrix).Ratio.Should().BeApproximately(8 / 12.0 / (6 / 8.0), 1e-15);
        Disparity.OfF1(matrix).Gap.Should().BeApproximately(16 / 22.0 - 12 / 18.0, 1e-15);
    }

    [Fact]
    public void Classes_all_missed_have_a_gap_of_zero_and_no_ratio() =>
        Disparity.Over([0.0, 0.0]).Should().Be(new Disparity(null, null, 0, 0, 0.5));

    [Fact]
    public void A_class_without_images_makes_every_disparity_of_recall_undefined() =>
        Disparity.OfRecall(new ConfusionMatrix(new long[,] { { 3, 0 }, { 0, 0 } })).Should()
            .Be(new Disparity(null, null, null, null, null));

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public Property The_four_fifths_ratio_never_exceeds_disparate_impact_and_both_lie_in_0_to_1() => ForRecalls(recalls =>
    {
        var disparity = Disparity.Over(recalls);
        return disparity.Ratio is >= 0 && disparity.Ratio <= disparity.DisparateImpact && disparity.DisparateImpact <= 1
            && disparity.Gap is >= 0 and <= 1;
    });

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public Property No_disparity_depends_on_the_order_of_the_classes() => ForRecalls(recalls =>
    {
        var (one, other) = (Disparity.Over(recalls), Disparity.Over([.. recalls.Reverse()]));
        return one.Ratio == other.Ratio && one.Gap == other.Gap
            && Math.Abs(one.DisparateImpact!.Value - other.DisparateImpact!.Value) < 1e-14;
    });

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public Property Equal_recalls_are_perfectly_fair() => ForRecalls(recalls =>
        Disparity.Over([.. recalls.Select(_ => recalls[0])]) is { DisparateImpact: 1, Ratio: 1, Gap: 0 });

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public Property Halving_every_recall_halves_the_gap_and_leaves_the_ratios() => ForRecalls(recalls =>
    {
        var (whole, half) = (Disparity.Over(recalls), Disparity.Over([.. recalls.Select(recall => recall / 2)]));
        return half.Ratio == whole.Ratio && half.DisparateImpact == whole.DisparateImpact && half.Gap == whole.Gap / 2;
    });

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public Property On_equally_large_classes_disparate_impact_is_accuracy_over_the_best_recall() => ForRecalls(recalls =>
    {
        var matrix = new ConfusionMatrix(new long[recalls.Length, recalls.Length].With(recalls));
        var impact = Disparity.OfRecall(matrix).DisparateImpact!.Value;
        var best = Enumerable.Range(0, matrix.Classes).Max(c => matrix.Recall(c)!.Value);
        return Math.Abs(impact - matrix.Accuracy!.Value / best) < 1e-14;
    });

    private static Property ForRecalls(Func<double?[], bool> holds) => Prop.ForAll(
        Gen.Choose(1, 1000).NonEmptyListOf().Where(hits => hits.Count >= 2)
            .Select(hits => hits.Select(hit => (double?)(hit / 1000.0)).ToArray()).ToArbitrary(), holds);
}

/// <summary>Confusion matrices of given recalls.</summary>
file static class Filled
{
    /// <summary>A thousand images a class, the misses in the next class.</summary>
    public static long[,] With(this long[,] counts, double?[] recalls)
    {
        for (var c = 0; c < recalls.Length; c++)
        {
            counts[c, c] = (long)Math.Round(1000 * recalls[c]!.Value);
            counts[c, (c + 1) % recalls.Length] += 1000 - counts[c, c];
        }
        return counts;
    }
}

using FsCheck.Xunit;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics;

public sealed class AurocSpecs
{
    private const string Replay = "(20260104,7)";

    [Fact]
    public void Of_six_images_worked_by_hand_a_tie_counts_half()
    {
        // Class 1 scores .9 .6 .6 against .7 .6 .1: 3 pairs + (1 and two halves of .6 = .6: 0 + ½ + 1) × 2, of 9.
        double[] second = [0.9, 0.6, 0.6, 0.7, 0.6, 0.1];
        var areas = Auroc.OneVsRest([1, 1, 1, 0, 0, 0], [.. second.SelectMany(score => new[] { 1 - score, score })], 2);

        areas[1].Should().BeApproximately((3 + 1.5 + 1.5) / 9, 1e-15);
        areas[0].Should().Be(areas[1]);
    }

    [Fact]
    public void Equal_scores_are_a_coin_toss() =>
        Auroc.OneVsRestMacro(new Predictions([0, 1, 2, 0], new double[12], 3)).Should().Be(0.5);

    [Theory]
    [InlineData(false, 50.0, 0.0, 40.0, 0.0, 0.0, 5.0, 60.0, 1.0)]
    [InlineData(true, 1.0, 1e-10, 1.0, 1e-9, 0.1, 0.9, 1.0, 1e-12)]
    public void Of_two_classes_images_are_ranked_where_the_larger_probability_is_1_to_all_digits(
        bool areProbabilities, params double[] scores)
    {
        // roc_auc_score(y_true, p[:, 1]) of scikit-learn: both images of class 1 have a larger p₁ than both of class 0.
        int[] labels = [0, 1, 1, 0];
        var predictions = areProbabilities ? Predictions.OfProbabilities(labels, scores, 2) : new Predictions(labels, scores, 2);

        Auroc.OneVsRestMacro(predictions).Should().Be(1);
        RocCurve.OfEachClass(predictions)![0].Should().Contain((0, 1));
        Bootstrap.Of(predictions).Resamples(FigureCatalogue.AurocOvrMacro).Should().OnlyContain(area => area == 1);
    }

    [Fact]
    public void A_class_without_images_leaves_the_mean_undefined()
    {
        var predictions = new Predictions([0, 1, 0], [1.0, 0, 0, 0, 1, 0, 1, 0, 0], 3);

        Auroc.OneVsRest(predictions).Should().Equal(1.0, 1.0, null);
        Auroc.OneVsRestMacro(predictions).Should().BeNull();
    }

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public bool It_is_the_share_of_pairs_in_the_right_order(int seed)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, 40).Select(i => i < 3 ? i : random.Next(3)).ToArray();
        var scores = Enumerable.Range(0, 120).Select(_ => random.Next(8) / 8.0).ToArray();

        var areas = Auroc.OneVsRest(labels, scores, 3);

        return Enumerable.Range(0, 3).All(c =>
        {
            var pairs = from i in Enumerable.Range(0, 40)
                        from j in Enumerable.Range(0, 40)
                        where labels[i] == c && labels[j] != c
                        select scores[3 * i + c].CompareTo(scores[3 * j + c]) switch { > 0 => 1, 0 => 0.5, _ => 0.0 };
            return Math.Abs(areas[c]!.Value - pairs.Average()) < 1e-12;
        });
    }

    [Property(Replay = Replay, MaxTest = Effort.Properties)]
    public bool Only_the_order_of_the_scores_counts_and_reversing_it_mirrors_the_area(int seed)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, 30).Select(i => i % 2).ToArray();
        var scores = Enumerable.Range(0, 60).Select(_ => random.Next(10) / 10.0).ToArray();

        var areas = Auroc.OneVsRest(labels, scores, 2);
        var stretched = Auroc.OneVsRest(labels, [.. scores.Select(Math.Exp)], 2);
        var reversed = Auroc.OneVsRest(labels, [.. scores.Select(score => -score)], 2);

        return areas.SequenceEqual(stretched) && areas.Zip(reversed)
            .All(pair => Math.Abs(pair.First!.Value + pair.Second!.Value - 1) < 1e-12);
    }

    [Fact]
    public void Images_that_tie_in_their_logits_tie_in_their_scores_whatever_the_order_of_their_classes()
    {
        // Python's softmax adds in the order of the classes, and rounds the two images' scores of class 0 apart.
        double[] logits = [0.1, 0.7, 1.3, -2.2, 0.1, -2.2, 1.3, 0.7];
        var predictions = new Predictions([0, 1], logits, 4);

        predictions.Probabilities(0)[0].Should().Be(predictions.Probabilities(1)[0]);
    }
}

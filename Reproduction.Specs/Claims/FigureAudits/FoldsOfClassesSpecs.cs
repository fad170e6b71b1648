using System.Globalization;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Metrics;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Means over folds of more than two classes, and how folds differ.</summary>
public sealed class FoldsOfClassesSpecs
{
    private static readonly string[] Names = ["accuracy", "macro_precision", "macro_recall", "macro_f1", "weighted_f1", "f1[2]"];

    /// <summary>Means and deviations of scikit-learn 1.2.1 over its own StratifiedKFold(5) of 34, 27 and 41 images.</summary>
    [Theory]
    [InlineData("macro_precision=0.8449", "macro_recall=0.8354", "macro_f1=0.8285")]
    [InlineData("accuracy=0.8319±0.0921", "min_accuracy=0.7000", "max_accuracy=0.9524")]
    [InlineData("accuracy=0.8319±0.0823")]
    [InlineData("macro_f1=0.828±0.095", "min_macro_f1=0.69", "max_macro_f1=0.95")]
    public void What_scikit_learn_has_over_stratified_folds_is_consistent(params string[] claims) =>
        Audit("34,27,41", 5, claims).Possibility.Should().Be(Possibility.Consistent);

    [Theory]
    // The weighted recall is the accuracy, in every fold.
    [InlineData("accuracy=0.8319", "weighted_recall=0.8421")]
    [InlineData("accuracy=0.8319", "min_accuracy=0.84")]
    [InlineData("accuracy=0.8319±0.51")]
    public void What_no_folds_have_is_impossible(params string[] claims) =>
        Audit("34,27,41", 5, claims).Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void A_mean_of_harmonic_means_is_no_more_than_the_arithmetic_one_of_the_means() =>
        FoldsAudit.Of(new() { Claims = ["macro_precision=0.50", "macro_recall=0.50", "macro_f1=0.90"] },
            new() { FoldSupport = "2,2,2;2,2,2" }).Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void Small_folds_of_three_classes_are_decided_as_trying_every_matrix_of_each_decides_them()
    {
        long[][] folds = [[1, 1, 2], [2, 1, 1]];
        var means = new[] { 0, 1 }.SelectMany(zero =>
            from one in EveryMatrix(folds[0])
            from other in EveryMatrix(folds[1])
            select Mean(Scores(one, zero), Scores(other, zero)))
            .Concat(new[] { 0, 1 }.SelectMany(zero => EveryMatrix([3, 2, 3]).Select(all => Scores(all, zero)))).ToArray();
        var random = new Random(1);
        var verdicts = new int[3];
        for (var round = 0; round < Effort.Of(24, mutated: 4); round++)
        {
            var values = (double[])means[random.Next(means.Length)].Clone();
            if (round % 2 == 1) values[random.Next(values.Length)] += 0.01 * random.Next(1, 12);
            var asked = Enumerable.Range(0, Names.Length).OrderBy(_ => random.Next()).Take(random.Next(2, 5)).ToArray();
            string[] claims = [.. asked.Select(i => $"{Names[i]}={PrintedNumber.Fixed(values[i], 2)}")];
            bool Prints(double[] mean, double room) => asked.All(i =>
                Math.Abs(mean[i] - double.Parse(PrintedNumber.Fixed(values[i], 2), CultureInfo.InvariantCulture)) <= 0.005 + room);

            var audit = FoldsAudit.Of(new() { Claims = claims }, new() { FoldSupport = "1,1,2;2,1,1" });

            verdicts[(int)audit.Possibility]++;
            if (means.Any(mean => Prints(mean, -1e-9)))
                audit.Possibility.Should().Be(Possibility.Consistent, string.Join(' ', claims));
            else if (!means.Any(mean => Prints(mean, 1e-9)))
                audit.Possibility.Should().Be(Possibility.Impossible, string.Join(' ', claims));
        }
        verdicts[0].Should().BePositive();
        verdicts[1].Should().BePositive();
    }

    [Fact]
    public void The_counts_of_every_fold_print_the_means()
    {
        // What scikit-learn has over the same folds, too.
        var audit = Audit("34,27,41", 5, "accuracy=0.8319", "macro_f1=0.8285", "weighted_f1=0.8321");

        audit.Possibility.Should().Be(Possibility.Consistent);
        var witness = audit.Answer.Witness!;
        var folds = Enumerable.Range(0, 5).Select(fold =>
        {
            var counts = new long[3, 3];
            for (var i = 0; i < 3; i++)
                for (var j = 0; j < 3; j++) counts[i, j] = witness[3 * fold + i, 3 * fold + j];
            return counts;
        }).ToArray();
        folds.Select(fold => Enumerable.Range(0, 3).Select(c => fold[c, 0] + fold[c, 1] + fold[c, 2]))
            .Should().BeEquivalentTo(audit.Plan.Folds);
        var scores = folds.Select(fold => Scores(fold, 0)).ToArray();
        scores.Average(own => own[0]).Should().BeApproximately(0.8319, 0.00005);
        scores.Average(own => own[3]).Should().BeApproximately(0.8285, 0.00005);
        scores.Average(own => own[4]).Should().BeApproximately(0.8321, 0.00005);
    }

    [Fact]
    public void Deviations_of_small_folds_are_decided_as_trying_every_table_decides_them()
    {
        // Three folds of two negatives and two positives: accuracies of 0 to 4 of 4.
        var all = (from a in Fourths() from b in Fourths() from c in Fourths() select new[] { a, b, c }).ToArray();
        foreach (var deviation in new[] { 0.00, 0.06, 0.14, 0.21, 0.30, 0.43 })
        {
            bool Prints(double[] folds, int freedom) => Math.Abs(folds.Average() - 0.67) <= 0.005
                && Math.Abs(Math.Sqrt(folds.Sum(own => Math.Pow(own - folds.Average(), 2)) / freedom) - deviation) <= 0.005;
            var expected = all.Any(folds => Prints(folds, 2) || Prints(folds, 3)) ? Possibility.Consistent : Possibility.Impossible;

            Audit("6,6", 3, $"accuracy=0.67±{deviation.ToString("F2", CultureInfo.InvariantCulture)}").Possibility
                .Should().Be(expected, $"{deviation}");
        }

        static IEnumerable<double> Fourths() => Enumerable.Range(0, 5).Select(hits => hits / 4.0);
    }

    [Fact]
    public void What_stratified_folds_exclude_and_others_have_is_said_so() =>
        Audit("131,126", 2, "accuracy=.573", "recall[1]=.768", "balanced_accuracy=.662").WouldBe.Should()
            .ContainSingle().Which.Should().Contain("not stratified");

    [Fact]
    public void Of_accuracy_alone_it_does_not_matter_how_classes_are_mixed() =>
        FoldsAudit.Of(new() { Support = "30,30,40", Claims = ["accuracy=0.855"] }, new() { Folds = 5, Mixed = true }).Possibility
            .Should().Be(Possibility.Impossible);

    [Fact]
    public void Where_a_fold_lacks_a_class_nothing_is_called_impossible_for_its_scores() =>
        FoldsAudit.Of(new() { Claims = ["macro_recall=0.99", "accuracy=0.50"] }, new() { FoldSupport = "4,4,0;4,4,0" }).Possibility
            .Should().Be(Possibility.Undecided);

    [Fact]
    public void Figures_that_no_single_test_set_has_and_folds_have_are_said_to_be_perhaps_means_over_folds()
    {
        var (exitCode, output, _) = Commands.Program.Run(
            ["audit", "--support", "131,126", "--claim", "accuracy=.573", "--claim", "recall[1]=.768", "--claim",
                "balanced_accuracy=.662"]);

        exitCode.Should().Be(1);
        output.Should().Contain("consistent if the figures are means over folds (two folds");
    }

    private static FoldsAudit Audit(string support, int folds, params string[] claims) =>
        FoldsAudit.Of(new() { Support = support, Claims = claims }, new() { Folds = folds });

    private static double[] Mean(double[] one, double[] other) => [.. one.Zip(other, (a, b) => (a + b) / 2)];

    private static double[] Scores(long[,] matrix, int zero)
    {
        var classes = matrix.GetLength(0);
        double Share(double part, double whole) => whole == 0 ? zero : part / whole;
        double[] supports = new double[classes], taken = new double[classes];
        for (var i = 0; i < classes; i++)
            for (var j = 0; j < classes; j++) (supports[i], taken[j]) = (supports[i] + matrix[i, j], taken[j] + matrix[i, j]);
        var hits = Enumerable.Range(0, classes).Select(c => (double)matrix[c, c]).ToArray();
        double[] precision = [.. hits.Zip(taken, Share)], recall = [.. hits.Zip(supports, Share)];
        double[] f1 = [.. Enumerable.Range(0, classes).Select(c => Share(2 * hits[c], supports[c] + taken[c]))];
        return
        [
            hits.Sum() / supports.Sum(), precision.Average(), recall.Average(), f1.Average(),
            f1.Zip(supports, (own, images) => own * images).Sum() / supports.Sum(), f1[2],
        ];
    }

    private static IEnumerable<long[,]> EveryMatrix(long[] supports)
    {
        IEnumerable<long[]> Rows(long images) =>
            from a in Enumerable.Range(0, (int)images + 1)
            from b in Enumerable.Range(0, (int)images - a + 1)
            select new long[] { a, b, images - a - b };
        return from one in Rows(supports[0])
               from two in Rows(supports[1])
               from three in Rows(supports[2])
               select new[,] { { one[0], one[1], one[2] }, { two[0], two[1], two[2] }, { three[0], three[1], three[2] } };
    }
}

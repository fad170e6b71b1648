using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits.Folds;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Means over folds, each fold a table of its own.</summary>
public sealed class FoldsSpecs
{
    [Fact]
    public void Small_folds_are_decided_as_trying_every_table_of_each_decides_them()
    {
        // Folds of 3 negatives and 2 positives, and of 2 and 3: mean accuracy, sensitivity and F1, by trying 12 · 12 tables.
        (int Negatives, int Positives)[] folds = [(3, 2), (2, 3)];
        // What is printed may as well be of all folds' images together.
        (decimal Accuracy, decimal Recall, decimal F1)[] means =
        [
            .. from a in Tables(folds[0])
               from b in Tables(folds[1])
               select ((a.Accuracy + b.Accuracy) / 2, (a.Recall + b.Recall) / 2, (a.F1 + b.F1) / 2),
            .. Tables((5, 5)),
        ];
        var random = new Random(3);
        var outcomes = new int[2];
        foreach (var mean in means.OrderBy(_ => random.Next()).Take(Effort.Of(40, mutated: 5)))
        {
            foreach (var by in new[] { 0m, 0.01m })
            {
                decimal[] printed = [Two(mean.Accuracy), Two(mean.Recall), Two(mean.F1) + by];
                // A mean that ties at the last digit may have been rounded either way, and by its last bit as a double.
                bool Prints((decimal Accuracy, decimal Recall, decimal F1) of, decimal room) => printed
                    .Zip([of.Accuracy, of.Recall, of.F1], (text, value) => Math.Abs(text - value) <= 0.005m + room).All(near => near);
                string Text(int figure) => printed[figure].ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

                var audit = FoldsAudit.Of(
                    new() { Claims = [$"accuracy={Text(0)}", $"sensitivity={Text(1)}", $"f1={Text(2)}"], Rounding = "nearest" },
                    new() { FoldSupport = "3,2;2,3" });

                if (means.Any(each => Prints(each, -1e-9m)))
                    audit.Possibility.Should().Be(Possibility.Consistent, string.Join(' ', printed));
                else if (!means.Any(each => Prints(each, 1e-9m)))
                    audit.Possibility.Should().Be(Possibility.Impossible, string.Join(' ', printed));
                outcomes[audit.Possibility == Possibility.Impossible ? 0 : 1]++;
            }
        }
        outcomes.Should().OnlyContain(count => count > Effort.Of(20, mutated: 0), "both verdicts occur");
    }

    [Theory]
    [InlineData(0, "131,126", "2", true, "accuracy=.573", "recall[1]=.768", "balanced_accuracy=.662")]
    [InlineData(1, "131,126", "2", false, "accuracy=.573", "recall[1]=.768", "balanced_accuracy=.662")]
    [InlineData(1, "330,220", "10", false, "accuracy=0.8223±0.6")]
    [InlineData(0, "330,220", "10", false, "accuracy=0.8218±0.05", "sensitivity=0.80", "f1=0.78")]
    [InlineData(0, "30,30,40", "5", false, "accuracy=0.85")]
    [InlineData(1, "30,30,40", "5", false, "accuracy=0.855")]
    // (4/5 + 3/4 + 1 + 1 + 2/3) / 5 and (58/62 + 57/61 + 55/61 + 53/60 + 59/60) / 5: R's caret deals at random what is left over.
    [InlineData(0, "12,7", "5", false, "accuracy=0.8433")]
    [InlineData(0, "202,102", "5", false, "accuracy=0.9276432")]
    // From −1 to 1, ten scores of mean 0 may differ by more than ten shares.
    [InlineData(0, "100,100", "10", false, "mcc=0.020±0.241")]
    [InlineData(1, "100,100", "10", false, "mcc=0.900±0.600")]
    [InlineData(0, "330,220", "10", false, "accuracy=82.2±0.7%")]
    [InlineData(0, "330,220", "10", false, "accuracy=82.2%±0.7")]
    [InlineData(2, "330,220", "10", false, "accuracy=82.2±0.7")]
    public void Means_over_folds_are_decided(int exitCode, string support, string folds, bool mixed, params string[] claims) =>
        Commands.Program.Run(["audit", "--support", support, "--folds", folds, .. mixed ? ["--mixed-folds"] : Array.Empty<string>(),
            .. claims.SelectMany(claim => new[] { "--claim", claim })])
            .ExitCode.Should().Be(exitCode);

    [Fact]
    public void Deviations_over_repeated_folds_may_be_of_the_means_of_each_repeat()
    {
        // Eight repeats of mean 0.92, one of 0.93, one of 0.91.
        var audit = FoldsAudit.Of(new() { Support = "50,50", Claims = ["accuracy=0.9200±0.0047"] }, new() { Folds = 5, Repeats = 10 });

        audit.Possibility.Should().Be(Possibility.Undecided);
        audit.Answer.Progress.Should().Contain("the repeats' means");
    }

    /// <summary>
    /// Of six folds of 15 images 85 of 90 are 0.944, and no number is 0.945; of two folds 28 of 30 are 0.933, 29 are 0.967.
    /// </summary>
    [Theory]
    [InlineData(0, "3", "accuracy=0.944")]
    [InlineData(1, "1", "accuracy=0.944")]
    [InlineData(1, "3", "accuracy=0.945")]
    [InlineData(3, "3", "sensitivity=0.99", "accuracy=0.50")]
    public void Mixed_folds_may_be_repeated(int exitCode, string repeats, params string[] claims) =>
        Commands.Program.Run(["audit", "--support", "20,10", "--folds", "2", "--repeats", repeats, "--mixed-folds",
            .. claims.SelectMany(claim => new[] { "--claim", claim })]).ExitCode.Should().Be(exitCode);

    [Theory]
    [InlineData("--folds: found beside --fold-support", "--fold-support", "10,5;11,4", "--folds", "6")]
    [InlineData("--repeats: found beside --fold-support", "--fold-support", "10,5;11,4", "--repeats", "3")]
    [InlineData("--mixed-folds: found beside --fold-support", "--fold-support", "10,5;11,4", "--mixed-folds")]
    [InlineData("--support: found beside --fold-support", "--fold-support", "10,5;11,4", "--support", "21,9")]
    [InlineData("--images: found 9999 beside folds of 30 images", "--support", "20,10", "--folds", "5", "--images", "9999")]
    [InlineData("--positive: found '9' beside 3 classes", "--support", "20,10,5", "--folds", "5", "--positive", "9")]
    [InlineData("--last-line macro: found without --report", "--support", "20,10", "--folds", "5", "--last-line", "macro")]
    public void What_would_have_no_effect_on_folds_is_refused(string words, params string[] arguments) =>
        Commands.Program.Run(["audit", .. arguments, "--claim", "accuracy=0.9"]).ShouldBeBadInput(words, "expected");

    [Fact]
    public void All_images_of_folds_may_be_said() =>
        Commands.Program.Run("audit", "--support", "20,10", "--folds", "5", "--images", "30", "--claim", "accuracy=0.9").ExitCode
            .Should().Be(0);

    [Fact]
    public void A_positive_class_that_there_is_not_is_refused() =>
        Commands.Program.Run("audit", "--support", "203,57", "--folds", "5", "--positive", "cat", "--claim", "accuracy=0.9").ExitCode
            .Should().Be(2);

    [Fact]
    public void Stratified_folds_are_those_of_scikit_learn()
    {
        // StratifiedKFold(3) of scikit-learn 1.2.1 on 5 and 6 images.
        FoldPlan.Stratified([[5, 6]], 3, 1).Plans[0].Folds.Should().BeEquivalentTo([new long[] { 2, 2 }, [2, 2], [1, 2]]);
    }

    private static IEnumerable<(decimal Accuracy, decimal Recall, decimal F1)> Tables((int Negatives, int Positives) fold)
    {
        for (var tp = 0; tp <= fold.Positives; tp++)
            for (var fp = 0; fp <= fold.Negatives; fp++)
                yield return (
                    (tp + fold.Negatives - fp) / (decimal)(fold.Positives + fold.Negatives), tp / (decimal)fold.Positives,
                    2m * tp / (fold.Positives + tp + fp));
    }

    private static decimal Two(decimal mean) => Math.Round(mean, 2, MidpointRounding.AwayFromZero);
}

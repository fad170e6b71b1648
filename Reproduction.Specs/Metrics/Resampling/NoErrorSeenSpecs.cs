using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Reporting.Pages;
using Reproduction.Specs.Data;
using Reproduction.Specs.Reporting;

namespace Reproduction.Specs.Metrics.Resampling;

public sealed class NoErrorSeenSpecs
{
    /// <summary>
    /// Classes 0 and 2 are right in all of 20 and 5 images, class 1 in 19 of 20, class 3 in all of 20; class 4 has no images.
    /// </summary>
    private static readonly ConfusionMatrix Matrix =
        new(new long[,] { { 20, 0, 0, 0, 0 }, { 1, 19, 0, 0, 0 }, { 0, 0, 5, 0, 0 }, { 0, 0, 0, 20, 0 }, { 0, 0, 0, 0, 0 } });

    [Fact]
    public void Where_no_image_of_a_class_is_wrong_its_true_errors_are_bounded_and_not_none()
    {
        var found = NoErrorSeen.Of(Matrix);

        found.Select(of => (string.Join(" ", of.Classes), of.Images)).Should().Equal(("0 3", 20), ("2", 5));
        // n images of an error rate p show none with (1 − p)ⁿ: 2.5 % at p = 1 − 0.025^(1/n).
        found[0].AtMost.Should().BeApproximately(1 - Math.Pow(0.025, 1 / 20.0), 1e-12);
        found[1].AtMost.Should().BeApproximately(1 - Math.Pow(0.025, 1 / 5.0), 1e-12);
        found.Select(of => of.Sentence(["a", "b", "c", "d", "e"])).Should().Equal(
            "no error seen of a, d: of each at most 0.1684 at 95 %", "no error seen of c: at most 0.5218 at 95 %");
    }

    [Fact]
    public void Metrics_say_of_which_classes_no_error_was_seen_and_how_many_there_may_be()
    {
        using var folder = new TemporaryFolder();
        // 20 images of each class, all right but one of class 1.
        File.WriteAllText(folder["predictions.csv"], "index,label,predicted\n"
            + string.Concat(Enumerable.Range(0, 60).Select(image => $"{image},{image % 3},{(image == 1 ? 2 : image % 3)}\n")));

        var run = Commands.Program.Run("metrics", folder["predictions.csv"]);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("\nno error seen of 0, 2: of each at most 0.1684 at 95 %\n");
    }

    [Fact]
    public void A_report_says_it_of_each_model_below_the_recalls()
    {
        var simulated = SimulatedRun.Report();
        var right = new Predictions(
            [.. Enumerable.Range(0, 120).Select(image => image % 3)],
            [.. Enumerable.Range(0, 360).Select(i => i % 3 == i / 3 % 3 ? 1.0 : 0)], 3);
        var report = simulated with { Models = [simulated.Models[0] with { Predictions = right }, .. simulated.Models.Skip(1)] };

        // 1 − 0.025^(1/40).
        MarkdownReport.Of(report).Should()
            .Contain("\n- teacher: no error seen of circle, square \\& \\<cross\\>, a\\|b: of each at most 0.0881 at 95 %\n");
        MarkdownReport.Of(simulated).Should().NotContain("no error seen");
    }
}

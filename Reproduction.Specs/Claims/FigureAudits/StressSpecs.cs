using System.Text.RegularExpressions;
using Reproduction.Files;
using Reproduction.Specs.Claims.Counting;

namespace Reproduction.Specs.Claims.FigureAudits;

public sealed class StressSpecs
{
    [Fact]
    public void Figures_of_random_confusion_matrices_are_called_consistent_and_the_verdicts_on_each_shape_are_counted()
    {
        using var output = new StringWriter { NewLine = "\n" };

        new Stress(1, output).Run(10, [("2 classes of 20", 2, -20), ("3 classes of about 8", 3, 8)]).Should().BeTrue();

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Regex.Replace(line, "mean .* s$", "mean")).ToList();
        lines.Should()
            .HaveCount(6).And.AllSatisfy(line => line.Should()
                .MatchRegex(
                    @"^[23] classes of (about )?\d+ +(as printed|one digit changed|loose claims) +consistent +\d+  impossible +\d+  undecided +\d+  mean$"));
        foreach (var line in lines)
        {
            var counts = Regex.Matches(line, @"(?:consistent|impossible|undecided) +(\d+)")
                .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            counts.Sum().Should().Be(10, line);
            if (line.Contains("one digit changed")) counts[1].Should().BePositive("a changed digit is often one that no counts print");
            else counts[0].Should().Be(10, line);
        }
    }

    [Fact]
    public void What_a_confusion_matrix_prints_in_any_layout_is_never_called_impossible_nor_what_none_prints_consistent()
    {
        var rounds = Environment.GetEnvironmentVariable("AUDIT_PASTES") is { } asked
            ? int.Parse(asked, System.Globalization.CultureInfo.InvariantCulture)
            : Effort.Of(20, mutated: 10);
        using var folder = new Data.TemporaryFolder();
        var stress =
            new PasteStress(int.Parse(Environment.GetEnvironmentVariable("AUDIT_SEED") ?? "1",
                System.Globalization.CultureInfo.InvariantCulture), folder.Path);

        var minutes =
            double.Parse(Environment.GetEnvironmentVariable("AUDIT_MINUTES") ?? "60", System.Globalization.CultureInfo.InvariantCulture);

        var wrong = stress.Run(rounds, TimeSpan.FromMinutes(minutes));

        if (Environment.GetEnvironmentVariable("AUDIT_PASTES") is not null)
            WholeFile.WriteText(Repository.Path("artifacts", "audit-stress.md"), stress.Report(wrong));
        wrong.Should().BeNull();
        stress.Undecided.Where(text => !text.StartsWith("folds", StringComparison.Ordinal)).Should()
            .BeEmpty("such small tables are all decided");
    }

    [Fact]
    public void No_figures_of_a_random_confusion_matrix_of_2_to_1000_classes_are_called_impossible()
    {
        var asked = Environment.GetEnvironmentVariable("AUDIT_TABLES");
        Assert.SkipWhen(asked is null, "make audit-stress runs it: minutes");
        static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        new Stress(Number(Environment.GetEnvironmentVariable("AUDIT_SEED") ?? "1"), Console.Out)
            .Run(Number(asked!), Stress.Shapes).Should().BeTrue();
    }

    [Fact]
    public void Equal_seeds_draw_equal_tables_and_other_seeds_others()
    {
        string Drawn(int seed)
        {
            var stress = new Stress(seed, TextWriter.Null);
            return string.Join('\n', Enumerable.Range(0, 20).Select(_ => RandomTableSpecs.Text(stress.Drawn(3, -6), 2)));
        }

        Drawn(1).Should().Be(Drawn(1)).And.NotBe(Drawn(2));
    }
}

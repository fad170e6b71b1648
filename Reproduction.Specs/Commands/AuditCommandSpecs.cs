using System.Text.Json.Nodes;
using Reproduction.Specs.Claims.Counting;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

public sealed class AuditCommandSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

#if !MUTATED // It takes seconds.
    [Fact]
    public void A_published_table_is_consistent_and_comes_with_counts_and_a_confusion_matrix()
    {
        var outcome = Program.Run("audit", "--report", Table("teacher"), "--claim", "accuracy=0.9524", "--claim", "disparate_impact=0.9669",
            "--json");

        outcome.ExitCode.Should().Be(0, outcome.Error);
        var json = JsonNode.Parse(outcome.Output)!;
        json["verdict"]!.GetValue<string>().Should().Be("consistent");
        var matrix = json["witness"]!["confusion_matrix"]!.AsArray()
            .Select(row => row!.AsArray().Select(count => count!.GetValue<long>()).ToArray()).ToArray();
        matrix.Should().HaveCount(10).And.OnlyContain(row => row.Sum() == 1000);
        matrix.Select((row, c) => row[c]).Sum().Should().Be(9524);
        json["witness"]!["hits"]!.AsArray().Max(count => count!.GetValue<long>()).Should().Be(985);
    }
#endif

    /// <summary>116 of 120 and 38 of 45 print other figures; 50 and 4 are images of nobody here.</summary>
    [Theory]
    [InlineData("[[116   4]\n [  7  38]]", 1, true)]
    [InlineData("[[50  4]\n [ 7 38]]", 0, false)]
    public void JSON_names_the_confusion_matrix_that_the_figures_were_held_against(string matrix, int exitCode, bool isOfTheseImages)
    {
        File.WriteAllText(folder["table.txt"], File.ReadAllText(Repository.Path("docs", "examples", "leaves.txt")).Replace("0.88", "0.87")
            + $"\n{matrix}\n");

        var outcome = Program.Run("audit", "--report", folder["table.txt"], "--json");

        outcome.ExitCode.Should().Be(exitCode, outcome.Output);
        var json = JsonNode.Parse(outcome.Output)!;
        json["matrix"]!["title"]!.GetValue<string>().Should().StartWith("the confusion matrix at line ");
        json["matrix"]!["of_these_images"]!.GetValue<bool>().Should().Be(isOfTheseImages);
        json["matrix"]!["confusion_matrix"]![1]![1]!.GetValue<int>().Should().Be(38);
        if (isOfTheseImages)
        {
            json["matrix"]!["not_printed"]!.AsArray().Should().NotBeEmpty();
            json["conflict_is_smallest"]!.GetValue<bool>().Should().BeFalse("the figures alone do not clash");
        }
    }

    [Fact]
    public void JSON_of_means_over_folds_has_what_was_read_and_what_clashes()
    {
        // Two folds of 15 images: 28 of 30 are 0.933, 29 are 0.967.
        var outcome = Program.Run("audit", "--support", "20,10", "--folds", "2", "--claim", "accuracy=0.950", "--json");

        outcome.ExitCode.Should().Be(1, outcome.Error);
        var json = JsonNode.Parse(outcome.Output)!;
        foreach (var part in (string[])["claims", "conflict"])
            json[part]!.AsArray().Should().ContainSingle().Which!.ToJsonString().Should()
                .Be("""{"metric":"accuracy","printed":"0.950","rounding":"nearest"}""", part);
        (json["conflict_is_smallest"]!.GetValue<bool>(), json["progress"]).Should().Be((true, null));
    }

    [Fact]
    public void JSON_of_figures_without_supports_has_what_was_read_and_a_confusion_matrix_that_prints_it()
    {
        var outcome = Program.Run("audit", "--claim", "sensitivity=0.75", "--claim", "specificity=0.60", "--json");

        outcome.ExitCode.Should().Be(0, outcome.Error);
        var json = JsonNode.Parse(outcome.Output)!;
        json["claims"]!.AsArray().Select(claim => claim!["printed"]!.GetValue<string>()).Should().Equal("0.75", "0.60");
        json["assumptions"]!.GetValue<string>().Should().Contain("two classes");
        var rows = json["confusion_matrix"]!.AsArray()
            .Select(row => row!.AsArray().Select(count => count!.GetValue<double>()).ToArray()).ToArray();
        (rows[1][1] / rows[1].Sum()).Should().BeApproximately(0.75, 0.005);
        (rows[0][0] / rows[0].Sum()).Should().BeApproximately(0.6, 0.005);
    }

    [Fact]
    public void The_distilled_models_disparate_impact_is_impossible_and_the_text_shows_the_steps()
    {
        var outcome = Program.Run("audit", "--report", Table("distilled"), "--support", "1000", "--claim", "accuracy=0.9525", "--claim",
            "disparate_impact=0.9669");

        outcome.ExitCode.Should().Be(1);
        outcome.Output.Should()
            .StartWith("impossible: ").And.Contain("986 to 995 hits").And.Contain("0.957286 and 0.966024").And.Contain(
                "under truncate: the same verdict");
        outcome.Output.Split("impossible").Should().HaveCount(2, "the word stands there as the verdict and nowhere else");
    }

    [Theory]
    [InlineData(1, "200,100", "accuracy=0.9567", "recall[1]=0.8545", "recall[0]=0.9734")]
    [InlineData(0, "200,100", "accuracy=0.9567", "recall[1]=0.92", "recall[0]=0.9750")]
    [InlineData(1, "200,100", "accuracy=0.8464", "recall[1]=0.81", "f1[1]=0.4894")]
    [InlineData(0, "5,5", "matthews_corrcoef=0.8165", "npv=0.8333")]
    [InlineData(1, "5,5", "matthews_corrcoef=0.8166", "npv=0.8333")]
#if !MUTATED // These take seconds.
    [InlineData(0, "7000,6000,5000", "accuracy=0.9", "precision[0]=0.9123", "f1[1]=0.8765", "recall[2]=0.9")]
    [InlineData(1, "70000,60000,50000", "accuracy=0.9", "precision[0]=0.5123", "recall[0]=0.99", "recall[1]=0.95", "recall[2]=0.95")]
#endif
    public void Loose_claims_need_no_table(int exitCode, string support, params string[] claims) =>
        Program.Run(["audit", "--support", support, .. claims.SelectMany(claim => new[] { "--claim", claim })]).ExitCode.Should()
            .Be(exitCode);

    [Fact]
    public void Trailing_zeros_count()
    {
        Program.Run("audit", "--support", "9,9", "--claim", "accuracy=0.9").ExitCode.Should().Be(0);
        Program.Run("audit", "--support", "9,9", "--claim", "accuracy=0.90").ExitCode.Should().Be(1);
    }

    [Fact]
    public void Each_rounding_rule_decides_a_tie_its_own_way()
    {
        // 985 of 1,000: as a double just below the tie, so printf says 0.98 only; nearest takes both; cut off it is 0.98.
        int ExitCode(string figure, string rule) =>
            Program.Run("audit", "--support", "1000,1", "--claim", $"recall[0]={figure}", "--claim", "recall[0]=0.985", "--rounding",
                rule).ExitCode;

        ExitCode("0.98", "printf").Should().Be(0);
        ExitCode("0.99", "printf").Should().Be(1);
        ExitCode("0.99", "nearest").Should().Be(0);
        ExitCode("0.98", "nearest").Should().Be(0);
        ExitCode("0.99", "truncate").Should().Be(1);
        ExitCode("0.98", "truncate").Should().Be(0);
        ExitCode("0.99", "any").Should().Be(0);
        ExitCode("0.97", "any").Should().Be(1);
    }

    [Fact]
    public void Where_any_rounding_may_have_been_used_the_admitted_values_are_those_of_all_three()
    {
        // Recalls of 0.95 and 1.000: rounded to the nearest the first is 945 to 955 of 1,000, cut off it is 950 to 959.
        string Admitted(string rule) => Program.Run(
            "audit", "--support", "1000,1000", "--claim", "recall[0]=0.95", "--claim", "recall[1]=1.000", "--rounding", rule).Output;

        Admitted("nearest").Should().Contain("[0.9450, 0.9550]  from 189/200 to 191/200");
        Admitted("truncate").Should().Contain("[0.9500, 0.9590]  from 19/20 to 959/1000");
        Admitted("any").Should().Contain("[0.9450, 0.9590]  from 189/200 to 959/1000");
    }

    [Fact]
    public void A_table_without_supports_takes_them_from_the_command_line()
    {
        const string Without = "precision recall f1-score\ncat dog 0.75 0.75 0.75\nowl 0.50 0.50 0.50\naccuracy 0.67\n";

        Program.Run("audit", "--report", Written(Without), "--support", "4,2").ExitCode.Should().Be(0);
        Program.Run("audit", "--report", Written(Without), "--support", "4,3").ExitCode.Should().Be(1);
        Program.Run("audit", "--report", Written(Without)).ShouldBeBadInput(":2:", "cat dog", "--support");
    }

    [Fact]
    public void A_line_micro_avg_lets_images_go_to_classes_that_are_not_listed() =>
        Program.Run("audit", "--report", Written(
            "precision recall f1-score support\na 1.00 0.50 0.67 2\nb 1.00 1.00 1.00 2\nmicro avg 1.00 0.75 0.86 4\nmacro avg 1.00 0.75 "
            + "0.83 4\n")).ExitCode.Should().Be(0);

    [Fact]
    public void A_total_that_is_less_than_the_supports_is_impossible()
    {
        var outcome =
            Program.Run("audit", "--report",
                Written("precision recall f1-score support\na 1.00 1.00 1.00 2\nb 1.00 1.00 1.00 2\naccuracy 1.00 3\n"));

        outcome.ExitCode.Should().Be(1);
        outcome.Output.Should().Contain("add up to 4, not to 3");
    }

    [Theory]
    [InlineData("a b c\n", ":1:", "expected the header")]
    [InlineData("", "empty")]
    [InlineData("precision recall f1-score support\na 1.00 1,0,0 1.00 2\nb 1 1 1 2\n", ":2:", "recall is '1,0,0'",
        "expected a decimal number")]
    [InlineData("precision recall f1-score support\n\na 1.00 1.00 1.00 two\n", ":3:", "support is 'two'", "whole number")]
    [InlineData("precision recall f1-score support\na 1.00 1.00 1.00 2\nb 1.00 1.00 1.00\n", ":3:", "expected a class name and 4 numbers")]
    [InlineData("precision recall f1-score support\na 1 1 1 2\nb 1 1 1 2\nsamples avg 1 1 1 4\n", ":4:", "samples avg", "multi-label")]
    [InlineData("precision recall f1-score support\na 1 1 1 2\nb 1 nan 1 2\n", ":3:", "recall is 'nan'")]
    public void What_is_no_report_is_named_by_line(string table, params string[] words) =>
        Program.Run("audit", "--report", Written(table)).ShouldBeBadInput(words);

    [Theory]
    [InlineData("--support", "200", "--claim", "accuracy=0.9")]
    [InlineData("--support", "200,x", "--claim", "accuracy=0.9")]
    [InlineData("--support", "200,100")]
    [InlineData("--support", "200,100", "--claim", "accuracy")]
    [InlineData("--support", "200,100", "--claim", "accuracy=95")]
    [InlineData("--support", "200,100", "--claim", "recall[2]=0.9")]
    [InlineData("--support", "200,100,50", "--claim", "npv=0.9")]
    [InlineData("--support", "200,100", "--claim", "accuracy=0.9", "--rounding", "up")]
    [InlineData("--report", "/nowhere/table.txt")]
    public void What_is_no_claim_is_bad_input(params string[] arguments) =>
        Program.Run(["audit", .. arguments]).ShouldBeBadInput("expected");

    [Theory]
    [InlineData("--last-line: found 'nonsense', expected weighted, macro, micro or class", "--last-line", "nonsense")]
    [InlineData("--positive: found 'a' beside 3 classes", "--positive", "a")]
    [InlineData("--images: found 9999 beside the 6 images", "--images", "9999")]
    public void An_option_that_a_table_leaves_without_effect_is_refused(string words, params string[] options) =>
        Program.Run(["audit", "--report", Written(
            "precision recall f1-score support\na 1.00 1.00 1.00 2\nb 1.00 1.00 1.00 2\nc 1.00 1.00 1.00 2\naccuracy 1.00 6\n"),
            .. options]).ShouldBeBadInput(words);

    [Fact]
    public void The_number_of_all_images_may_be_said_beside_a_table_that_has_them() =>
        Program.Run("audit", "--images", "4", "--report", Written(
            "precision recall f1-score support\na 1.00 1.00 1.00 2\nb 1.00 1.00 1.00 2\naccuracy 1.00 4\n")).ExitCode.Should().Be(0);

    private string Table(string model) => Written(PublishedTables.All[model].Table);

    private string Written(string text)
    {
        var path = Path.Combine(folder.Path, "table.txt");
        File.WriteAllText(path, text);
        return path;
    }
}

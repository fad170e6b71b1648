using Reproduction.Specs.Archive;

namespace Reproduction.Specs.Commands;

public sealed class SummaryCommandSpecs(StoredTinyRuns stored)
{
    [Fact]
    public void The_verb_says_it_in_Markdown_and_JSON_of_a_folder_of_seeds_or_of_each()
    {
        var root = stored.Copy();

        var text = Program.Run(["summary", $"{root}/quick"]);
        var json = Program.Run(["summary", $"{root}/quick/seed-2", $"{root}/quick/seed-1", "--json"]);

        text.Output.Should()
            .StartWith("# quick: 2 seeds\n").And.Contain("## student − baseline").And.Contain("| DI: mean / max of recall |");
        var pair = System.Text.Json.JsonDocument.Parse(json.Output).RootElement.GetProperty("pairs")[0];
        pair.GetProperty("first").GetString().Should().Be("student");
        var accuracy = pair.GetProperty("differences").GetProperty("accuracy");
        accuracy.EnumerateObject().Select(value => value.Name).Should().Equal(
            "values", "mean", "deviation", "image_deviation", "crossed", "paired_t", "p_value", "p_holm", "wins",
                "probability_of_improvement", "image_share",
            "detectable", "detectable_by_upper_bound");
        accuracy.GetProperty("values").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public void As_files_it_is_a_text_its_figures_and_both_in_a_page()
    {
        var root = stored.Copy();

        var run = Program.Run(["summary", $"{root}/quick", "--out", $"{root}/quick/summary.md"]);

        run.ExitCode.Should().Be(0, run.Error);
        var text = File.ReadAllText($"{root}/quick/summary.md");
        string[] figures = [.. Directory.GetFiles($"{root}/quick/plots").Select(file =>
            $"plots/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];
        figures.Should().HaveCount(5).And.Contain("plots/frontier.svg").And.OnlyContain(figure => text.Contains($"]({figure})"));
        var page = File.ReadAllText($"{root}/quick/summary.html");
        System.Text.RegularExpressions.Regex.Count(page, "<svg ").Should().Be(6, "the frontier is there for a phone too");
        page.Should().NotContain("<img").And.NotContain("<script");
        Program.Run(["summary", $"{root}/quick"]).Output.Should().NotContain("plots/", "a text that stands alone has no figures beside it");
    }

    [Theory]
    [InlineData("there")]
    [InlineData("new/")]
    public void A_folder_in_the_place_of_the_text_is_refused_before_anything_is_written(string place)
    {
        var root = stored.Copy();
        Directory.CreateDirectory($"{root}/there");

        Program.Run(["summary", $"{root}/quick", "--out", $"{root}/{place}"]).ShouldBeBadInput("a folder, expected a file such as");

        Directory.Exists($"{root}/plots").Should().BeFalse();
        Directory.Exists($"{root}/new").Should().BeFalse();
    }

    [Fact]
    public void For_a_paper_there_are_two_tables_in_LaTeX()
    {
        var root = stored.Copy();

        var latex = Program.Run(["summary", $"{root}/quick", "--format", "latex"]).Output;

        System.Text.RegularExpressions.Regex.Count(latex, @"\\begin\{tabular\}").Should().Be(2);
        latex.Should().Contain("\nstudent $-$ baseline & ").And.Contain("\nteacher & ").And.NotContain("−");
        Program.Run(["summary", $"{root}/quick", "--format", "docx"]).ShouldBeBadInput("--format docx: expected latex");
    }

    [Fact]
    public void A_run_that_was_moved_aside_is_none_of_the_seeds()
    {
        var root = stored.Copy();
        var seeds = Program.Run(["summary", $"{root}/quick"]).Output;
        Directory.CreateDirectory($"{root}/quick/seed-1.old-1");
        foreach (var file in Directory.GetFiles($"{root}/quick/seed-1"))
            File.Copy(file, $"{root}/quick/seed-1.old-1/{Path.GetFileName(file)}");

        var summary = Program.Run(["summary", $"{root}/quick"]);

        summary.ExitCode.Should().Be(0, summary.Error);
        summary.Output.Should().Be(seeds);
    }

    [Fact]
    public void Runs_that_are_not_seeds_of_one_experiment_are_bad_input()
    {
        var root = stored.Copy();
        Program.Run(["summary", $"{root}/quick/seed-1"]).ShouldBeBadInput("1 runs, expected at least two seeds of one recipe");
        Program.Run(["summary", $"{root}/quick/seed-1", $"{root}/quick/seed-1"]).ShouldBeBadInput("a run of seed 1, as ");
        Program.Run(["summary", root]).ShouldBeBadInput($"{root}: no run there, expected run.json or folders seed-N of whole runs");
        var path = $"{root}/quick/seed-2/run.json";
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"recipe_hash\": \"", "\"recipe_hash\": \"0"));
        Program.Run(["summary", $"{root}/quick"]).ShouldBeBadInput("quick/seed-2/run.json: changed since manifest.json was written");
    }

    [Fact]
    public void No_summary_takes_the_place_of_a_runs_files_or_of_its_own_text()
    {
        var root = stored.Copy();
        var record = File.ReadAllText($"{root}/quick/seed-1/run.json");

        Program.Run(["summary", $"{root}/quick", "--json", "--out", $"{root}/quick/seed-1/run.json"]).ShouldBeBadInput("a run's folder");
        Program.Run(["summary", $"{root}/quick", "--out", $"{root}/quick/seed-1/report.md"]).ShouldBeBadInput("a run's folder");
        Program.Run(["summary", $"{root}/quick", "--out", $"{root}/page.html"]).ShouldBeBadInput("the page gets this ending");

        File.ReadAllText($"{root}/quick/seed-1/run.json").Should().Be(record);
    }
}

using System.IO.Compression;
using System.Text.Json.Nodes;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Reporting;

/// <summary>A run's report comes from its files alone, and files that do not fit are named.</summary>
public sealed class RunReportReaderSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_stored_run_needs_neither_data_nor_weights_and_may_be_gzipped()
    {
        Store("published");
        var report = MarkdownReport.Of(RunReportReader.Read(folder["run"]));
        foreach (var file in Directory.GetFiles(folder["run"], "*.csv", SearchOption.AllDirectories))
        {
            using (var zip = new GZipStream(File.Create($"{file}.gz"), CompressionLevel.Fastest)) zip.Write(File.ReadAllBytes(file));
            File.Delete(file);
        }

        MarkdownReport.Of(RunReportReader.Read(folder["run"])).Should().Be(report);
    }

    [Fact]
    public void A_run_from_before_models_had_folders_is_read_like_one_of_today()
    {
        Store("published");
        var report = MarkdownReport.Of(RunReportReader.Read(folder["run"]));
        HistoryFile.Write(folder["run/history.csv"], SimulatedRun.Report().History);
        foreach (var model in new[] { "teacher", "baseline", "student" })
        {
            File.Move(folder[$"run/{model}/test.csv"], folder[$"run/predictions-{model}.csv"]);
            Directory.Delete(folder[$"run/{model}"], recursive: true);
        }

        MarkdownReport.Of(RunReportReader.Read(folder["run"])).Should().Be(report);
    }

    [Fact]
    public void The_page_links_the_recipe_the_record_and_every_models_answers_and_epochs_where_they_lie()
    {
        Store("published");

        ReportFiles.Write(folder["run"], RunReportReader.Read(folder["run"]));

        var links = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(folder["run/report.html"]), "href=\"([^#\"]+)\"")
            .Select(link => link.Groups[1].Value).ToList();
        links.Should().Equal(
            "recipe.yaml", "run.json", "teacher/test.csv", "baseline/test.csv", "student/test.csv", "teacher/history.csv",
            "baseline/history.csv", "student/history.csv");
        links.Should().OnlyContain(link => File.Exists(Path.Combine(folder["run"], link)));
        // The recipe beside the report is one that runs, and the one of the run.
        Protocol.Of(RecipeFile.Find(folder["run/recipe.yaml"])).Hash().Should()
            .Be(RunRecord.Read(folder["run/run.json"]).RecipeHash);
    }

    [Fact]
    public void The_published_protocol_is_reported_with_its_mistakes_named()
    {
        Store("published");

        var report = RunReportReader.Read(folder["run"]);

        report.Title.Should().Be("published: three-shapes, seed 42");
        report.Warnings.Should().ContainSingle().Which.Should().StartWith("The \"student\" of this run is teacher.");
        report.Protocol.Single(row => row.Name == "student").Value.Should().StartWith("goes on from teacher; ")
            .And.EndWith("cross entropy + soft targets of itself at T = 5 (in training mode)");
        report.Protocol.Single(row => row.Name == "baseline").Value.Should().Contain("8 epochs, the last counts");
        report.Notes.Should().Contain(note => note.StartsWith("The test images also chose the epoch"))
            .And.Contain(note => note.StartsWith("The models do not follow one rule"));
        report.Models.Single(model => model.Name == "student").Description.Should()
            .Contain("not a network of its own, distilled against itself");
    }

    [Fact]
    public void The_corrected_protocol_has_nothing_to_warn_of()
    {
        Store("corrected");

        var report = RunReportReader.Read(folder["run"]);

        report.Warnings.Should().BeEmpty();
        report.Notes.Should().NotContain(note => note.Contains("as published"));
    }

    [Theory]
    [InlineData("run.json", null, "run.json: no such file, expected the record of a run")]
    [InlineData("run.json", "{}", "run.json: not the record of a run")]
    [InlineData("run.json", "null", "run.json: found null")]
    [InlineData("baseline/history.csv", null, "baseline/history.csv: no such file, nor history.csv.gz")]
    [InlineData("baseline/history.csv", "model\n", "baseline/history.csv:1: expected the header")]
    [InlineData("baseline/test.csv", null, "baseline/test.csv: no such file, nor test.csv.gz")]
    [InlineData("student/test.csv", "index,label,logit_0,logit_1\n0,0,1,2\n", "student/test.csv: 2 classes, expected the 3 of")]
    [InlineData("student/test.csv", "index,label,logit_0,logit_1,logit_2\n0,0,1,2,3\n",
        "student/test.csv: its labels are not those of the other models")]
    public void A_file_that_is_missing_or_does_not_fit_is_named(string file, string? content, string complaint)
    {
        Store("corrected");
        File.Delete(folder[$"run/{file}"]);
        if (content is not null) File.WriteAllText(folder[$"run/{file}"], content);

        Reading().Should().Throw<BadInputException>().WithMessage($"*{complaint}*").Which.Message.Should().NotContain("\n");
    }

    [Theory]
    [InlineData("models", "{}", "no models, expected the record of a whole run")]
    [InlineData("models", "null", "not the record of a run")]
    [InlineData("models", "{\"teacher\": null}", "models.teacher: found null, expected something")]
    [InlineData("segments", "[null]", "segments[0]: found null, expected something")]
    [InlineData("versions", "{\"libtorch\": null}", "versions.libtorch: found null, expected something")]
    [InlineData("resolved_recipe", "{\"name\": \"mine\"}", "resolved_recipe: not a resolved recipe")]
    [InlineData("dataset", "{\"name\": \"mine\"}", "not the record of a run")]
    public void A_record_that_was_altered_is_named(string key, string value, string complaint)
    {
        Store("corrected");
        var record = JsonNode.Parse(File.ReadAllText(folder["run/run.json"]))!;
        record[key] = JsonNode.Parse(value);
        File.WriteAllText(folder["run/run.json"], record.ToJsonString());

        Reading().Should().Throw<BadInputException>().WithMessage($"*run.json: {complaint}*").Which.Message.Should().NotContain("\n");
    }

    [Theory]
    [InlineData("5", "models.baseline.metrics: found no section, expected every metric")]
    [InlineData("{\"accuracy\": \"x\"}", "models.baseline.metrics.accuracy: found \"x\", expected a number or null")]
    [InlineData("{\"intervals\": {\"ece\": {\"low\": true, \"high\": 1}}}", "models.baseline.metrics.intervals.ece.low: expected a number")]
    [InlineData("{\"intervals\": 3}", "models.baseline.metrics.intervals: found no section")]
    public void A_record_with_a_figure_that_is_no_number_is_named(string metrics, string complaint)
    {
        Store("corrected");
        var record = JsonNode.Parse(File.ReadAllText(folder["run/run.json"]))!;
        record["models"]!["baseline"]!["metrics"] = JsonNode.Parse(metrics);
        File.WriteAllText(folder["run/run.json"], record.ToJsonString());

        Reading().Should().Throw<BadInputException>().WithMessage($"*run.json: {complaint}*").Which.Message.Should().NotContain("\n");
    }

    [Fact]
    public void A_record_in_which_a_name_stands_twice_is_none()
    {
        Store("corrected");
        var text = File.ReadAllText(folder["run/run.json"]);
        var twice = System.Text.RegularExpressions.Regex.Replace(text, "\"resolved_recipe\": \\{", "$0 \"dataset\": \"mine\",");
        twice.Should().NotBe(text);
        File.WriteAllText(folder["run/run.json"], twice);

        Reading().Should().Throw<BadInputException>().WithMessage("*run.json: not the record of a run*").Which.Message
            .Should().NotContain("\n");
    }

    [Fact]
    public void A_model_that_no_run_has_is_named()
    {
        Store("corrected");
        var text = File.ReadAllText(folder["run/run.json"]);
        File.WriteAllText(folder["run/run.json"],
            text.Replace("\"baseline\": {\n      \"architecture\"", "\"bassline\": {\n      \"architecture\""));

        Reading().Should().Throw<BadInputException>().WithMessage("*model 'bassline', expected teacher, baseline, student");
    }

    private Func<RunReport> Reading() => () => RunReportReader.Read(folder["run"]);

    private void Store(string recipeName) => SimulatedRun.Store(folder["run"], recipeName);
}

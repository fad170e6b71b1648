using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Runs;
using Reproduction.Specs.Archive;
using Reproduction.Specs.Claims.Runs;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Commands;

public sealed class KeepNumbersSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Runs_that_differ_by_no_more_than_seeds_do_keep_the_numbers()
    {
        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841]);
        Write("fresh", [0.841, 0.839, 0.842]);

        var answer = Ask();

        answer.ExitCode.Should().Be(0, answer.Output);
        answer.Output.Should()
            .Contain("yes: the numbers are kept, each figure's interval lies within its margin").And.Contain("sees from");
    }

    [Fact]
    public void Runs_that_differ_by_more_say_by_how_much_with_interval_and_p_value()
    {
        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841]);
        Write("fresh", [0.801, 0.799, 0.802]);

        var answer = Ask();

        answer.ExitCode.Should().Be(1);
        answer.Output.Should().MatchRegex(@"no: accuracy of student changed by -0\.0401, interval \[-0\.\d{4}, -0\.\d{4}\], p = \S+");
    }

    [Fact]
    public void Runs_of_another_recipe_do_not_keep_the_numbers_whatever_they_are()
    {
        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841]);
        Write("fresh", [0.841, 0.839, 0.842], ("models.student.loss.soft_targets.temperature", "2"));

        var answer = Ask();

        answer.ExitCode.Should().Be(1);
        answer.Output.Should()
            .Contain("recipe: models.student.loss[1].soft_targets.temperature: 2 instead of 5").And.Contain("no: the recipe is another");
    }

    [Fact]
    public void Too_few_runs_cannot_tell()
    {
        Write("reference", [0.840, 0.843, 0.838]);
        Write("fresh", [0.841, 0.839]);

        var answer = Ask();

        answer.ExitCode.Should().Be(3);
        answer.Output.Should().Contain("cannot tell: 5 stored and 3 fresh runs at least are needed");
    }

    [Fact]
    public void Runs_that_scatter_cannot_tell_and_say_from_which_change_on_they_see()
    {
        Write("reference", [0.82, 0.86, 0.84, 0.83, 0.85]);
        Write("fresh", [0.83, 0.85, 0.84]);

        var answer = Ask();

        answer.ExitCode.Should().Be(3);
        answer.Output.Should().MatchRegex(@"cannot tell, sees changes from: accuracy of student 0\.0\d{3} \(margin 0\.0200\)");
    }

    [Fact]
    public void The_answer_can_be_had_as_JSON()
    {
        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841]);
        Write("fresh", [0.801, 0.799, 0.802]);

        var answer = JsonDocument.Parse(Ask("--json").Output).RootElement;

        answer.GetProperty("answer").GetString().Should().Be("no");
        (answer.GetProperty("fresh_runs").GetInt32(), answer.GetProperty("reference_runs").GetInt32()).Should().Be((3, 5));
        answer.GetProperty("figures").EnumerateArray().Should().Contain(figure =>
            figure.GetProperty("figure").GetString() == "accuracy" && figure.GetProperty("differs")
                .GetBoolean() && figure.GetProperty("p_value").GetDouble() < 0.001);
    }

    [Fact]
    public void A_run_that_was_moved_aside_is_no_further_seed_and_a_seed_counts_once()
    {
        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841]);
        Write("fresh", [0.841, 0.839, 0.842]);
        Directory.Move(folder["fresh/seed-3"], folder["fresh/seed-2.old-1"]);

        Ask().ExitCode.Should().Be(3, "two runs cannot tell");
        Directory.Move(folder["fresh/seed-2.old-1"], folder["fresh/seed-4"]);
        File.Copy(folder["fresh/seed-2/run.json"], folder["fresh/seed-4/run.json"], overwrite: true);
        Ask().ShouldBeBadInput("seed-4/run.json: changed since manifest.json was written");
        StoredTinyRuns.CoverUp(folder["fresh/seed-4"]);
        Ask().ShouldBeBadInput("seed-4: a run of seed 2, as ", "fresh/seed-2 is");
    }

    [Fact]
    public void A_history_without_rows_or_that_is_no_gzip_is_named()
    {
        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841]);
        Write("fresh", [0.841, 0.839, 0.842]);
        HistoryFile.Write(folder["fresh/seed-2/history.csv"], []);
        StoredTinyRuns.CoverUp(folder["fresh/seed-2"]);

        Ask().ShouldBeBadInput("fresh/seed-2: no epoch of student in its history");
        File.Move(folder["fresh/seed-2/history.csv"], folder["fresh/seed-2/history.csv.gz"]);
        StoredTinyRuns.CoverUp(folder["fresh/seed-2"]);
        Ask().ShouldBeBadInput("fresh/seed-2/history.csv.gz: not a whole gzip file");
    }

    [Fact]
    public void A_folder_without_runs_or_with_an_unfinished_one_is_bad_input()
    {
        Write("reference", [0.840, 0.843]);

        Ask().ShouldBeBadInput("fresh: no run there", "seed-N");
        Write("fresh", [0.840]);
        File.Delete(folder["fresh/seed-1/run.json"]);
        Ask().ShouldBeBadInput("fresh/seed-1/run.json: no such file");
    }

    [Fact]
    public void Runs_on_other_images_and_a_reference_of_two_recipes_are_refused()
    {
        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841]);
        Write("fresh", [0.841, 0.839, 0.842]);
        var path = folder["fresh/seed-2/run.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("f00d", "beef"));
        StoredTinyRuns.CoverUp(folder["fresh/seed-2"]);

        Ask().ShouldBeBadInput("fresh/seed-2: a run on other images, expected those of ", "reference/seed-1");
        Directory.Delete(folder["fresh"], recursive: true);
        Write("fresh", [0.841, 0.839, 0.842]);
        Write("other", [0.840, 0.843], ("training.epochs", "50"));
        Directory.Delete(folder["reference/seed-2"], recursive: true);
        Directory.Move(folder["other/seed-2"], folder["reference/seed-2"]);
        Ask().ShouldBeBadInput("reference/seed-2: a run of another recipe, expected that of ", "reference/seed-1");
    }

    [Fact]
    public void A_model_that_was_made_once_is_not_compared_and_that_is_said()
    {
        (string, string)[] all =
            [("held_out.seed", "1"), ("models.teacher.seed", "1"), ("models.student.seed", "1"), ("augmentation_seed", "1")];
        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841], all);
        Write("fresh", [0.841, 0.839, 0.842], all);

        Ask().ShouldBeBadInput("every model was made once for all seeds, expected one that each seed makes");

        Write("reference", [0.840, 0.843, 0.838, 0.842, 0.841], all[..2]);
        Write("fresh", [0.841, 0.839, 0.842], all[..2]);
        foreach (var set in new[] { "reference", "fresh" })
            foreach (var run in Directory.GetDirectories(folder[set]))
            {
                var record = RunRecord.Read($"{run}/run.json");
                var teacher = record.Models["student"] with { Metrics = new JsonObject { ["accuracy"] = set == "fresh" ? 0.9 : 0.8999 } };
                (record with { Models = new Dictionary<string, ModelRecord>(record.Models) { ["teacher"] = teacher } })
                    .Write($"{run}/run.json");
                File.AppendAllText($"{run}/history.csv", "teacher,1,32,0.01,1.4,0.8,0.5,0.8\n");
                StoredTinyRuns.CoverUp(run);
            }

        var answer = Ask();
        answer.ExitCode.Should().Be(0, answer.Output + answer.Error);
        answer.Output.Should().Contain("not compared: teacher, made once for all seeds");
    }

    private Program.Outcome Ask(params string[] more) =>
        Program.Run(["keep-numbers", folder["fresh"], "--reference", folder["reference"], .. more]);

    private void Write(string set, double[] accuracies, params (string, string)[] overrides)
    {
        for (var i = 0; i < accuracies.Length; i++)
        {
            var metrics = new JsonObject
            {
                ["accuracy"] = accuracies[i],
                ["disparate_impact"] = 0.9 + accuracies[i] / 100,
                ["ece"] = 0.02 + 0.001 * (i % 2)
            };
            var run = SimulatedRun.Of("quick", i + 1, new Dictionary<string, JsonObject> { ["student"] = metrics }, overrides: overrides);
            Directory.CreateDirectory(folder[$"{set}/seed-{i + 1}"]);
            run.Write(folder[$"{set}/seed-{i + 1}/run.json"]);
            HistoryFile.Write(
                folder[$"{set}/seed-{i + 1}/history.csv"], [new("student", 1, 32, 0.01, 1.4 + 0.01 * (i % 2), 0.8, 0.5, 0.8)]);
            StoredTinyRuns.CoverUp(folder[$"{set}/seed-{i + 1}"]);
        }
    }
}

using Reproduction.Commands;
using Reproduction.Data;
using Reproduction.Files;
using Reproduction.Metrics.Resampling;
using Reproduction.Recipes;
using Reproduction.Runs;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using Reproduction.Training;
using static TorchSharp.torch;

namespace Reproduction.Specs.Runs;

/// <summary>What another process makes in an experiment's folder while this one works there.</summary>
[Collection(nameof(Computing))]
public sealed class OtherProcessSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Recipe recipe = TinyRun.Recipe(("training.epochs", "1"));
    private readonly IReadOnlyList<Stage> stages;

    public OtherProcessSpecs() => stages = StagePlan.Of(recipe, 1);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_it_made_for_another_recipe_since_this_one_began_is_not_made_anew()
    {
        var found = FoundRecords.Of(folder.Path, stages);
        Experiment().Make(stages, found);
        // Another process finds the student, makes it for its own recipe, and ends.
        var path = folder["seed-1/student/stage.json"];
        (StageRecord.Read(path)! with { Key = "another recipe's" }).Write(path);
        var weights = File.ReadAllBytes(folder["seed-1/student/weights.safetensors"]);

        var making = () => Experiment().Make(stages, found);

        making.Should().Throw<BadInputException>().WithMessage(
            $"{folder["seed-1/student"]}: train student was made for another recipe or from other inputs since this process began; --resume*");
        File.ReadAllBytes(folder["seed-1/student/weights.safetensors"]).Should().Equal(weights);
        Experiment().Make(stages, FoundRecords.Of(folder.Path, stages));
        StageRecord.Read(path)!.Key
            .Should().Be(stages.Single(stage => stage.Name == "train student").Key, "who begins now has been told of it");
    }

    [Fact]
    public void The_inputs_of_a_stage_are_those_that_it_read_whatever_stands_there_when_it_is_done()
    {
        var answers = folder["seed-1/teacher/answers.safetensors"];
        string? read = null;
        var swapping = new Swapping(() =>
        {
            read = Checksum.Of(answers).Hex;
            File.WriteAllBytes(answers, [.. File.ReadAllBytes(answers), 0]);
        });

        Experiment(swapping).Invoking(of => of.Make(stages, FoundRecords.Of(folder.Path, stages))).Should().Throw<BadInputException>();

        read.Should().NotBeNull();
        StageRecord.Read(folder["seed-1/student/stage.json"])!.Inputs["seed-1/teacher/answers.safetensors"].Should().Be(read);
    }

    [Fact]
    public void A_report_is_made_of_what_the_stages_left_and_of_nothing_else()
    {
        Experiment().Make(stages, FoundRecords.Of(folder.Path, stages));
        var whole = Experiment().Whole(1, stages, MetricsJson.Of);
        File.AppendAllText(folder["seed-1/teacher/test.csv"], "");
        Experiment().Whole(1, stages, MetricsJson.Of).Models.Keys.Should().Equal(whole.Models.Keys);

        File.AppendAllText(folder["seed-1/teacher/test.csv"], "\n");
        // Before the report, and once more when it is written.
        foreach (var asking in (Action<Experiment>[])[of => of.Whole(1, stages, MetricsJson.Of), of => of.CheckDone(stages)])
            Experiment().Invoking(asking).Should().Throw<BadInputException>()
                .WithMessage($"{folder["seed-1/teacher/test.csv"]}: changed or gone since test teacher was done; --resume makes it again");

        // Begun anew by a process that still works.
        var path = folder["seed-1/student/stage.json"];
        (StageRecord.Read(path)! with { Outputs = new Dictionary<string, string>(), Outcome = null }).Write(path);
        Experiment().Invoking(of => of.Whole(1, stages, MetricsJson.Of)).Should().Throw<BadInputException>();
    }

    private Experiment Experiment(ITrainingProgress? progress = null) => new(
        recipe, folder.Path, DataPlaces.Open(recipe.Dataset, TinyRun.Data), CPU,
        progress ?? new PlainProgress(TextWriter.Null, TextWriter.Null),
        _ => throw new InvalidOperationException("no weights are asked for"),
        CancellationToken.None);

    /// <summary>Does something at the student's first step.</summary>
    private sealed class Swapping(Action swap) : ITrainingProgress
    {
        private bool isDone;

        public void Stage(string stage) { }

        public void Step(StepProgress step)
        {
            if (isDone || step.Model != "student") return;
            isDone = true;
            swap();
        }

        public void Epoch(HistoryRow row, double imagesPerSecond) { }

        public void Warning(string message) { }
    }
}

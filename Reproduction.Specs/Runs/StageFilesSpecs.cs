using Reproduction.Recipes.Format;
using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Runs;

/// <summary>What of an experiment's files is done for which recipe.</summary>
public sealed class StageFilesSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_student_stays_done_where_another_one_has_its_teacher_answer_for_more_epochs()
    {
        foreach (var stage in Plan("8").Where(stage => stage is not TestStage)) Store(stage);
        var longer = Plan("9");
        StageState Of(string name) =>
            new StageFiles(folder.Path, longer.First(stage => stage.Name.StartsWith(name, StringComparison.Ordinal))).State();

        Of("train teacher").Should().Be(StageState.Done);
        Of("answers of teacher").Should().Be(StageState.Begun, "one epoch is not answered yet");
        Of("train student").Should().Be(StageState.Done);
        Of("train other").Should().Be(StageState.Stale);
    }

    [Theory]
    [InlineData("{ensemble_of: [teacher, student]}", "test baseline", "")]
    [InlineData("{calibration_of: teacher, by: vector}", "calibrate baseline", "test.csv test.json")]
    [InlineData("{network: student}", "train baseline", "answers.json answers.safetensors latest.safetensors test.csv test.json")]
    public void What_a_model_left_that_was_made_by_another_method_goes_with_what_is_made_anew(string method, string name, string stay)
    {
        var recipe = RecipeFile.Find("quick", [("held_out.calibrate", "100"), ("models.baseline", method)]);
        var stage = StagePlan.Of(recipe, 1).Single(planned => planned.Name == name);
        folder.MakeFolder(stage.Place);
        string[] others = ["notes.txt", "run.lock"]; // somebody's, and the lock of who drops it
        string[] files =
        [
            "answers.json", "answers.safetensors", "calibration.json", "history.csv", "latest.safetensors", "stage.json", "terms.csv",
            "test.csv", "test.json", "weights.safetensors",
        ];
        foreach (var file in files.Concat(others)) File.WriteAllText(folder[$"{stage.Place}/{file}"], "content");

        new StageFiles(folder.Path, stage).Drop();

        Directory.GetFiles(folder[stage.Place]).Select(file => Path.GetFileName(file)).Should()
            .BeEquivalentTo(stay.Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(others));
    }

    /// <summary>Views that are known beforehand, a student as in the recipe and another one.</summary>
    private static IReadOnlyList<Stage> Plan(string epochs) => StagePlan.Of(RecipeFile.Find("quick",
    [
        ("augmentation", "[{random_crop: {padding: 2}}]"), ("augmentation_seed", "3"),
        ("models.other",
            $"{{network: student, training: {{epochs: {epochs}}}, loss: [{{soft_targets: {{of: teacher, temperature: 5, weight: 1}}}}]}}"),
    ]), 1);

    private void Store(Stage stage)
    {
        var files = new StageFiles(folder.Path, stage);
        folder.MakeFolder(stage.Place);
        foreach (var name in stage.Outputs) File.WriteAllText(files.In(name), $"{stage.Name}: {name}");
        new StageRecord(stage.Name, stage.Key, Protocol.Of(RecipeFile.Find("quick")).ToJson(), stage.Seed,
            new("data", "cpu", 2, "2.10", "kernels", "avx2"), files.Inputs().ToDictionary(input => input.Key, input => input.Value!),
            files.Outputs(), [], new("efficientnet_b0", 1, "random weights", 2, 2)).Write(files.RecordPath);
    }
}

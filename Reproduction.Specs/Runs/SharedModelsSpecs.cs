using Reproduction.Recipes.Format;
using Reproduction.Runs;
using Reproduction.Specs.Claims.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Runs;

/// <summary>A teacher that all seeds share, as the next seed finds it.</summary>
public sealed class SharedModelsSpecs : IDisposable
{
    private static readonly (string, string)[] Pinned = [("held_out.seed", "1"), ("models.teacher.seed", "1")];

    private static readonly Surroundings Now = new("data", "cpu", 2, "2.10", "kernels", "avx2");

    private readonly TemporaryFolder folder = new();
    private readonly IReadOnlyList<Stage> stages = StagePlan.Of(RecipeFile.Find("quick", Pinned), 1);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_that_was_begun_for_the_same_recipe_is_taken_as_it_is()
    {
        Store(stages[0].Key, Now);

        foreach (var (resume, force) in new[] { (false, false), (true, false), (false, true) })
            SharedModels.MoveAside(SharedModels.Check(folder.Path, stages, Now, resume, force));

        Directory.GetDirectories(folder["shared"]).Should().Equal(folder["shared/teacher"]);
    }

    [Fact]
    public void One_of_another_recipe_is_made_anew_or_moved_aside_only_if_somebody_asked_for_it()
    {
        Store("another key", Now);
        var settle = (bool resume, bool force) => SharedModels.MoveAside(SharedModels.Check(folder.Path, stages, Now, resume, force));

        settle.Invoking(of => of(false, false)).Should().Throw<BadInputException>().WithMessage(
            $"{folder["shared/teacher"]}: train teacher was made for another recipe or from other inputs, and other seeds may have learnt "
            + "from it; --resume makes it anew, --force moves it aside, another --out leaves it alone");
        settle(true, false);
        Directory.GetDirectories(folder["shared"]).Should().Equal(folder["shared/teacher"]);
        settle(false, true);
        Directory.GetDirectories(folder["shared"]).Should().Equal(folder["shared/teacher.old-1"]);
        settle(false, false);
    }

    [Fact]
    public void One_whose_weights_are_gone_is_made_anew_only_if_somebody_asked_for_it()
    {
        Store(stages[0].Key, Now, new Dictionary<string, string> { ["weights.safetensors"] = "0f0f" });
        var settle = (bool resume, bool force) => SharedModels.MoveAside(SharedModels.Check(folder.Path, stages, Now, resume, force));

        settle.Invoking(of => of(false, false)).Should().Throw<BadInputException>().WithMessage(
            $"{folder["shared/teacher"]}: train teacher was done, and what it made has changed or gone, and other seeds may have learnt from it*");
        settle(true, false);
        Directory.GetDirectories(folder["shared"]).Should().Equal(folder["shared/teacher"]);
    }

    [Fact]
    public void One_made_under_other_surroundings_is_moved_aside_before_anything_else_is()
    {
        Store(stages[0].Key, Now with { Threads = 1 });
        var settle = (bool resume, bool force) => SharedModels.MoveAside(SharedModels.Check(folder.Path, stages, Now, resume, force));

        settle.Invoking(of => of(true, false)).Should().Throw<BadInputException>().WithMessage(
            $"{folder["shared/teacher"]}: cannot resume: the number of threads was 1 and is now 2; --force moves it aside and starts anew");
        settle(false, true);
        Directory.GetDirectories(folder["shared"]).Should().Equal(folder["shared/teacher.old-1"]);
    }

    [Fact]
    public void A_run_has_the_tables_of_the_model_that_its_recipe_names_and_not_those_of_one_before_it_was_shared()
    {
        foreach (var place in new[] { "seed-1/teacher", "shared/teacher" })
        {
            folder.MakeFolder(place);
            File.WriteAllText(folder[$"{place}/test.csv"], "");
        }
        string Of(params (string, string)[] overrides) => Path.GetFullPath(RunTables.Predictions(
            folder["seed-1"],
            SimulatedRun.Of("quick", 1, new Dictionary<string, System.Text.Json.Nodes.JsonObject>(), overrides: overrides), "teacher")!);

        Of().Should().Be(folder["seed-1/teacher/test.csv"]);
        Of(Pinned).Should().Be(folder["shared/teacher/test.csv"]);
    }

    /// <summary>A training that was begun, and is not over unless it has outputs.</summary>
    private void Store(string key, Surroundings under, Dictionary<string, string>? outputs = null)
    {
        folder.MakeFolder("shared/teacher");
        stages[0].Place.Should().Be("shared/teacher");
        new StageRecord("train teacher", key, Protocol.Of(RecipeFile.Find("quick")).ToJson(), 1, under, new Dictionary<string, string>(),
            outputs ?? [], [], null).Write(folder["shared/teacher/stage.json"]);
    }
}

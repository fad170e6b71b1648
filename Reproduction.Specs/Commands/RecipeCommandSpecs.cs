using System.Text.Json;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

public sealed class RecipeCommandSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Recipe_list_names_each_shipped_recipe_with_its_models_and_seeds()
    {
        var (exitCode, output, _) = Program.Run("recipe", "list");

        exitCode.Should().Be(0);
        output.TrimEnd().Split('\n').Should().HaveCount(RecipeFile.Shipped().Count)
            .And.ContainMatch(
                "cifar10-cpu  * Teacher, baseline and student from random weights on two cores (cifar-10; teacher, baseline, student, "
                + "aliased; seeds 1)");
    }

    [Fact]
    public void Recipe_list_as_JSON_has_each_shipped_recipe_with_its_models_and_seeds()
    {
        var recipes = JsonDocument.Parse(Program.Run("recipe", "list", "--json").Output).RootElement.GetProperty("recipes");

        recipes.EnumerateArray().Select(recipe => recipe.GetProperty("name").GetString()).Should().Equal(RecipeFile.Shipped());
        var quick = recipes.EnumerateArray().Single(recipe => recipe.GetProperty("name").GetString() == "quick");
        quick.GetProperty("models").EnumerateArray().Select(model => model.GetString()).Should().Equal("teacher", "baseline", "student");
        quick.GetProperty("seeds").EnumerateArray().Select(seed => seed.GetInt64()).Should().Equal(1);
        quick.GetProperty("dataset").GetString().Should().Be("fashion-mnist");
    }

    [Fact]
    public void Recipe_show_prints_what_a_recipe_comes_to_with_its_hash_as_a_recipe_again()
    {
        var (exitCode, output, _) = Program.Run("recipe", "show", "quick", "--set", "models.student.loss.soft_targets.temperature=2");
        File.WriteAllText(folder["mine.yaml"], output);

        exitCode.Should().Be(0);
        var recipe = RecipeFile.Read(folder["mine.yaml"]);
        ((TrainedModelRecipe)recipe.Model("student")).Loss.Should()
            .Equal(new CrossEntropyRecipe(1, 0), new SoftTargetsRecipe("teacher", 2, 1));
        output.Should().StartWith($"# hash {Protocol.Of(recipe).Hash()}\n").And.NotContain("\ntraining:");
    }

    [Fact]
    public void Recipe_show_as_JSON_is_the_protocol_and_its_hash()
    {
        using var json = JsonDocument.Parse(Program.Run("recipe", "show", "quick", "--json").Output);

        var protocol = Protocol.Of(json.RootElement.GetProperty("recipe"));
        json.RootElement.GetProperty("hash").GetString().Should().Be(protocol.Hash()).And.Be(Protocol.Of(RecipeFile.Find("quick")).Hash());
    }

    [Fact]
    public void An_unknown_recipe_or_an_override_that_is_none_is_one_line()
    {
        Program.Run("recipe", "show", "fast").ShouldBeBadInput("recipe 'fast'", "expected one of algorithmic-method, cifar10-cpu, ");
        Program.Run("recipe", "show", "quick", "--set", "training.epochs")
            .ShouldBeBadInput("--set: found 'training.epochs', expected key=value");
        Program.Run("recipe", "show", "quick", "--set", "models.student.loss.soft_targets.temperature=hot")
            .ShouldBeBadInput("--set models.student.loss.soft_targets.temperature=hot: ");
    }
}

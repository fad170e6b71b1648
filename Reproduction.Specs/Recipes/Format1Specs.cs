using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Recipes.Format;

namespace Reproduction.Specs.Recipes;

public sealed class Format1Specs
{
    public static TheoryData<string> StoredRuns =>
        [.. Directory.GetFiles(Repository.Path("artifacts"), "run.json", SearchOption.AllDirectories)
        .Where(path => Format1.Is(ResolvedByFormat1.Of(path).Recipe))
        .Select(path => Path.GetRelativePath(Repository.Folder, path))];

    [Theory]
    [MemberData(nameof(StoredRuns))]
    public void The_hash_of_a_stored_run_comes_from_the_text_of_its_recipe_alone(string path)
    {
        var (hash, recipe) = ResolvedByFormat1.Of(Repository.Path(path));

        Format1.Hash(recipe).Should().Be(hash);
    }

    [Fact]
    public void Six_runs_are_stored_in_that_format() => StoredRuns.Should().HaveCount(6);

    [Theory]
    [InlineData("quick")]
    [InlineData("corrected")]
    [InlineData("cifar10-cpu")]
    public void A_shipped_recipe_is_what_it_was_before_models_had_names(string name)
    {
        var (hash, recipe) = ResolvedByFormat1.Shipped(name);

        var upgraded = Protocol.Of(Format1.Upgrade(recipe, "run.json"));

        Format1.Hash(recipe).Should().Be(hash);
        upgraded.Hash().Should().Be(Protocol.Of(RecipeFile.Find(name)).Hash());
        upgraded.DifferencesFrom(Protocol.Of(RecipeFile.Find(name))).Should().BeEmpty();
    }

    [Fact]
    public void Of_the_published_recipe_only_the_epoch_of_the_student_is_another_than_it_was_then()
    {
        var (hash, recipe) = ResolvedByFormat1.Shipped("published");

        Format1.Hash(recipe).Should().Be(hash);
        Protocol.Of(RecipeFile.Find("published")).DifferencesFrom(Protocol.Of(Format1.Upgrade(recipe, "run.json"))).Should()
            .Equal(("models.student.training.chosen_epoch", "last", "best"));
    }

    [Fact]
    public void Every_augmentation_and_limit_of_the_older_format_has_its_words_in_todays()
    {
        var recipe = JsonNode.Parse(ResolvedByFormat1.Shipped("cifar10-cpu").Recipe.GetRawText())!;
        recipe["train_images"] = 300;
        recipe["input"]!["augmentations"] = JsonNode.Parse(
            """[{"random_rotation":{"degrees":15}},{"random_resized_crop":{"least_scale":0.08,"greatest_scale":1,"least_ratio":0.75,"greatest_ratio":1.5}}]""");

        var upgraded = Protocol.Of(Format1.Upgrade(recipe.Deserialize<JsonElement>(), "run.json")).Values();

        upgraded.Should().Contain(("train_images", "300"))
            .And.Contain(
                ("models.aliased.augmentation",
                    "[{random_rotation: {degrees: 15}}, {random_resized_crop: {scale: [0.08, 1], ratio: [0.75, 1.5]}}]"));
    }

    [Theory]
    [InlineData("""{"name": "mine"}""")]
    [InlineData("""{"input": 3}""")]
    [InlineData("[]")]
    public void What_is_no_resolved_recipe_is_refused_by_the_name_of_its_file(string json)
    {
        var upgrading = () => Format1.Upgrade(JsonDocument.Parse(json).RootElement, "somewhere/run.json");

        upgrading.Should().Throw<BadInputException>().WithMessage("somewhere/run.json: resolved_recipe: *");
    }
}

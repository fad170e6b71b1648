using System.Text.Json.Nodes;
using Reproduction.Claims.Runs;
using Reproduction.Recipes.Format;
using Reproduction.Runs;

namespace Reproduction.Specs.Claims.Runs;

/// <summary>In what a run departs from a protocol, key by key, in the recipe's own words.</summary>
public sealed class ProtocolDifferencesSpecs
{
    [Theory]
    [InlineData("dataset", "fashion-mnist", "dataset: fashion-mnist instead of cifar-10")]
    [InlineData("train_images", "500", "train_images: 500 instead of all")]
    [InlineData("test_images", "100", "test_images: 100 instead of all")]
    [InlineData("input.image_size", "64", "input.image_size: 64 instead of 132")]
    [InlineData("input.mean", "[0.5, 0.5, 0.5]", "input.mean: [0.5, 0.5, 0.5] instead of [0.485, 0.456, 0.406]")]
    [InlineData("input.resize", "tensor", "input.resize: tensor instead of pil")]
    [InlineData("held_out.choose_epoch", "test_images", "held_out.choose_epoch: test_images instead of 5000")]
    [InlineData("networks.student.weights", "random", "networks.student.weights: random instead of imagenet")]
    [InlineData("networks.teacher.dropout", "0.1", "networks.teacher.dropout: 0.1 instead of 0.4")]
    [InlineData("training.epochs", "9", "training.epochs of teacher and student: 9 instead of 8")]
    [InlineData("models.student.training.epochs", "9", "models.student.training.epochs: 9 instead of 8")]
    [InlineData("models.student.loss.soft_targets.temperature", "2", "models.student.loss[1].soft_targets.temperature: 2 instead of 5")]
    [InlineData("models.student.augmentation", "[{random_crop: {padding: 4}}]",
        "models.student.augmentation: [{random_crop: {padding: 4}}] instead of none")]
    [InlineData("training.smaller_first", "[{epochs: 1, image_size: 32}]",
        "training.smaller_first of teacher and student: [{epochs: 1, image_size: 32}] instead of none")]
    public void Each_part_of_the_protocol_is_named_as_in_the_recipe_with_both_values(string key, string value, string line) =>
        ProtocolDifferences.Of(With(key, value), RecipeFile.Find("corrected"), "student").Should().Equal(line);

    [Theory]
    [InlineData("name", "mine")]
    [InlineData("description", "mine")]
    [InlineData("seeds", "[7]")]
    [InlineData("compare", "[]")]
    [InlineData("models.more", "{network: teacher}")]
    public void What_names_describes_or_seeds_a_recipe_is_none_nor_a_model_of_which_nothing_is_made(string key, string value) =>
        ProtocolDifferences.Of(With(key, value), RecipeFile.Find("corrected"), "student").Should().BeEmpty();

    [Theory]
    [InlineData("networks.teacher.dropout", "0.1", true, false, true)]
    [InlineData("networks.student.dropout", "0.1", false, true, true)]
    [InlineData("models.student.loss.soft_targets.temperature", "2", false, false, true)]
    [InlineData("training.batch_size", "64", true, true, true)]
    [InlineData("models.teacher.training.chosen_epoch", "last", true, false, true)]
    [InlineData("models.baseline.training.chosen_epoch", "last", false, true, false)]
    [InlineData("models.student.training.chosen_epoch", "last", false, false, true)]
    public void A_difference_concerns_the_models_whose_training_it_changes(
        string key, string value, bool teacher, bool baseline, bool student)
    {
        bool Concerns(string model) => ProtocolDifferences.Of(With(key, value), RecipeFile.Find("corrected"), model).Count == 1;

        (Concerns("teacher"), Concerns("baseline"), Concerns("student")).Should().Be((teacher, baseline, student));
    }

    [Fact]
    public void A_key_that_only_one_knows_is_a_difference_from_the_protocol_but_not_between_two_runs()
    {
        var pinned = With("augmentation_seed", "3");

        ProtocolDifferences.Of(pinned, RecipeFile.Find("corrected"), "student").Should()
            .Equal("augmentation_seed: 3 instead of none given");
        ProtocolDifferences.OfValues(pinned, With()).Should().BeEmpty();
        ProtocolDifferences.OfValues(With("input.resize", "tensor"), With()).Should().Equal("input.resize: tensor instead of pil");
    }

    [Fact]
    public void A_run_from_before_models_had_names_is_held_against_the_same_protocol()
    {
        var stored = RunRecord.Read(Repository.Path("artifacts", "quick", "seed-1", "run.json"));

        ProtocolDifferences.Of(stored, RecipeFile.Find("quick"), "student").Should().BeEmpty();
        ProtocolDifferences.Of(stored, RecipeFile.Find("quick", [("training.epochs", "3")]), "baseline").Should()
            .Equal("models.baseline.training.epochs: 2 instead of 3");
    }

    [Fact]
    public void Official_bytes_are_known_by_their_source_or_by_their_fingerprint()
    {
        IReadOnlyList<string> Of(string source, string fingerprint) => ProtocolDifferences.Of(
            With() with { Dataset = With().Dataset with { Source = source, Fingerprint = fingerprint } }, RecipeFile.Find("corrected"),
            "student");

        Of("official files from the university", "unknown").Should().BeEmpty();
        Of("JPEG images of a.zip", "unknown").Should().Equal("data encoding: JPEG images of a.zip instead of the official bytes");
        Of("JPEG images of a.zip", Reproduction.Data.KnownDataset.Named("cifar-10")!.Fingerprint!).Should().BeEmpty();
    }

    private static RunRecord With(params string[] change) => SimulatedRun.Of(
        "corrected", 1, new Dictionary<string, JsonObject>(), overrides: change is [var key, var value] ? [(key, value)] : []);
}

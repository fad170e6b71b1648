using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Claims.Runs;
using Reproduction.Experiments;
using Reproduction.Runs;

namespace Reproduction.Specs.Claims.Runs;

/// <summary>In what a run departs from a protocol, key by key, in words that a reader of the paper knows.</summary>
public sealed class ProtocolDifferencesSpecs
{
    [Theory]
    [InlineData("dataset", "\"fashion-mnist\"", "data set: fashion-mnist instead of cifar-10")]
    [InlineData("train_images", "500", "training images: 500 instead of none given")]
    [InlineData("test_images", "100", "test images: 100 instead of none given")]
    [InlineData("input.image_size", "64", "resolution: 64 instead of 132")]
    [InlineData("input.normalisation", "{\"mean\":0}", "normalisation: {mean: 0} instead of {mean: {red: 0.485, green: 0.456, blue: 0.406}, std: {red: 0.229, green: 0.224, blue: 0.225}}")]
    [InlineData("input.augmentations", "[{\"padding\":4}]", "augmentation: [{padding: 4}] instead of none")]
    [InlineData("input.resize", "\"tensor\"", "resize: tensor instead of pil")]
    [InlineData("input.is_random", "true", "input is random: true instead of false")]
    [InlineData("validation.held_out", "null", "images held out for validation: none given instead of 5000")]
    [InlineData("teacher.image_net_weights", "false", "teacher starts from ImageNet weights: false instead of true")]
    [InlineData("student.image_net_weights", "false", "student's network starts from ImageNet weights: false instead of true")]
    [InlineData("student.dropout", "0.1", "student dropout: 0.1 instead of 0.2")]
    [InlineData("training.learning_rate", "1", "learning rate: 1 instead of {kind: constant, peak: 0.001, warmup: 0.3}")]
    [InlineData("training.smaller_first", "[1,2]", "epochs at smaller sizes: [1, 2] instead of none")]
    [InlineData("training.epochs", "9", "epochs: 9 instead of 8")]
    [InlineData("training.batch_size", "64", "training batch size: 64 instead of 32")]
    [InlineData("distillation.student_is_the_teacher", "true", "student is the teacher's object: true instead of false")]
    [InlineData("distillation.epochs", "9", "epochs of distillation: 9 instead of 8")]
    [InlineData("distillation.temperature", "2", "temperature: 2 instead of 5")]
    [InlineData("distillation.alpha", "2", "α: 2 instead of 1")]
    [InlineData("distillation.beta", "2", "β: 2 instead of 1")]
    public void Each_part_of_the_protocol_has_a_name_and_both_values(string key, string value, string line)
    {
        ProtocolDifferences.Of(With(key, value), RecipeFile.Find("corrected"), "student").Should().Equal(line);
        ProtocolDifferences.OfValues(With(key, value), With()).Should().Equal(line);
    }

    [Theory]
    [InlineData("name", "\"mine\"")]
    [InlineData("description", "\"mine\"")]
    [InlineData("seed", "7")]
    [InlineData("aliased", "{\"epochs\":1}")]
    public void What_names_describes_or_seeds_a_recipe_is_none(string key, string value) =>
        ProtocolDifferences.Of(With(key, value), RecipeFile.Find("corrected"), "student").Should().BeEmpty();

    [Theory]
    [InlineData("teacher.dropout", "0.1", true, false, true)]
    [InlineData("student.dropout", "0.1", false, true, true)]
    [InlineData("distillation.temperature", "2", false, false, true)]
    [InlineData("training.batch_size", "64", true, true, true)]
    [InlineData("chosen_epoch.teacher", "\"last\"", true, false, true)]
    [InlineData("chosen_epoch.baseline", "\"last\"", false, true, false)]
    [InlineData("chosen_epoch.student", "\"last\"", false, false, true)]
    public void A_difference_concerns_the_models_whose_training_it_changes(string key, string value, bool teacher, bool baseline, bool student)
    {
        bool Concerns(string model) => ProtocolDifferences.Of(With(key, value), RecipeFile.Find("corrected"), model).Count == 1;

        (Concerns("teacher"), Concerns("baseline"), Concerns("student")).Should().Be((teacher, baseline, student));
    }

    [Fact]
    public void A_key_that_the_run_does_not_know_is_a_difference_from_the_protocol_but_not_between_two_runs()
    {
        var recipe = JsonNode.Parse(With().ResolvedRecipe.GetRawText())!;
        recipe["training"]!.AsObject().Remove("label_smoothing");
        recipe["training"]!["momentum"] = 0.9;
        var run = With() with { ResolvedRecipe = JsonSerializer.SerializeToElement(recipe) };

        ProtocolDifferences.Of(run, RecipeFile.Find("corrected"), "student").Should().Equal(
            "training label smoothing: none given instead of 0", "training momentum: 0.9 instead of none given");
        ProtocolDifferences.OfValues(run, With()).Should().BeEmpty();
    }

    [Fact]
    public void Official_bytes_are_known_by_their_source_or_by_their_fingerprint()
    {
        IReadOnlyList<string> Of(string source, string fingerprint) => ProtocolDifferences.Of(
            With() with { Dataset = With().Dataset with { Source = source, Fingerprint = fingerprint } }, RecipeFile.Find("corrected"), "student");

        Of("official files from the university", "unknown").Should().BeEmpty();
        Of("JPEG images of a.zip", "unknown").Should().Equal("data encoding: JPEG images of a.zip instead of the official bytes");
        Of("JPEG images of a.zip", Reproduction.Data.KnownDataset.Named("cifar-10")!.Fingerprint!).Should().BeEmpty();
    }

    private static RunRecord With() => SimulatedRun.Of("corrected", 1, new Dictionary<string, JsonObject>());

    private static RunRecord With(string key, string json)
    {
        var recipe = JsonNode.Parse(With().ResolvedRecipe.GetRawText())!;
        var at = key.IndexOf('.');
        if (at < 0) recipe[key] = JsonNode.Parse(json);
        else recipe[key[..at]]![key[(at + 1)..]] = JsonNode.Parse(json);
        return With() with { ResolvedRecipe = JsonSerializer.SerializeToElement(recipe) };
    }
}

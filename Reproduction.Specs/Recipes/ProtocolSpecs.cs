using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reproduction.Recipes.Format;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Recipes;

public sealed class ProtocolSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_hash_is_SHA_256_of_the_values_in_order_of_their_keys()
    {
        var recipe = RecipeFile.Read(Written(
            """
            name: mine
            format: 2
            description: One model
            dataset: mnist
            seeds: [5]
            input: {image_size: 8, resize: pil, mean: [0, 0, 0], std: [1, 1, 1]}
            held_out: {choose_epoch: test_images}
            networks: {net: {architecture: efficientnet_b0, weights: random}}
            training: {optimiser: sgd, learning_rate: 1e-5, schedule: one_cycle, warmup: 0.5, weight_decay: 0, batch_size: 2, epochs: 1, chosen_epoch: last}
            models: {only: {network: net}}
            compare: []
            """));
        const string Canonical =
            """{"dataset":"mnist","format":2,"held_out":{"choose_epoch":"test_images"},"input":{"image_size":8,"mean":[0,0,0],"resize":"pil","std":[1,1,1]},"models":{"only":{"augmentation":[],"loss":[{"cross_entropy":{"label_smoothing":0,"weight":1}}],"network":"net","training":{"batch_size":2,"chosen_epoch":"last","epochs":1,"learning_rate":1E-05,"optimiser":"sgd","schedule":"one_cycle","smaller_first":[],"warmup":0.5,"weight_decay":0}}},"name":"mine","networks":{"net":{"architecture":"efficientnet_b0","dropout":0.2,"initialisation":"torchvision","stochastic_depth":0.2,"weights":"random"}},"test_images":"all","train_images":"all"}""";

        Protocol.Of(recipe).Hash().Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical))));
    }

    [Fact]
    public void A_stored_protocol_in_which_a_value_is_null_has_another_hash_and_differs_there()
    {
        static Protocol Stored(string text) => Protocol.Of(JsonDocument.Parse(text).RootElement);
        var (found, expected) = (Stored("""{"dataset": null, "mean": [null]}"""), Stored("""{"dataset": "mnist", "mean": [null]}"""));

        found.Hash().Should().NotBe(expected.Hash());
        found.DifferencesFrom(expected).Should().Equal(("dataset", "null", "mnist"));
    }

    [Fact]
    public void The_hash_does_not_depend_on_the_order_of_keys_and_models_nor_on_where_a_value_is_said()
    {
        var example = RecipeFileSpecs.Example;
        var other = example.Replace("  plain: {network: small}\n", "")
            .Replace("  further:", "  plain: {training: {epochs: 2}, network: small}\n  further:")
            .Replace("optimiser: adam, learning_rate: 0.01", "learning_rate: 1e-2, optimiser: adam");
        other.Should().NotBe(example);

        Hash(other).Should().Be(Hash(example));
    }

    [Theory]
    [InlineData("seeds", "[7]")]
    [InlineData("description", "Something else")]
    [InlineData("compare", "[[student, teacher]]")]
    public void The_hash_does_not_depend_on_what_decides_no_bits(string key, string value) =>
        Shipped(key, value).Hash().Should().Be(Shipped().Hash());

    [Fact]
    public void The_hash_is_another_for_every_change_that_decides_bits()
    {
        string[] hashes =
        [
            Shipped().Hash(), .. new (string, string)[]
            {
                ("training.learning_rate", "0.02"), ("models.student.loss.soft_targets.temperature", "4"), ("augmentation", "[]"),
                ("augmentation", "[{random_crop: {padding: 3}}, {random_horizontal_flip: {probability: 0.5}}]"), ("input.resize", "tensor"),
                ("input.mean", "[0.5, 0.456, 0.406]"), ("networks.student.dropout", "0.1"), ("held_out.seed", "1"),
                ("held_out.calibrate", "1"),
                ("augmentation_seed", "1"), ("train_images", "100"), ("models.teacher.training.epochs", "3"),
                ("models.student.loss.soft_targets.of", "baseline"), ("training.moving_average_decay", "0.99"),
                ("networks.student.batch_norm_momentum", "0.2"), ("networks.student.last_stride", "1"),
                ("augmentation", "[{random_erasing: {probability: 0.5, scale: [0.02, 0.33], ratio: [0.3, 3.3]}}]"),
                ("augmentation", "[{random_erasing: {probability: 0.5, scale: [0.02, 0.33], ratio: [0.3, 3.3], value: 118}}]"),
                ("augmentation.random_horizontal_flip.alternating", "true"), ("training.schedule", "one_cycle_linear"),
            }.Select(change => Shipped(change.Item1, change.Item2).Hash()),
        ];

        hashes.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("training.moving_average_decay", "0")]
    [InlineData("networks.student.batch_norm_momentum", "0.1")]
    [InlineData("networks.student.last_stride", "2")]
    [InlineData("augmentation.random_horizontal_flip.alternating", "false")]
    public void A_key_that_was_not_there_when_runs_were_stored_changes_no_hash_where_it_says_what_was_done(string key, string value) =>
        Shipped(key, value).Hash().Should().Be(Shipped().Hash());

    [Fact]
    public void A_stored_protocol_has_the_hash_that_it_had()
    {
        var protocol = Shipped();

        Protocol.Of(JsonDocument.Parse(protocol.ToJson().GetRawText()).RootElement).Hash().Should().Be(protocol.Hash());
    }

    [Fact]
    public void A_models_protocol_changes_with_what_it_is_made_from_and_with_nothing_else()
    {
        string[] Changed((string, string) change) =>
            [.. RecipeFile.Find("cifar10-cpu").Models.Select(model => model.Name).Where(name => Of(name) != Of(name, change))];

        Changed(("models.student.loss.soft_targets.temperature", "2")).Should().Equal("student");
        Changed(("models.teacher.training.epochs", "3")).Should().Equal("teacher", "student", "aliased");
        Changed(("networks.student.dropout", "0.3")).Should().Equal("baseline", "student");
        Changed(("held_out.choose_epoch", "4000")).Should().HaveCount(4);
        Changed(("name", "other")).Should().BeEmpty();
        Changed(("models.more", "{network: teacher}")).Should().BeEmpty();
    }

    [Fact]
    public void Differences_are_told_in_the_files_words() =>
        Shipped("training.batch_size", "64").DifferencesFrom(Shipped()).Should().Equal(
            ("models.teacher.training.batch_size", "64", "128"), ("models.baseline.training.batch_size", "64", "128"),
            ("models.student.training.batch_size", "64", "128"), ("models.aliased.training.batch_size", "64", "128"));

    private static string Of(string model, params (string, string)[] changes)
    {
        var recipe = RecipeFile.Find("cifar10-cpu", changes);
        return Protocol.Of(recipe, recipe.Model(model)).Hash();
    }

    private static Protocol Shipped(params string[] change) =>
        Protocol.Of(RecipeFile.Find("cifar10-cpu", change is [var key, var value] ? [(key, value)] : []));

    private string Hash(string text) => Protocol.Of(RecipeFile.Read(Written(text))).Hash();

    private string Written(string text)
    {
        File.WriteAllText(folder["mine.yaml"], text);
        return folder["mine.yaml"];
    }
}

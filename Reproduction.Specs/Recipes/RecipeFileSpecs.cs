using Reproduction.Data.Preparation;
using Reproduction.Models;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Recipes;

public sealed class RecipeFileSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_recipe_published_is_the_published_protocol()
    {
        var recipe = RecipeFile.Find("published");

        recipe.Dataset.Should().Be("cifar-10");
        recipe.Seeds.Should().Equal(42);
        recipe.Input.Should().Be(new Preprocessing(132, ResizeMethod.Pil));
        recipe.HeldOut.Should()
            .Be(new HeldOutRecipe(ChooseEpoch: null, Calibrate: null, Seed: null), "the test set served as validation set");
        recipe.Networks.Should().Equal(
            new NetworkRecipe("teacher", "efficientnet_b4", true, Initialisation.Torchvision, StochasticDepth: 0.2, Dropout: 0.4),
            new NetworkRecipe("student", "efficientnet_b0", true, Initialisation.Torchvision, StochasticDepth: 0.2, Dropout: 0.2));
        var training = new TrainingRecipe(OptimiserKind.Adam, new(ScheduleKind.Constant, 0.001), 0, 32, 8, [], EpochRule.Last);
        recipe.Models.Should().BeEquivalentTo(
        [
            new TrainedModelRecipe(
                "teacher", null, new NetworkStart("teacher"), training with { ChosenEpoch = EpochRule.Best }, [],
                [new CrossEntropyRecipe(1, 0)]),
            new TrainedModelRecipe("baseline", null, new NetworkStart("student"), training, [], [new CrossEntropyRecipe(1, 0)]),
            new TrainedModelRecipe(
                "student", null, new TrainedStart("teacher"), training with { Epochs = 4 }, [],
                [new CrossEntropyRecipe(1, 0), new SoftTargetsRecipe(LossTermRecipe.Itself, 5, 1)]),
        ], options => options.RespectingRuntimeTypes().WithStrictOrdering());
        recipe.Compare.Should().Equal(new ModelPair("student", "baseline"), new ModelPair("student", "teacher"));
    }

    [Fact]
    public void The_recipe_corrected_has_the_published_models_without_the_mistakes()
    {
        var differences = Protocol.Of(RecipeFile.Find("corrected")).DifferencesFrom(Protocol.Of(RecipeFile.Find("published")));

        differences.Should().BeEquivalentTo(new (string, string?, string?)[]
        {
            ("held_out.choose_epoch", "5000", "test_images"),
            ("models.baseline.training.chosen_epoch", "best", "last"),
            ("models.student.training.chosen_epoch", "best", "last"),
            ("models.student.start", null, "teacher"),
            ("models.student.network", "student", null),
            ("models.student.training.epochs", "8", "4"),
            ("models.student.loss[1].soft_targets.of", "teacher", "itself"),
        });
    }

    [Theory]
    [InlineData("data-method", "data_method")]
    [InlineData("algorithmic-method", "algorithmic_method")]
    public void The_notebooks_methods_train_a_B0_at_224_px_on_augmented_images(string name, string model)
    {
        var recipe = RecipeFile.Find(name);

        (recipe.Dataset, recipe.Input).Should().Be(("cifar-10", new Preprocessing(224, ResizeMethod.Pil)));
        recipe.HeldOut.ChooseEpoch.Should().BeNull("the test set served as validation set");
        recipe.Networks.Should().Equal(
            new NetworkRecipe("student", "efficientnet_b0", true, Initialisation.Torchvision, StochasticDepth: 0.2, Dropout: 0.2));
        var trained = (TrainedModelRecipe)recipe.Model(model);
        trained.Training.Should().BeEquivalentTo(
            new TrainingRecipe(OptimiserKind.Adam, new(ScheduleKind.Constant, 0.001), 0, 32, 8, [], EpochRule.Last));
        trained.Augmentation.Should().Equal(
            new RandomResizedCrop(0.08, 1, 3.0 / 4, 4.0 / 3), new RandomHorizontalFlip(0.5), new RandomRotation(15));
        trained.Loss.Should().Equal(
            model == "data_method"
                ? [new CrossEntropyRecipe(1, 0)]
                : [new CrossEntropyRecipe(1, 0), new ClassReweightedRecipe(CountingRule.AsPublished, 1)]);
    }

    [Fact]
    public void Mitigations_are_compared_with_one_baseline_that_began_with_their_weights()
    {
        var recipe = RecipeFile.Find("mitigations");
        var students = recipe.Models.Where(model => model.Seed is null).ToList();

        recipe.Seeds.Should().HaveCount(5);
        students.OfType<TrainedModelRecipe>().Should().AllSatisfy(model => model.Start.Should().Be(new NetworkStart("student")));
        recipe.Compare.Select(pair => pair.First).Should()
            .BeEquivalentTo(students.Select(model => model.Name).Where(name => name != "baseline"));
        recipe.Compare.Should().AllSatisfy(pair => pair.Second.Should().Be("baseline"));
    }

    [Fact]
    public void Every_shipped_recipe_reads()
    {
        RecipeFile.Shipped().Should()
            .BeEquivalentTo(
                "algorithmic-method", "cifar10-cpu", "cifar10-ensemble", "cifar10-five", "cifar10-mitigations", "corrected", "data-method",
                "mitigations", "published", "quick");
        foreach (var name in RecipeFile.Shipped()) RecipeFile.Find(name).Name.Should().Be(name);
    }

    [Fact]
    public void A_protocol_reads_as_the_recipe_that_it_is_of()
    {
        foreach (var name in RecipeFile.Shipped())
        {
            var protocol = Protocol.Of(RecipeFile.Find(name));
            File.WriteAllText(folder["again.yaml"], protocol.ToYaml());

            Protocol.Of(RecipeFile.Read(protocol.ToJson(), "run.json")).ToYaml().Should().Be(protocol.ToYaml());
            Protocol.Of(RecipeFile.Read(folder["again.yaml"])).ToYaml().Should().Be(protocol.ToYaml());
        }
    }

    [Fact]
    public void A_model_replaces_single_keys_of_the_training_and_the_whole_list_of_augmentation_and_loss()
    {
        var recipe =
            Read(Example.Replace("models:\n",
                "augmentation: [{random_crop: {padding: 4}}]\nloss: [{cross_entropy: {weight: 2}}]\nmodels:\n")
            .Replace("plain: {network: small}", "plain: {network: small, training: {epochs: 7}, augmentation: []}"));

        var (plain, big) = ((TrainedModelRecipe)recipe.Model("plain"), (TrainedModelRecipe)recipe.Model("big"));
        (plain.Training.Epochs, big.Training.Epochs).Should().Be((7, 2));
        plain.Training.Should().BeEquivalentTo(big.Training with { Epochs = 7 });
        plain.Augmentation.Should().BeEmpty();
        big.Augmentation.Should().Equal(new RandomCrop(4));
        plain.Loss.Should().Equal(new CrossEntropyRecipe(2, 0));
        ((TrainedModelRecipe)recipe.Model("taught")).Loss.Should().Equal(new CrossEntropyRecipe(1, 0), new SoftTargetsRecipe("big", 4, 1));
    }

    [Fact]
    public void A_model_is_trained_or_trains_on_or_calibrates_or_is_several()
    {
        var recipe = Read(Example);

        recipe.Model("sure").Should().Be(new CalibratedModelRecipe("sure", null, "big", CalibrationMethod.Vector));
        recipe.Model("both").Should().BeEquivalentTo(new EnsembleModelRecipe("both", null, ["big", "taught"]));
        recipe.Model("further").Should().BeOfType<TrainedModelRecipe>().Which.Start.Should().Be(new TrainedStart("plain"));
        recipe.Model("fixed").Seed.Should().Be(7);
        recipe.Lineage(recipe.Model("both")).Select(model => model.Name).Should().Equal("big", "taught", "both");
        recipe.NetworkOf(recipe.Model("further"))!.Name.Should().Be("small");
    }

    [Fact]
    public void Smaller_images_come_first_and_the_full_size_last()
    {
        var recipe =
            RecipeFile.Find("cifar10-cpu", [("training.smaller_first", "[{epochs: 2, image_size: 32}, {epochs: 1, image_size: 48}]")]);
        var training = ((TrainedModelRecipe)recipe.Model("teacher")).Training;

        Enumerable.Range(1, 5).Select(epoch => training.ImageSize(epoch, 64)).Should().Equal(32, 32, 48, 64, 64);
    }

    private Recipe Read(string text)
    {
        File.WriteAllText(folder["mine.yaml"], text);
        return RecipeFile.Read(folder["mine.yaml"]);
    }

    internal const string Example = """
        format: 2
        name: mine
        description: Every kind of model
        dataset: fashion-mnist
        seeds: [1, 2]
        input: {image_size: 32, resize: tensor, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}
        held_out: {choose_epoch: 500, calibrate: 100, seed: 3}
        networks:
          large: {architecture: efficientnet_w0.5_d0.25, weights: random}
          small: {architecture: efficientnet_w0.3_d0.25, weights: random, batch_norm_momentum: 0.3, last_stride: 1}
        training: {optimiser: adam, learning_rate: 0.01, schedule: constant, weight_decay: 0, batch_size: 128, epochs: 2, chosen_epoch: best, moving_average_decay: 0.99}
        models:
          big: {network: large}
          plain: {network: small}
          taught:
            network: small
            loss:
              - cross_entropy: {weight: 1}
              - soft_targets: {of: big, temperature: 4, weight: 1}
          further: {start: plain}
          turned: {network: small, augmentation: [{random_horizontal_flip: {probability: 0.5, alternating: true}}]}
          fixed: {network: large, seed: 7}
          sure: {calibration_of: big, by: vector}
          both: {ensemble_of: [big, taught]}
        compare: [[taught, plain], [taught, big]]

        """;
}

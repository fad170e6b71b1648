using Reproduction.Data;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Training;

public sealed class RecipeFileSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_recipe_published_is_the_published_protocol()
    {
        var recipe = RecipeFile.Find("published");

        recipe.Dataset.Should().Be("cifar-10");
        recipe.Seed.Should().Be(42);
        recipe.Input.Should().Be(new Preprocessing(132, ResizeMethod.Pil));
        recipe.Validation.HeldOut.Should().BeNull("the test set served as validation set");
        recipe.Teacher.Should().BeEquivalentTo(new { Architecture = "efficientnet_b4", ImageNetWeights = true, Dropout = 0.4, StochasticDepth = 0.2 });
        recipe.Student.Should().BeEquivalentTo(new { Architecture = "efficientnet_b0", ImageNetWeights = true, Dropout = 0.2, StochasticDepth = 0.2 });
        recipe.Training.Should().BeEquivalentTo(new TrainingRecipe(Reproduction.Experiments.OptimiserKind.Adam, new(Reproduction.Experiments.ScheduleKind.Constant, 0.001), 0, 0, 32, 8, []));
        recipe.Distillation.Should().Be(new DistillationRecipe(StudentIsTheTeacher: true, Temperature: 5, Alpha: 1, Beta: 1, Epochs: 4));
        recipe.ChosenEpoch.Should().Be(new ChosenEpochs(EpochRule.Best, EpochRule.Last, EpochRule.Best));
    }

    [Fact]
    public void The_recipe_corrected_has_the_published_models_without_the_mistakes()
    {
        var (published, corrected) = (RecipeFile.Find("published"), RecipeFile.Find("corrected"));

        corrected.Distillation.StudentIsTheTeacher.Should().BeFalse();
        corrected.Validation.HeldOut.Should().Be(5000);
        corrected.ChosenEpoch.Should().Be(new ChosenEpochs(EpochRule.Best, EpochRule.Best, EpochRule.Best));
        corrected.Input.Should().Be(published.Input);
        (corrected.Teacher, corrected.Student).Should().Be((published.Teacher, published.Student));
        corrected.Training.Should().BeEquivalentTo(published.Training);
    }

    [Fact]
    public void Every_shipped_recipe_reads()
    {
        RecipeFile.Shipped().Should().BeEquivalentTo("cifar10-cpu", "corrected", "published", "quick");
        foreach (var name in RecipeFile.Shipped()) RecipeFile.Find(name).Name.Should().Be(name);
    }

    [Theory]
    [InlineData("epochs: 2", "epoks: 2", "training.epoks", "expected one of", "epochs")]
    [InlineData("epochs: 2", "epochs: two", "training.epochs: found 'two'", "a whole number from 1")]
    [InlineData("epochs: 2", "epochs: -2", "training.epochs: found '-2'")]
    [InlineData("epochs: 2", "epochs: [2]", "training.epochs: found a list")]
    [InlineData("temperature: 5", "temperature: 0", "distillation.temperature: found '0'", "a number above 0")]
    [InlineData("temperature: 5", "temperature: .nan", "distillation.temperature: found '.nan'")]
    [InlineData("optimiser: adamw", "optimiser: lion", "training.optimiser: found 'lion'", "adam, adamw, sgd")]
    [InlineData("label_smoothing: 0", "label_smoothing: 1.5", "training.label_smoothing: found '1.5'", "from 0 to 1")]
    [InlineData("student: own_network", "student: a_network", "distillation.student: found 'a_network'", "own_network, the_teacher_itself")]
    [InlineData("image_size: 32", "image_size: 0", "input.image_size: found '0'")]
    [InlineData("resize: tensor", "resize: magic", "input.resize: found 'magic'", "pil, tensor")]
    [InlineData("name: quick", "nom: quick", "unknown key 'nom'", "expected one of name")]
    [InlineData("validation: 5000", "validation: yes", "validation: found 'yes'")]
    public void A_mistake_in_a_recipe_is_one_line_with_file_line_key_and_what_was_expected(string right, string wrong, params string[] words)
    {
        var (path, line) = Recipe(right, wrong);

        var reading = () => RecipeFile.Read(path);

        var message = reading.Should().Throw<BadInputException>().Which.Message;
        message.Should().NotContain("\n").And.StartWith($"mine.yaml:{line}: ");
        foreach (var word in words) message.Should().Contain(word);
    }

    [Theory]
    [InlineData("[{}]")]
    [InlineData("[{random_crop: {padding: 4}, random_horizontal_flip: {probability: 0.5}}]")]
    public void An_item_of_the_augmentation_that_is_none_or_two_of_them_is_no_silent_other_protocol(string augmentation)
    {
        var reading = () => RecipeFile.Find("quick", [("input.augmentation", augmentation)]);

        reading.Should().Throw<BadInputException>().WithMessage("*input.augmentation: *expected a list of which each item is one of random_crop, *");
    }

    [Fact]
    public void A_key_that_is_missing_is_named_with_what_was_expected()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Training", "Recipes", "quick.yaml"));
        File.WriteAllLines(folder["mine.yaml"], lines.Where(line => !line.StartsWith("dataset:", StringComparison.Ordinal)));

        var reading = () => RecipeFile.Read(folder["mine.yaml"]);

        reading.Should().Throw<BadInputException>().WithMessage("mine.yaml:*: dataset: missing, expected a text");
    }

    [Fact]
    public void What_is_not_YAML_is_named_with_its_line()
    {
        File.WriteAllText(folder["mine.yaml"], "name: quick\ntraining: {epochs: 2\n");

        var reading = () => RecipeFile.Read(folder["mine.yaml"]);

        reading.Should().Throw<BadInputException>().WithMessage("mine.yaml:*not YAML*");
    }

    [Fact]
    public void The_hash_is_the_same_for_every_seed_and_another_for_every_other_change()
    {
        string Hash(string key, string value) => RecipeFile.Find("cifar10-cpu", [(key, value)]).Hash();
        var hash = RecipeFile.Find("cifar10-cpu").Hash();

        Hash("seed", "77").Should().Be(hash);
        string[] others =
        [
            hash, Hash("training.learning_rate", "0.02"), Hash("distillation.temperature", "4"), Hash("input.augmentation", "[]"),
            Hash("input.augmentation", "[{random_crop: {padding: 3}}, {random_horizontal_flip: {probability: 0.5}}]"), Hash("input.resize", "tensor"),
            Hash("input.mean", "[0.5, 0.456, 0.406]"), Hash("networks.student.dropout", "0.1"),
        ];
        others.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_network_may_have_a_learning_rate_of_its_own_and_the_others_keep_the_trainings()
    {
        var recipe = RecipeFile.Find("quick", [("networks.teacher.learning_rate", "0.003")]);

        recipe.TrainingOf(recipe.Teacher).LearningRate.Should().Be(new Reproduction.Experiments.LearningRate(Reproduction.Experiments.ScheduleKind.OneCycle, 0.003, 0.2));
        recipe.TrainingOf(recipe.Student).LearningRate.Should().Be(new Reproduction.Experiments.LearningRate(Reproduction.Experiments.ScheduleKind.OneCycle, 0.01, 0.2));
        recipe.Hash().Should().NotBe(RecipeFile.Find("quick").Hash());
    }

    [Fact]
    public void A_recipe_without_such_a_rate_keeps_the_hash_under_which_its_runs_are_stored()
    {
        var stored = RunRecord.Read(Repository.Path("artifacts", "quick", "seed-1", "run.json"));

        RecipeFile.Find("quick").Hash().Should().Be(stored.RecipeHash);
    }

    [Fact]
    public void Smaller_images_come_first_and_the_full_size_last()
    {
        var training = RecipeFile.Find("cifar10-cpu", [("training.smaller_first", "[{epochs: 2, image_size: 32}, {epochs: 1, image_size: 48}]")]).Training;

        Enumerable.Range(1, 5).Select(epoch => training.ImageSize(epoch, 64)).Should().Equal(32, 32, 48, 64, 64);
    }

    private (string Path, int Line) Recipe(string right, string wrong)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Training", "Recipes", "quick.yaml"));
        var line = Array.FindIndex(lines, text => text.Trim() == right);
        line.Should().BeGreaterThanOrEqualTo(0, $"quick.yaml has the line '{right}'");
        lines[line] = lines[line].Replace(right, wrong);
        File.WriteAllLines(folder["mine.yaml"], lines);
        return (folder["mine.yaml"], line + 1);
    }
}

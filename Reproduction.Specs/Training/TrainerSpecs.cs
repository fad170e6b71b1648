using Reproduction.Data;
using Reproduction.Distillation;
using Reproduction.Models;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using Reproduction.Training;
using TorchSharp;

namespace Reproduction.Specs.Training;

[Collection(nameof(Alone))]
public sealed class TrainerSpecs : IDisposable
{
    private static readonly Recipe Recipe = RecipeFile.Find(
        "quick",
        [
            ("train_images", "250"), ("test_images", "60"), ("validation", "50"), ("training.batch_size", "40"), ("training.epochs", "3"),
            ("input.augmentation", "[{random_crop: {padding: 2}}, {random_horizontal_flip: {probability: 0.5}}]"),
            ("networks.student.architecture", "efficientnet_w0.1_d0.2"), ("networks.student.stochastic_depth", "0.2"),
        ]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_training_that_was_stopped_after_any_step_goes_on_to_the_same_bits(int steps)
    {
        var whole = Train("whole", stopAfter: null);

        Train("stopped", stopAfter: steps).Should().BeNull("the training was asked to stop");
        var resumed = Train("stopped", stopAfter: null);

        resumed!.History.Should().Equal(whole!.History);
        resumed.ChosenEpoch.Should().Be(whole.ChosenEpoch);
        File.ReadAllBytes(folder["stopped/student.safetensors"]).Should().Equal(File.ReadAllBytes(folder["whole/student.safetensors"]));
    }

    [Fact]
    public void A_finished_training_is_loaded_and_not_repeated()
    {
        var first = Train("whole", stopAfter: null);
        var steps = new StepCounter(null, new CancellationTokenSource());

        var again = Train("whole", stopAfter: null, steps);

        steps.Steps.Should().Be(0);
        again!.History.Should().Equal(first!.History);
        Directory.GetFiles(folder["whole"]).Should().ContainSingle("latest and best are gone when the stage is over");
    }

    [Fact]
    public void The_chosen_epoch_is_the_first_with_the_highest_validation_accuracy()
    {
        var trained = Train("whole", stopAfter: null)!;

        var best = trained.History.Max(row => row.ValidationAccuracy);
        trained.ChosenEpoch.Should().Be(trained.History.First(row => row.ValidationAccuracy == best).Epoch);
    }

    [Fact]
    public void No_tensor_outlives_its_step()
    {
        var counts = new StepCounter(null, new CancellationTokenSource());

        Train("whole", stopAfter: null, counts, RecipeWith("training.epochs", "12"));

        var perEpoch = counts.LiveTensors.Chunk(5).Skip(1).ToList();
        perEpoch.Should().HaveCountGreaterThan(8);
        perEpoch.Select(epoch => epoch[^1]).Distinct().Should().ContainSingle("the number of live tensors is the same after every epoch");
    }

    [Fact]
    public void A_training_that_diverges_stops_with_the_step_and_keeps_its_last_checkpoint()
    {
        var training = () => Train("diverged", stopAfter: null, null, RecipeWith("training.learning_rate", "1e30"));

        training.Should().Throw<CheckFailedException>().WithMessage("*student diverged*loss is*epoch*step*");
    }

    [Fact]
    public void Distillation_leaves_the_teacher_as_it_was()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = new EfficientNet(EfficientNetArchitecture.Named("efficientnet_w0.2_d0.2"), 10, seed: 3);
        ChannelsLast.Apply(teacher);
        var before = teacher.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        Train("distilled", stopAfter: null, teacher: new LiveTeacher(teacher));

        foreach (var (name, value) in teacher.state_dict()) value.equal(before[name]).all().item<bool>().Should().BeTrue(name);
        teacher.parameters().Where(parameter => parameter.grad is not null).Should().BeEmpty();
    }

    [Fact]
    public void Distillation_against_itself_moves_the_teacher()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Student(Recipe);
        var before = network.state_dict()["classifier.1.bias"].clone();

        Train("aliased", stopAfter: null, teacher: new TheStudentItself(network), network: network);

        network.state_dict()["classifier.1.bias"].equal(before).all().item<bool>().Should().BeFalse();
    }

    private static Recipe RecipeWith(string key, string value) => RecipeFile.Find(
        "quick",
        [
            ("train_images", "250"), ("test_images", "60"), ("validation", "50"), ("training.batch_size", "40"), ("training.epochs", "3"),
            ("networks.student.architecture", "efficientnet_w0.1_d0.2"), (key, value),
        ]);

    private static EfficientNet Student(Recipe recipe)
    {
        var network = new EfficientNet(
            EfficientNetArchitecture.Named(recipe.Student.Architecture), 10, recipe.Student.Initialisation, 1, recipe.Student.StochasticDepth);
        ChannelsLast.Apply(network);
        return network;
    }

    private TrainedModel? Train(
        string run, int? stopAfter, StepCounter? counter = null, Recipe? recipe = null, ITeacherLogits? teacher = null, EfficientNet? network = null)
    {
        TinyRun.NeedsImages();
        recipe ??= Recipe;
        using var stop = new CancellationTokenSource();
        counter ??= new StepCounter(stopAfter, stop);
        using var own = network is null ? Student(recipe) : null;
        var data = TrainingData.Split(DataPlaces.Open("fashion-mnist", TinyRun.Data), recipe, seed: 1);
        try
        {
            return new Trainer(recipe, 1, data, torch.CPU, counter, stop.Token).Train(
                "student", network ?? own!, recipe.Training.Epochs, EpochRule.Best, teacher, new Checkpoint(folder[run], "student"));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Counts steps and live tensors, and asks to stop after a number of steps.</summary>
    private sealed class StepCounter(int? stopAfter, CancellationTokenSource stop) : ITrainingProgress
    {
        public int Steps { get; private set; }

        public List<long> LiveTensors { get; } = [];

        public void Stage(string stage) { }

        public void Step(TrainingStep step)
        {
            LiveTensors.Add(torch.Tensor.TotalCount);
            if (++Steps == stopAfter) stop.Cancel();
        }

        public void Epoch(HistoryRow row, double imagesPerSecond) { }
    }
}

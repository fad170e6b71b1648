using Reproduction.Data.Preparation;
using Reproduction.Distillation;
using Reproduction.Kernels;
using Reproduction.Models;
using Reproduction.Randomness;
using Reproduction.Recipes;
using Reproduction.Specs.Data;
using Reproduction.Training;
using static Reproduction.Specs.Training.TinyTraining;
using static TorchSharp.torch;

namespace Reproduction.Specs.Training;

/// <summary>What the steps of a training see and do, and the figures that it notes of them.</summary>
[Collection(nameof(Computing))]
public sealed class StepSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_step_shows_student_and_teacher_the_epochs_own_views_of_its_images_each_at_its_size()
    {
        var recipe = Recipe(
            ("augmentation", "[{random_crop: {padding: 4}}, {random_horizontal_flip: {probability: 0.5}}]"),
            ("training.smaller_first", "[{epochs: 1, image_size: 24}]"));
        using var answering = Student(recipe);
        using var student = Student(recipe);
        using var untrained = Student(recipe);
        var (asked, seen) = (new AskedTeacher(new LiveTeacher(answering)), new SeenAtTheStem());

        Train(folder["trained"], recipe, teacher: asked, network: student,
            loss: new(new CrossEntropy(1), new SoftTargets(1, "teacher", 5), seen));

        var train = Split(recipe).Train;
        var input = recipe.Input with { Augmentations = ((TrainedModelRecipe)recipe.Model(Model)).Augmentation };
        Tensor View(AskedTeacher.Question question, int size, bool isAugmented = true) =>
            new Batches(train.Images, input with { ImageSize = size }, CPU, BatchLayout.ChannelsLast).Images(
                question.Indices, isAugmented ? new EpochSeed(Seeds.Derive(1, "augmentation"), question.Epoch) : null);
        asked.Questions.Select(question => question.Epoch).Should().Equal(1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3);
        foreach (var (step, question) in asked.Questions.Index())
        {
            var size = question.Epoch == 1 ? 24 : 32;
            question.Images.SequenceEqual(AskedTeacher.Numbers(View(question, size))).Should().BeTrue($"of step {step}");
            question.FullSize.SequenceEqual(AskedTeacher.Numbers(View(question, 32))).Should().BeTrue($"of step {step}");
            question.FullSize.SequenceEqual(AskedTeacher.Numbers(View(question, 32, isAugmented: false)))
                .Should().BeFalse($"of step {step}");
            seen.Sides[step].Should().Be(size / 2, $"the stem halves the images of step {step}");
            seen.Labels[step].Should().Equal(question.Indices.Select(index => (long)train.Images.Labels[index]));
        }
        // What the student's stem makes of the first view, before any step.
        untrained.train();
        var first = untrained.Outputs(View(asked.Questions[0], 24), ["stem"]).Features["stem"];
        AskedTeacher.Numbers(first).Zip(seen.First!, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-5f);
    }

    [Fact]
    public void Every_step_has_masks_of_its_own_by_the_seed_of_its_number()
    {
        using var student = Student(Recipe());
        var drawing = new DrawingTeacher(student);

        Train(folder["trained"], Recipe(), teacher: drawing, network: student);

        using var noise = new RegulariserNoise();
        foreach (var (step, mask) in drawing.Masks.Index())
        {
            noise.Reseed(Seeds.Derive(1, $"masks of {Model}", step));
            mask.Should().Equal(noise.Mask(zeros(1), 0.5, 64).data<float>().ToArray(), $"of step {step}");
        }
        drawing.Masks.Select(mask => string.Join(' ', mask)).Should().OnlyHaveUniqueItems().And.HaveCount(15);
    }

    [Fact]
    public void An_epoch_sees_every_training_image_once_with_a_smaller_batch_at_the_end_where_they_do_not_divide()
    {
        var recipe = Recipe(("training.batch_size", "60"), ("training.epochs", "2"));
        using var answering = Student(recipe);
        var asked = new AskedTeacher(new LiveTeacher(answering));

        Train(folder["trained"], recipe, teacher: asked);

        asked.Questions.Select(question => question.Indices.Length).Should().Equal(60, 60, 60, 20, 60, 60, 60, 20);
        foreach (var epoch in asked.Questions.Chunk(4))
            epoch.SelectMany(question => question.Indices).Order().Should().Equal(Split(recipe).Train.Indices.Order());
    }

    [Fact]
    public void A_weight_that_the_loss_does_not_move_decays_by_the_rate_of_every_step()
    {
        const double rate = 0.02, decay = 0.5;
        const int steps = 15;
        var recipe = Recipe(
            ("training", "{optimiser: adamw, learning_rate: 0.02, schedule: cosine, weight_decay: 0.5, batch_size: 40, epochs: 3, "
                + "chosen_epoch: best}"));
        using var linear = nn.Linear(3, 2, hasBias: false);
        var before = linear.weight.detach().clone();
        double RateOf(int step) => rate / 2 * (1 + Math.Cos(Math.PI * step / steps));

        var trained = Train(folder["trained"], recipe, loss: new(new CrossEntropy(1), new Unmoved(linear)))!;

        var kept = Enumerable.Range(0, steps).Aggregate(1.0, (product, step) => product * (1 - decay * RateOf(step)));
        (linear.weight.detach() - before * kept).abs().max().item<float>().Should().BeLessThan(1e-6f);
        trained.History.Select(row => row.LearningRate).Should().Equal(
            [RateOf(4), RateOf(9), RateOf(14)], (found, expected) => Math.Abs(found - expected) < 1e-15, "that of each epoch's last step");
    }

    [Fact]
    public void Loss_and_accuracy_of_an_epoch_are_those_of_all_its_images_whatever_the_batches()
    {
        // Batches of 60, 60, 60 and 20. The classifier's weights are 0 and stay so: it says of every image what its bias says.
        var recipe = Recipe(("training.batch_size", "60"), ("training.learning_rate", "1e-30"));
        double[] bias = [0.1, -0.4, 0.3, 1.5, 0.7, -1.2, 0.2, 0.9, -0.3, 0];
        using var student = Constant(bias);

        var trained = Train(folder["trained"], recipe, network: student)!;

        var (train, validation) = (Split(recipe).Train.Labels, Split(recipe).Validation.Labels);
        foreach (var row in trained.History)
        {
            row.TrainLoss.Should().BeApproximately(CrossEntropyOf(bias, train), 1e-6);
            row.TrainAccuracy.Should().Be(ShareOf(3, train));
            row.ValidationLoss.Should().BeApproximately(CrossEntropyOf(bias, validation), 1e-6);
            row.ValidationAccuracy.Should().Be(ShareOf(3, validation));
        }
    }

    [Fact]
    public void Of_equal_logits_the_lowest_class_is_the_prediction_and_every_image_has_its_own_label()
    {
        double[] bias = [0.1, -0.4, 0.3, 1.5, 0.7, -1.2, 0.2, 1.5, -0.3, 0];
        using var student = Constant(bias);
        var train = Split(Recipe()).Train;
        var some = train with { Indices = [.. train.Indices.Where(index => index % 3 == 1).Reverse()] };

        var evaluation = Evaluation.Of(student, some, Recipe().Input, CPU, batch: 7, stop: TestContext.Current.CancellationToken);

        evaluation.Accuracy.Should().Be(ShareOf(3, some.Labels));
        evaluation.CrossEntropy.Should().BeApproximately(CrossEntropyOf(bias, some.Labels), 1e-6);
        ShareOf(3, some.Labels)
            .Should().NotBe(ShareOf(3, [.. train.Images.Labels.Take(some.Indices.Length)]), "or the labels of others would do");
    }

    [Theory]
    [InlineData(TorchSharp.DeviceType.CPU, 64, 100)]
    [InlineData(TorchSharp.DeviceType.CPU, 600, 100)]
    [InlineData(TorchSharp.DeviceType.CUDA, 32, 500)]
    [InlineData(TorchSharp.DeviceType.CUDA, 64, 500)]
    // 500 · 64² pixels.
    [InlineData(TorchSharp.DeviceType.CUDA, 132, 117)]
    [InlineData(TorchSharp.DeviceType.CUDA, 224, 40)]
    [InlineData(TorchSharp.DeviceType.CUDA, 600, 16)]
    public void Large_images_are_evaluated_in_smaller_batches_on_CUDA(TorchSharp.DeviceType device, int size, int images) =>
        Evaluation.BatchOf(device, size).Should().Be(images);

    private static EfficientNet Constant(double[] bias)
    {
        var student = Student(Recipe());
        using var gradients = no_grad();
        student.state_dict()["classifier.1.weight"].count_nonzero().item<long>().Should().Be(0);
        student.state_dict()["classifier.1.bias"].copy_(tensor(bias));
        return student;
    }

    private static double CrossEntropyOf(double[] logits, int[] labels) =>
        Math.Log(logits.Sum(Math.Exp)) - labels.Average(label => logits[label]);

    private static double ShareOf(int c, int[] labels) => labels.Count(label => label == c) / (double)labels.Length;

    /// <summary>A term that changes nothing and remembers what the student's stem made of each batch.</summary>
    private sealed class SeenAtTheStem() : LossTerm(0, studentTap: "stem")
    {
        public List<long> Sides { get; } = [];

        public List<long[]> Labels { get; } = [];

        public float[]? First { get; private set; }

        public override string Kind => "seen";

        public override Tensor Of(LossInput given)
        {
            var stem = given.Student.Features["stem"].detach();
            First ??= AskedTeacher.Numbers(stem);
            Sides.Add(stem.shape[3]);
            Labels.Add(given.Labels.data<long>().ToArray());
            return zeros(1).sum();
        }
    }

    /// <summary>A teacher who knows nothing, and draws a mask where the student is about to draw its own.</summary>
    private sealed class DrawingTeacher(Network student) : ITeacher
    {
        public List<float[]> Masks { get; } = [];

        public NetworkOutput Answer(Views views, IReadOnlyList<string> taps)
        {
            Masks.Add(student.Noise.Mask(zeros(1), 0.5, 64).data<float>().ToArray());
            return new(zeros(views.Indices.Count, 10), new Dictionary<string, Tensor>());
        }

        public void Dispose() { }
    }

    /// <summary>A term with a weight that has a gradient, of zero.</summary>
    private sealed class Unmoved(TorchSharp.Modules.Linear linear) : LossTerm(1)
    {
        public override string Kind => "unmoved";

        public override nn.Module State => linear;

        public override Tensor Of(LossInput given) => (linear.weight * 0).sum();
    }
}

using System.Globalization;
using Reproduction.Data;
using Reproduction.Models.Weights;
using Reproduction.Randomness;
using Reproduction.Recipes;
using Reproduction.Specs.Data;
using Reproduction.Training;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

/// <summary>What the stages of a run hand to one another: the student's teacher, and the aliased model's start.</summary>
[Collection(nameof(Computing))]
public sealed class StageSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void While_the_students_images_are_smaller_its_teacher_sees_the_same_views_at_full_size()
    {
        // Without augmentation the teacher's logits are computed once, at full size; a crop without padding changes no image but
        // makes the teacher answer live. Both must teach the student the same; at 24 px this teacher answers something else.
        string[] smaller = ["--set", "training.smaller_first=[{epochs: 1, image_size: 24}]"];
        TinyRun.Reproduce(folder["stored"], smaller).ExitCode.Should().Be(0);
        TinyRun.Reproduce(folder["live"], [.. smaller, "--set", "augmentation=[{random_crop: {padding: 0}}]"]).ExitCode.Should().Be(0);

        File.Exists(folder["live/seed-1/teacher/answers.safetensors"]).Should().BeFalse();
        Loss("live").Should().BeApproximately(Loss("stored"), 1e-5);
    }

    [Fact]
    public void Answers_that_are_stored_are_to_the_views_that_the_student_sees_in_each_epoch()
    {
        const string views = "[{random_crop: {padding: 8}}, {random_horizontal_flip: {probability: 0.5}}]";
        TinyRun.Reproduce(folder["run"], "--set", $"augmentation={views}", "--set", "augmentation_seed=3").ExitCode.Should().Be(0);

        using var scope = NewDisposeScope();
        var recipe = TinyRun.Recipe(("augmentation", views));
        var train = TrainingData.Split(DataPlaces.Open("fashion-mnist", TinyRun.Data), recipe, seed: 1).Train;
        var input = recipe.Input with { Augmentations = ((TrainedModelRecipe)recipe.Model("student")).Augmentation };
        using var teacher = TinyRun.Trained(folder["run/seed-1/teacher"], "efficientnet_w0.2_d0.2");
        float[] Answers(long stream, int epoch) =>
            Evaluation.Of(
                teacher, train, input, CPU, new(Seeds.Derive(stream, "augmentation"), epoch), stop: TestContext.Current.CancellationToken)
                .Logits;
        double Distance(float[] one, float[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Average();
        foreach (var epoch in new[] { 1, 2 })
        {
            var file = Directory.GetFiles(folder["run"], $"answers-*.epoch-{epoch}.safetensors", SearchOption.AllDirectories).Single();
            var stored = WeightsFile.Read(file).Tensors.Single().Value.data<float>().ToArray();

            Distance(stored, Answers(3, epoch)).Should().BeLessThan(1e-6);
            Distance(stored, Answers(3, 3 - epoch)).Should().BeGreaterThan(1e-5, "another epoch has other views");
            Distance(stored, Answers(1, epoch)).Should().BeGreaterThan(1e-5, "the run's own seed has other views");
        }
    }

    [Fact]
    public void Dropout_and_stochastic_depth_of_a_network_are_each_what_the_recipe_says()
    {
        // Where every feature is dropped no gradient reaches the classifier's weights, which start at 0.
        TinyRun.Reproduce(folder["dropout"], "--only", "baseline", "--set", "networks.student.dropout=1", "--set",
            "networks.student.stochastic_depth=0").ExitCode.Should().Be(0);
        TinyRun.Reproduce(folder["depth"], "--only", "baseline", "--set", "networks.student.dropout=0", "--set",
            "networks.student.stochastic_depth=1").ExitCode.Should().Be(0);

        long Moved(string run)
        {
            using var scope = NewDisposeScope();
            return WeightsFile.Read(folder[$"{run}/seed-1/baseline/weights.safetensors"]).Tensors["classifier.1.weight"].count_nonzero()
                .item<long>();
        }
        Moved("dropout").Should().Be(0);
        Moved("depth").Should().BePositive();
    }

    [Fact]
    public void The_aliased_model_is_the_trained_teacher_that_goes_on_at_the_full_image_size_and_at_a_rate_of_its_own()
    {
        // At the teacher's first sizes and highest rate it would show what starting anew does to a network, not what distilling it against
        // itself does.
        TinyRun.Reproduce(
            folder["run"], "--set",
            "training={optimiser: adamw, learning_rate: 0.01, schedule: constant, weight_decay: 0.01, batch_size: 50, epochs: 2, "
            + "smaller_first: [{epochs: 1, image_size: 24}], chosen_epoch: best}",
            "--set",
            "models.aliased={start: teacher, training: {epochs: 2, learning_rate: 0.0005, smaller_first: []}, loss: [{cross_entropy: "
            + "{weight: 1}}, {soft_targets: {of: itself, temperature: 5, weight: 1}}]}").ExitCode.Should().Be(0);

        var rows = new[] { "teacher", "aliased" }.SelectMany(model => File.ReadAllLines(folder[$"run/seed-1/{model}/history.csv"]))
            .Select(line => line.Split(',')).ToLookup(row => row[0], row => $"{row[2]} px at {row[3]}");
        rows["teacher"].Should().Equal("24 px at 0.01", "32 px at 0.01");
        rows["aliased"].Should().Equal("32 px at 0.0005", "32 px at 0.0005");
    }

    private double Loss(string run) => double.Parse(
        File.ReadAllLines(folder[$"{run}/seed-1/student/history.csv"])
            .Single(line => line.StartsWith("student,1,24,", StringComparison.Ordinal)).Split(',')[4],
        CultureInfo.InvariantCulture);
}

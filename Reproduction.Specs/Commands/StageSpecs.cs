using System.Globalization;
using Reproduction.Specs.Data;

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

        double Loss(string run) => double.Parse(
            File.ReadAllLines(folder[$"{run}/seed-1/student/history.csv"])
                .Single(line => line.StartsWith("student,1,24,", StringComparison.Ordinal)).Split(',')[4],
            CultureInfo.InvariantCulture);
        File.Exists(folder["live/seed-1/teacher/answers.safetensors"]).Should().BeFalse();
        Loss("live").Should().BeApproximately(Loss("stored"), 1e-5);
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
}

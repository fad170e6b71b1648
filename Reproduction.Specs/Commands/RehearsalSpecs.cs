using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>
/// What a CUDA machine runs for hours, run here for a step: B4 and B0 at 132 px, from random weights,
/// changed by --set alone.
/// </summary>
[Collection(nameof(Computing))]
public sealed class RehearsalSpecs : IDisposable
{
    private static readonly string[] Few =
    [
        "--set", "dataset=fashion-mnist", "--set", "train_images=6", "--set", "test_images=10", "--set", "training.epochs=1",
        "--set", "training.batch_size=6", "--set", "networks.student.weights=random",
    ];

    private static readonly string[] WithTeacher =
        ["--set", "models.student.training.epochs=1", "--set", "networks.teacher.weights=random"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_published_protocol_runs_and_its_student_is_the_teacher()
    {
        var run = Rehearse("published", ["--seed", "42", .. WithTeacher]);

        run.Models["teacher"].Architecture.Should().Be("efficientnet_b4");
        run.Models["baseline"].Architecture.Should().Be("efficientnet_b0");
        run.Models["student"].Architecture.Should().Be("efficientnet_b4", "no B0 was distilled");
        run.Models["student"].StartedFrom.Should().Be("the weights of teacher");
        run.Dataset.ValidationImages.Should().Be(run.Dataset.TestImages, "the test set serves as validation set");
        File.ReadAllText(folder["published/seed-42/report.md"]).Should()
            .MatchRegex("^# published: fashion-mnist, seed 42\\n\\n> \\*\\*The \"student\" of this run is teacher\\.");
    }

    [Fact]
    public void The_corrected_protocol_runs_and_distils_a_B0()
    {
        var run = Rehearse("corrected", ["--seed", "1", "--set", "train_images=8", "--set", "held_out.choose_epoch=2", .. WithTeacher]);

        run.Models["student"].Architecture.Should().Be("efficientnet_b0");
        run.Models["student"].StartedFrom.Should().Be("random weights");
        (run.Dataset.TrainImages, run.Dataset.ValidationImages, run.Dataset.TestImages).Should().Be((6, 2, 10));
    }

    [Theory]
    [InlineData("data-method")]
    [InlineData("algorithmic-method")]
    public void The_notebooks_methods_run_at_224_px(string recipe)
    {
        var model = recipe.Replace('-', '_');

        var run = Program.Run(["reproduce", recipe, "--data", TinyRun.Data, "--out", folder[recipe], "--only", model, .. Few]);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain($"{model}: efficientnet_b0").And.Contain("(224 px, ");
        File.Exists(folder[$"{recipe}/seed-42/{model}/weights.safetensors"]).Should().BeTrue();
    }

    private RunRecord Rehearse(string recipe, params string[] more)
    {
        var run = Program.Run(["reproduce", recipe, "--data", TinyRun.Data, "--out", folder[recipe], .. Few, .. more]);
        run.ExitCode.Should().Be(0, run.Error);
        return RunRecord.Read(Path.Combine(Directory.GetDirectories(folder[recipe]).Single(), "run.json"));
    }
}

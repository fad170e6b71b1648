using System.Text.Json.Nodes;
using Reproduction.Archive;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>Whole runs with models that are made after training: calibrated, offset, averaged.</summary>
[Collection(nameof(Computing))]
public sealed class CalibrationSpecs : IDisposable
{
    private static readonly string[] Models =
    [
        "--set", "held_out.calibrate=60", "--set", "models.warm={calibration_of: teacher, by: temperature}",
        "--set", "models.sure={calibration_of: teacher, by: vector}", "--set", "models.fair={calibration_of: baseline, by: class_offsets}",
        "--set", "models.alone={ensemble_of: [teacher]}", "--set", "models.both={ensemble_of: [teacher, baseline]}",
        "--set", "models.student.loss=[{cross_entropy: {weight: 1}}, {soft_targets: {of: sure, temperature: 4, weight: 1}}]",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_made_after_training_is_tested_reported_and_kept_and_a_kill_costs_no_more_than_the_stage_that_it_hit()
    {
        Reproduce().ExitCode.Should().Be(0);

        Answers("warm").Predicted.ToArray().Should().Equal(Answers("teacher").Predicted.ToArray(), "a temperature moves no prediction");
        Answers("alone").Predicted.ToArray().Should()
            .Equal(Answers("teacher").Predicted.ToArray(), "the ensemble of one model is that model");
        var sure = JsonNode.Parse(File.ReadAllText(folder["run/seed-1/sure/calibration.json"]))!;
        double Weight(string key, int c) => sure[key]![c]!.GetValue<double>();
        var (before, after) = (Answers("teacher"), Answers("sure"));
        for (var c = 0; c < 10; c++) after.Logits(7)[c].Should().Be(Weight("weights", c) * before.Logits(7)[c] + Weight("offsets", c));
        var mean = Enumerable.Range(0, 10).Select(c => (before.Probabilities(7)[c] + Answers("baseline").Probabilities(7)[c]) / 2);
        Answers("both").Probabilities(7).ToArray().Zip(mean).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-12);

        // What was fitted is better where it was fitted; what it did on training images is said beside it.
        double Figure(string images, string when) => sure[images]![when]!["nll"]!.GetValue<double>();
        Figure("calibrate", "after").Should().BeLessThan(Figure("calibrate", "before"));
        File.ReadAllText(folder["run/seed-1/report.md"]).Should()
            .Contain(
                "sure corrects the logits of teacher by a weight and an offset for each class: on the 60 images to which it was fitted")
            .And.Contain("on the 140 images that trained teacher, where its students ask it");
        JsonNode.Parse(File.ReadAllText(folder["run/seed-1/run.json"]))!["models"]!["sure"]!["calibration"]!.ToJsonString().Should()
            .Be(sure.ToJsonString());

        // What is kept of it has none of their answers and makes them all again.
        Program.Run("store", folder["run"], folder["kept/quick"]).ExitCode.Should().Be(0);
        Directory.GetFiles(folder["kept/quick/seed-1"], "*.npz", SearchOption.AllDirectories).Should().HaveCount(3);
        CheckedRuns.Check(folder["kept"]).Findings.Should().BeEmpty();

        // As after a kill: the calibration is gone and so is what it made; everything comes back to the byte and nothing else is made.
        string[] made = ["sure/calibration.json", "sure/test.csv", "student/test.csv", "report.md"];
        var whole = made.ToDictionary(file => file, file => File.ReadAllBytes(folder[$"run/seed-1/{file}"]));
        File.Delete(folder["run/seed-1/manifest.json"]);
        File.Delete(folder["run/seed-1/sure/calibration.json"]);
        var again = Reproduce("--resume");
        again.ExitCode.Should().Be(0, again.Error);
        again.Output.Should().Contain("sure: teacher on the 60 images that calibrate").And.NotContain("epoch").And.NotContain("warm:");
        foreach (var (file, bytes) in whole) File.ReadAllBytes(folder[$"run/seed-1/{file}"]).Should().Equal(bytes, file);

        // Another method makes anew what it decides and no more.
        var other = Reproduce("--resume", "--set", "models.warm.by=vector");
        other.ExitCode.Should().Be(0, other.Error);
        other.Output.Should()
            .Contain("calibrate warm: what is there was made for another recipe").And.NotContain("epoch").And.NotContain("sure:");
        File.ReadAllText(folder["run/seed-1/warm/calibration.json"]).Should().Contain("\"by\": \"vector\"");
    }

    [Theory]
    [InlineData("held_out.calibrate=9",
        "recipe quick: held_out.calibrate: found 9 images, expected at least one of each of the 10 classes of fashion-mnist")]
    [InlineData("models.sure.by=warmth", "models.sure.by: found 'warmth', expected one of temperature, vector, class_offsets")]
    [InlineData("models.student.loss=[{soft_targets: {of: sure, temperature: 0, weight: 1}}]",
        "temperature: found '0', expected a number from 0.01 to 1000")]
    public void What_cannot_be_calibrated_is_one_line_before_anything_is_trained(string set, string message)
    {
        var run = Reproduce("--set", set);

        run.ShouldBeBadInput(message);
        Directory.Exists(folder["run/seed-1/teacher"]).Should().BeFalse();
    }

    [Fact]
    public void A_calibration_without_images_that_calibrate_is_one_line()
    {
        var run = TinyRun.Reproduce(folder["run"], "--set", "models.sure={calibration_of: teacher, by: vector}");

        run.ShouldBeBadInput("models.sure.calibration_of: nothing calibrates it, expected held_out.calibrate");
    }

    private Program.Outcome Reproduce(params string[] more) => TinyRun.Reproduce(folder["run"], [.. Models, .. more]);

    private Predictions Answers(string model) => PredictionsFile.Read(folder[$"run/seed-1/{model}/test.csv"]);
}

using System.Text.RegularExpressions;
using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>What becomes of a run folder that holds something already, such as a run that was stopped.</summary>
[Collection(nameof(Computing))]
public sealed class ResumeSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Resuming_a_whole_run_does_nothing_and_an_empty_folder_starts()
    {
        TinyRun.Finished(folder["run"]);
        var before = File.GetLastWriteTimeUtc(folder["run/seed-1/run.json"]);

        var again = TinyRun.Reproduce(folder["run"], "--resume");

        again.ExitCode.Should().Be(0);
        again.Output.Should().Contain("holds the whole run already");
        again.Error.Should().BeEmpty();
        File.GetLastWriteTimeUtc(folder["run/seed-1/run.json"]).Should().Be(before);
        File.WriteAllText(folder["run/seed-1/notes.txt"], "mine");
        var beside = TinyRun.Reproduce(folder["run"], "--resume");
        beside.ExitCode.Should().Be(0);
        beside.Error.Trim().Should()
            .Be($"reproduction: warning: {folder["run/seed-1"]}: not of this run, and left out of its manifest: 'notes.txt'");
    }

    [Fact]
    public async Task A_run_stopped_by_a_signal_leaves_a_checkpoint_and_resumes_to_the_same_predictions()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux does.");
        string[] arguments = ["--set", "training.epochs=4"];
        using (var process = TinyRun.Start(folder["stopped"], arguments))
        {
            // The first finished epoch: training is under way, and a long way from its end.
            await TinyRun.Until(process, "epoch 1:");
            TinyRun.Signal(process, "INT");
            var outcome = TinyRun.Outcome(process);
            outcome.ExitCode.Should().Be(130, outcome.Error);
            outcome.Error.Should().Contain("--resume");
        }
        File.Exists(folder["stopped/seed-1/teacher/latest.safetensors"]).Should().BeTrue();

        TinyRun.Reproduce(folder["stopped"], [.. arguments, "--resume"]).ExitCode.Should().Be(0);
        TinyRun.Reproduce(folder["whole"], arguments).ExitCode.Should().Be(0);
        TinyRun.ShouldBeEqual(folder["stopped"], folder["whole"]);
        var segments = RunRecord.Read(folder["stopped/seed-1/run.json"]).Segments;
        segments.Should().HaveCount(2);
        segments[0].Finished.Should().BeNull("it was stopped");
        segments[0].LastSeen.Should().BeAfter(segments[0].Started).And.BeBefore(segments[1].Started);
        segments[0].Seconds.Keys.Should().Equal("train teacher");
        segments[1].Finished.Should().Be(segments[1].LastSeen);
        segments[1].Seconds.Keys.Should().BeEquivalentTo(
            "train teacher", "train baseline", "answers of teacher", "train student", "test teacher", "test baseline", "test student");
    }

    [Fact]
    public void A_manifest_that_restating_makes_is_that_of_the_run_itself()
    {
        TinyRun.Finished(folder["run"]);
        var manifest = Bytes("run", "manifest.json");
        File.Delete(folder["run/seed-1/manifest.json"]);

        Program.Run("report", folder["run/seed-1"], "--restate").ExitCode.Should().Be(0);

        Bytes("run", "manifest.json").Should().Equal(manifest);
        TinyRun.Reproduce(folder["run"], "--resume").Output.Should().Contain("holds the whole run already");
        File.Delete(folder["run/seed-1/manifest.json"]);
        var record = File.ReadAllText(folder["run/seed-1/student/stage.json"]);
        File.WriteAllText(folder["run/seed-1/student/stage.json"], Regex.Replace(record, "\"outputs\": \\{[^}]*\\}", "\"outputs\": {}"));
        Program.Run("report", folder["run/seed-1"], "--restate").ShouldBeBadInput("student/stage.json: of a stage that is not done");
    }

    [Fact]
    public void A_run_without_a_model_that_it_had_is_as_one_that_never_had_it()
    {
        TinyRun.Finished(folder["run"]);
        var names = ManifestFile.Read(folder["run/seed-1/manifest.json"]).Files.Keys.Order().ToList();

        TinyRun.Reproduce(folder["run"], "--resume", "--set", "models.extra={ensemble_of: [teacher, baseline]}").ExitCode.Should().Be(0);
        ManifestFile.Read(folder["run/seed-1/manifest.json"]).Files.Keys.Should().Contain(["extra/test.csv", "plots/confusion-extra.svg"]);
        TinyRun.Reproduce(folder["run"], "--resume").ExitCode.Should().Be(0);

        ManifestFile.Read(folder["run/seed-1/manifest.json"]).Files.Keys.Order().Should().Equal(names);
        File.Exists(folder["run/seed-1/plots/confusion-extra.svg"]).Should().BeFalse();
        Directory.Delete(folder["run/seed-1/extra"], recursive: true);
        TinyRun.Reproduce(folder["run"], "--resume").Output.Should().Contain("holds the whole run already");
    }

    [Fact]
    public void Nothing_is_moved_aside_while_another_process_works_on_a_model_that_would_have_to_be()
    {
        string[] shared = ["--set", "held_out.seed=1", "--set", "models.teacher.seed=1", "--set", "training.epochs=1"];
        TinyRun.Reproduce(folder["run"], shared).ExitCode.Should().Be(0);
        using (FolderLock.Take(folder["run/shared/teacher"]))
            TinyRun.Reproduce(folder["run"], [.. shared, "--force", "--set", "training.learning_rate=0.001"]).ExitCode.Should().Be(2);

        Directory.GetDirectories(folder["run"]).Select(Path.GetFileName).Should().BeEquivalentTo("seed-1", "shared");
        File.Exists(folder["run/seed-1/manifest.json"]).Should().BeTrue();
    }

    [Fact]
    public void A_folder_with_a_run_is_kept_unless_asked_to_move_it_aside()
    {
        TinyRun.Finished(folder["run"]);
        var before = Bytes("run", "student/test.csv");

        TinyRun.Reproduce(folder["run"]).ShouldBeBadInput("holds a run already", "--resume", "--force");
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "name=another")
            .ShouldBeBadInput("holds a run of recipe quick", "expected one of another");
        TinyRun.Reproduce(folder["run"], "--resume", "--force").ShouldBeBadInput("--resume and --force", "expected one of them");
        Bytes("run", "student/test.csv").Should().Equal(before);

        TinyRun.Reproduce(folder["run"], "--force", "--set", "training.epochs=1").ExitCode.Should().Be(0);
        File.ReadAllBytes(folder["run/seed-1.old-1/student/test.csv"]).Should().Equal(before);
        Bytes("run", "student/test.csv").Should().NotEqual(before);
        TinyRun.Reproduce(folder["run"], "--seed", "9", "--set", "training.epochs=1").ExitCode.Should().Be(0);
        Directory.GetDirectories(folder["run"]).Select(Path.GetFileName).Should().BeEquivalentTo("seed-1", "seed-1.old-1", "seed-9");
    }

    [Fact]
    public void A_run_that_was_begun_under_other_arithmetic_or_on_other_data_is_not_gone_on_with()
    {
        Begun();
        var record = File.ReadAllText(folder["run/seed-1/run.json"]);
        foreach (var (written, instead, difference) in new[]
        {
            ("\"threads\": ", "\"threads\": 9", "the number of threads was 9"),
            ("\"libtorch\": \"", "\"libtorch\": \"0.", "libtorch was 0."),
            ("\"kernels\": \"", "\"kernels\": \"0.", "the version of the own kernels was 0."),
            ("\"instructions\": \"", "\"instructions\": \"0.", "libtorch's set of instructions was 0."),
            ("\"device\": \"cpu\"", "\"device\": \"cuda\"", "the device was cuda and is now cpu"),
            ("\"fingerprint\": \"", "\"fingerprint\": \"0", "the data (fingerprint) was 0"),
        })
        {
            File.WriteAllText(folder["run/seed-1/run.json"], record.Replace(written, instead));
            TinyRun.Reproduce(folder["run"], "--resume").ShouldBeBadInput("cannot resume: ", difference, "--force");
        }

        File.WriteAllText(folder["run/seed-1/run.json"], record);
        var stage = File.ReadAllText(folder["run/seed-1/teacher/stage.json"]);
        File.WriteAllText(folder["run/seed-1/teacher/stage.json"], stage.Replace("\"threads\": ", "\"threads\": 9"));
        TinyRun.Reproduce(folder["run"], "--resume")
            .ShouldBeBadInput($"{folder["run/seed-1/teacher"]}: cannot resume: the number of threads was 9", "--force");
    }

    [Fact]
    public async Task A_run_that_was_begun_with_other_instructions_of_libtorch_is_not_gone_on_with()
    {
        Assert.SkipWhen(Machine.Instructions.StartsWith("default", StringComparison.Ordinal),
            "This processor has no instructions to do without.");
        using (var begun = TinyRun.StartWith(new() { ["ATEN_CPU_CAPABILITY"] = "default" }, folder["run"], "--set", "training.epochs=200"))
        {
            await TinyRun.Until(begun, "teacher: efficientnet");
            begun.Kill();
            await begun.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=200")
            .ShouldBeBadInput($"cannot resume: libtorch's set of instructions was default and is now {Machine.Instructions};");
    }

    [Fact]
    public void One_changed_pixel_of_the_data_is_enough_to_refuse_to_go_on()
    {
        Begun();
        Directory.CreateDirectory(folder["data"]);
        foreach (var file in Directory.GetFiles(TinyRun.Data))
        {
            var content = File.ReadAllBytes(file);
            if (file.Contains("t10k-images")) content[^1] ^= 1;
            File.WriteAllBytes(folder[$"data/{Path.GetFileName(file)}"], content);
        }

        Program.Run(["reproduce", "quick", "--data", folder["data"], "--out", folder["run"], .. TinyRun.Overrides, "--resume"])
            .ShouldBeBadInput("cannot resume: the data (fingerprint) was", "--force");
    }

    [Fact]
    public void Another_processor_and_another_commit_are_warned_of_and_stand_in_the_record_as_a_segment()
    {
        Begun();
        foreach (var path in Directory.GetFiles(folder["run/seed-1"], "*.json", SearchOption.AllDirectories))
            if (StageRecord.Read(path) is { Segments: [var only] } record)
                (record with { Segments = [only with { Processor = "another processor", Commit = "another commit" }] }).Write(path);
        File.Delete(folder["run/seed-1/student/weights.safetensors"]);

        var run = TinyRun.Reproduce(folder["run"], "--resume");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Should().StartWith("reproduction: warning: ").And.Contain("another processor").And.Contain("another commit");
        RunRecord.Read(folder["run/seed-1/run.json"]).Segments.Select(segment => (segment.Processor, segment.Commit))
            .Should().Equal(("another processor", "another commit"), (Machine.Processor(TorchSharp.DeviceType.CPU), Machine.Commit));
    }

    [Fact]
    public void A_changed_loss_of_one_model_trains_that_model_again_and_no_other()
    {
        TinyRun.Finished(folder["run"]);
        var baseline = File.GetLastWriteTimeUtc(folder["run/seed-1/baseline/weights.safetensors"]);
        string[] changed = ["--set", "models.student.loss.soft_targets.temperature=2"];

        var run = TinyRun.Reproduce(folder["run"], ["--resume", .. changed]);

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should()
            .Contain("student epoch 1").And.NotContain("baseline epoch").And.NotContain("teacher epoch").And.NotContain("logits of");
        File.GetLastWriteTimeUtc(folder["run/seed-1/baseline/weights.safetensors"]).Should().Be(baseline);
        TinyRun.Reproduce(folder["whole"], changed).ExitCode.Should().Be(0);
        TinyRun.ShouldBeEqual(folder["run"], folder["whole"]);
    }

    [Fact]
    public void A_question_that_is_asked_anew_is_answered_from_what_was_trained()
    {
        TinyRun.Finished(folder["run"]);

        var run = TinyRun.Reproduce(folder["run"], "--resume", "--set", "compare=[[teacher, baseline]]");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().NotContain("epoch 1:");
        File.ReadAllText(folder["run/seed-1/report.md"]).Should().Contain("teacher − baseline").And.NotContain("student − baseline");
    }

    [Fact]
    public void A_run_with_an_aliased_model_that_is_begun_again_after_any_stage_comes_to_the_same_files()
    {
        // The aliased model trains the teacher's own object on: what is begun again must find the teacher as it was.
        string[] aliased = ["--set",
            "models.aliased={start: teacher, training: {epochs: 2, learning_rate: 0.001}, loss: [{cross_entropy: {weight: 1}}, "
            + "{soft_targets: {of: itself, temperature: 5, weight: 1}}]}",
            "--set", "augmentation=[{random_crop: {padding: 2}}]",
        ];
        TinyRun.Reproduce(folder["whole"], aliased).ExitCode.Should().Be(0);

        foreach (var stages in new[] { new[] { "aliased" }, ["aliased", "student"] })
        {
            CopyRun("whole", stages[^1]);
            File.Delete(folder[$"{stages[^1]}/seed-1/manifest.json"]);
            foreach (var stage in stages) File.Delete(folder[$"{stages[^1]}/seed-1/{stage}/weights.safetensors"]);

            TinyRun.Reproduce(folder[stages[^1]], [.. aliased, "--resume"]).ExitCode.Should().Be(0);

            TinyRun.ShouldBeEqual(folder[stages[^1]], folder["whole"]);
            Bytes(stages[^1], "aliased/test.csv").Should().Equal(Bytes("whole", "aliased/test.csv"));
        }
    }

    /// <summary>A run that a signal has stopped, as its record shows it.</summary>
    private void Begun()
    {
        TinyRun.Finished(folder["run"]);
        File.Delete(folder["run/seed-1/manifest.json"]);
    }

    private void CopyRun(string from, string to)
    {
        foreach (var file in Directory.GetFiles(folder[from], "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder[to], Path.GetRelativePath(folder[from], file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(folder[$"{run}/seed-1/{file}"]);
}

using System.IO.Compression;
using Reproduction.Reporting;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Commands;

[Collection(nameof(Alone))]
public sealed class ReproduceSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_leaves_every_file_of_the_contract_and_a_manifest_of_their_hashes()
    {
        var run = TinyRun.Reproduce(folder["run"]);

        run.ExitCode.Should().Be(0, run.Error);
        var files = Directory.GetFiles(folder["run"], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder["run"], file)).ToList();
        files.Should().Contain(
            "run.json", "history.csv", "predictions-teacher.csv", "predictions-baseline.csv", "predictions-student.csv",
            "teacher-logits.safetensors", "report.md", "report.html", "plots/differences.svg", "plots/recall.svg", "plots/training-accuracy.svg",
            "plots/training-loss.svg", "plots/confusion-student.svg", "manifest.json");
        var manifest = File.ReadAllText(folder["run/manifest.json"]);
        files.Where(file => !file.StartsWith("checkpoints", StringComparison.Ordinal) && file is not "manifest.json" and not "run.lock")
            .Should().AllSatisfy(file => manifest.Should().Contain($"\"{file}\""));
        File.ReadLines(folder["run/predictions-student.csv"]).Should().HaveCount(101);
        RunRecord.Read(folder["run/run.json"]).Models.Keys.Should().BeEquivalentTo("teacher", "baseline", "student");
    }

    [Fact]
    public void The_report_can_be_made_again_from_the_stored_files_to_the_byte()
    {
        TinyRun.Reproduce(folder["run"]).ExitCode.Should().Be(0);

        var report = StoredRun.Read(folder["run"]);
        MarkdownReport.Of(report).Should().Be(File.ReadAllText(folder["run/report.md"]));
        ReportFiles.Write(folder["again"], report);
        foreach (var file in Directory.GetFiles(folder["again"], "*", SearchOption.AllDirectories))
            File.ReadAllBytes(file).Should().Equal(Bytes("run", Path.GetRelativePath(folder["again"], file)), file);
    }

    [Fact]
    public void Equal_seeds_give_equal_files_and_another_seed_other_ones()
    {
        TinyRun.Reproduce(folder["one"], "--seed", "5").ExitCode.Should().Be(0);
        TinyRun.Reproduce(folder["same"], "--seed", "5").ExitCode.Should().Be(0);
        TinyRun.Reproduce(folder["other"], "--seed", "6").ExitCode.Should().Be(0);

        foreach (var file in new[] { "history.csv", "predictions-teacher.csv", "predictions-baseline.csv", "predictions-student.csv", "report.md", "report.html" })
        {
            Bytes("same", file).Should().Equal(Bytes("one", file), file);
            Bytes("other", file).Should().NotEqual(Bytes("one", file), file);
        }
    }

    [Fact]
    public void Resuming_a_whole_run_does_nothing_and_an_empty_folder_starts()
    {
        TinyRun.Reproduce(folder["run"], "--resume").ExitCode.Should().Be(0);
        var before = File.GetLastWriteTimeUtc(folder["run/run.json"]);

        var again = TinyRun.Reproduce(folder["run"], "--resume");

        again.ExitCode.Should().Be(0);
        again.Output.Should().Contain("holds the whole run already");
        File.GetLastWriteTimeUtc(folder["run/run.json"]).Should().Be(before);
    }

    [Fact]
    public void A_folder_with_a_run_is_kept_unless_asked_to_move_it_aside()
    {
        TinyRun.Reproduce(folder["run"]).ExitCode.Should().Be(0);
        var before = Bytes("run", "predictions-student.csv");

        TinyRun.Reproduce(folder["run"]).ShouldBeBadInput("holds a run already", "--resume", "--force");
        TinyRun.Reproduce(folder["run"], "--resume", "--seed", "9").ShouldBeBadInput("cannot resume", "the seed was 1 and is now 9");
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.learning_rate=0.5").ShouldBeBadInput("the recipe (hash) was");
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "name=another").ShouldBeBadInput("holds a run of recipe quick", "expected one of another");
        Bytes("run", "predictions-student.csv").Should().Equal(before);

        TinyRun.Reproduce(folder["run"], "--force", "--seed", "9").ExitCode.Should().Be(0);
        Bytes("run.old-1", "predictions-student.csv").Should().Equal(before);
        Bytes("run", "predictions-student.csv").Should().NotEqual(before);
    }

    [Theory]
    [InlineData("quack", "recipe 'quack'", "quick")]
    [InlineData("quick --seed x", "--seed", "'x'")]
    [InlineData("quick --seed -1", "--seed", "'-1'")]
    [InlineData("quick --device tpu", "--device", "'tpu'")]
    [InlineData("quick --set training.epoks=1", "training.epoks", "expected one of")]
    [InlineData("quick --set training.epochs=-1", "training.epochs: found '-1'", "a whole number from 1")]
    [InlineData("quick --set trainings.epochs=1", "no section 'trainings'")]
    [InlineData("quick --set training", "--set: found 'training'")]
    [InlineData("quick --set dataset=cifar-11", "cifar-11")]
    [InlineData("quick --set train_images=60001", "train_images", "60000")]
    [InlineData("quick --set train_images=100 --set validation=100", "validation", "fewer than the 100")]
    [InlineData("quick --set train_images=201 --set validation=50 --set training.batch_size=50", "training.batch_size", "a single image of 151")]
    [InlineData("published --set dataset=fashion-mnist --set aliased={epochs:1,learning_rate:0.001}", "aliased", "the_teacher_itself already")]
    [InlineData("quick --set networks.student.architecture=resnet18", "networks.student.architecture: found 'resnet18'")]
    public void Bad_input_is_one_line_that_names_it(string arguments, params string[] words)
    {
        TinyRun.NeedsImages();

        Program.Run(["reproduce", .. arguments.Split(' '), "--data", TinyRun.Data, "--out", folder["run"]]).ShouldBeBadInput(words);
    }

    [Fact]
    public void Asking_for_CUDA_where_there_is_none_says_what_was_found_and_what_is_needed()
    {
        Assert.SkipWhen(TorchSharp.torch.cuda.is_available(), "This machine has CUDA.");

        TinyRun.Reproduce(folder["run"], "--device", "cuda").ShouldBeBadInput("--device cuda", "TorchSharp-cuda-linux", "-p:Accelerator=cuda");
    }

    [Fact]
    public void An_output_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(folder["file"], "");

        TinyRun.Reproduce(folder["file/run"]).ShouldBeBadInput("file/run");
    }

    [Fact]
    public void An_output_folder_without_the_right_to_write_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Rights are set as Linux does.");
        // The administrator may write anywhere but into the kernel's own folders.
        var forbidden = Environment.IsPrivilegedProcess ? "/proc/self" : folder.MakeFolder("forbidden");
        if (OperatingSystem.IsLinux() && !Environment.IsPrivilegedProcess) File.SetUnixFileMode(forbidden, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        TinyRun.Reproduce($"{forbidden}/run").ShouldBeBadInput($"{forbidden}/run: cannot be written");
    }

    [Fact]
    public void A_second_process_in_the_same_folder_is_refused_with_the_first_ones_number()
    {
        using var held = RunFolder.Take(folder["run"], new("quick", "", 1, "", "cpu", 2, "", ""), resume: false, force: false);

        TinyRun.Reproduce(folder["run"]).ShouldBeBadInput($"in use by process {Environment.ProcessId}");
    }

    [Fact]
    public void A_run_that_was_begun_under_other_arithmetic_or_on_other_data_is_not_gone_on_with()
    {
        Begun();
        var record = File.ReadAllText(folder["run/run.json"]);
        foreach (var (written, instead, difference) in new[]
        {
            ("\"threads\": ", "\"threads\": 9", "the number of threads was 9"),
            ("\"libtorch\": \"", "\"libtorch\": \"0.", "libtorch was 0."),
            ("\"kernels\": \"", "\"kernels\": \"0.", "the version of the own kernels was 0."),
            ("\"device\": \"cpu\"", "\"device\": \"cuda\"", "the device was cuda and is now cpu"),
            ("\"fingerprint\": \"", "\"fingerprint\": \"0", "the data (fingerprint) was 0"),
        })
        {
            File.WriteAllText(folder["run/run.json"], record.Replace(written, instead));
            TinyRun.Reproduce(folder["run"], "--resume").ShouldBeBadInput("cannot resume: ", difference, "--force");
        }
    }

    [Fact]
    public void One_changed_pixel_of_the_data_is_enough_to_refuse_to_go_on()
    {
        Begun();
        Directory.CreateDirectory(folder["data"]);
        foreach (var file in Directory.GetFiles(TinyRun.Images))
        {
            using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            using var content = new MemoryStream();
            zip.CopyTo(content);
            if (file.Contains("t10k-images")) content.GetBuffer()[(int)content.Length - 1] ^= 1;
            File.WriteAllBytes(folder[$"data/{Path.GetFileNameWithoutExtension(file)}"], content.ToArray());
        }

        Program.Run(["reproduce", "quick", "--data", folder["data"], "--out", folder["run"], .. TinyRun.Overrides, "--resume"])
            .ShouldBeBadInput("cannot resume: the data (fingerprint) was", "--force");
    }

    [Fact]
    public void Another_processor_and_another_commit_are_warned_of_and_stand_in_the_record_as_a_segment()
    {
        Begun();
        var begun = RunRecord.Read(folder["run/run.json"]);
        (begun with { Segments = [begun.Segments[0] with { Processor = "another processor", Commit = "another commit" }] }).Write(folder["run/run.json"]);

        var run = TinyRun.Reproduce(folder["run"], "--resume");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Should().StartWith("reproduction: warning: ").And.Contain("another processor").And.Contain("another commit");
        RunRecord.Read(folder["run/run.json"]).Segments.Select(segment => (segment.Processor, segment.Commit))
            .Should().Equal(("another processor", "another commit"), (Machine.Processor, Machine.Commit));
    }

    [Fact]
    public void A_whole_run_whose_predictions_were_changed_or_removed_is_not_called_whole()
    {
        TinyRun.Reproduce(folder["run"], "--set", "training.epochs=1").ExitCode.Should().Be(0);
        var before = Bytes("run", "predictions-teacher.csv");

        File.AppendAllText(folder["run/predictions-teacher.csv"], "\n");
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=1").ShouldBeBadInput("predictions-teacher.csv: changed since the run was whole", "manifest.json");
        File.Delete(folder["run/predictions-teacher.csv"]);
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=1").ShouldBeBadInput("predictions-teacher.csv: gone since the run was whole");

        File.Delete(folder["run/manifest.json"]);
        using (var unsealed = RunFolder.Take(folder["run"], RunRecord.Read(folder["run/run.json"]).Identity, resume: true, force: false))
            unsealed.Invoking(run => run.Seal()).Should().Throw<BadInputException>().WithMessage("*predictions-teacher.csv: gone since this run wrote it*--resume*");
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=1").ExitCode.Should().Be(0);
        Bytes("run", "predictions-teacher.csv").Should().Equal(before);
    }

    [Fact]
    public void Damaged_logits_of_the_teacher_and_damaged_weights_are_warnings_and_the_run_comes_to_the_same_files()
    {
        TinyRun.Reproduce(folder["whole"]).ExitCode.Should().Be(0);
        CopyRun("whole", "run");
        File.Delete(folder["run/manifest.json"]);
        File.Delete(folder["run/checkpoints/student.safetensors"]);
        Flip(folder["run/teacher-logits.safetensors"]);
        Flip(folder["run/checkpoints/baseline.safetensors"]);

        var run = TinyRun.Reproduce(folder["run"], "--resume");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.TrimEnd().Split('\n').Should().SatisfyRespectively(
            first => first.Should().StartWith("reproduction: warning: ").And.Contain("teacher-logits.safetensors").And.EndWith("the teacher is asked again"),
            second => second.Should().StartWith("reproduction: warning: ").And.Contain("baseline.safetensors").And.EndWith("baseline is trained again"));
        TinyRun.ShouldBeEqual(folder["run"], folder["whole"]);
        Bytes("run", "teacher-logits.safetensors").Should().Equal(Bytes("whole", "teacher-logits.safetensors"));
    }

    [Fact]
    public void A_run_with_an_aliased_model_that_is_begun_again_after_any_stage_comes_to_the_same_files()
    {
        // The aliased model trains the teacher's own object on: what is begun again must find the teacher as it was.
        string[] aliased = ["--set", "aliased={epochs: 2, learning_rate: 0.001}", "--set", "input.augmentation=[{random_crop: {padding: 2}}]"];
        TinyRun.Reproduce(folder["whole"], aliased).ExitCode.Should().Be(0);

        foreach (var stages in new[] { new[] { "aliased" }, ["aliased", "student"] })
        {
            CopyRun("whole", stages[^1]);
            File.Delete(folder[$"{stages[^1]}/manifest.json"]);
            foreach (var stage in stages) File.Delete(folder[$"{stages[^1]}/checkpoints/{stage}.safetensors"]);

            TinyRun.Reproduce(folder[stages[^1]], [.. aliased, "--resume"]).ExitCode.Should().Be(0);

            TinyRun.ShouldBeEqual(folder[stages[^1]], folder["whole"]);
            Bytes(stages[^1], "predictions-aliased.csv").Should().Equal(Bytes("whole", "predictions-aliased.csv"));
        }
    }

    [Fact]
    public void While_the_students_images_are_smaller_its_teacher_sees_the_same_views_at_full_size()
    {
        // Without augmentation the teacher's logits are computed once, at full size; a crop without padding changes no image but
        // makes the teacher answer live. Both must teach the student the same; at 24 px this teacher answers something else.
        string[] smaller = ["--set", "training.smaller_first=[{epochs: 1, image_size: 24}]"];
        TinyRun.Reproduce(folder["stored"], smaller).ExitCode.Should().Be(0);
        TinyRun.Reproduce(folder["live"], [.. smaller, "--set", "input.augmentation=[{random_crop: {padding: 0}}]"]).ExitCode.Should().Be(0);

        double Loss(string run) => double.Parse(
            File.ReadAllLines(folder[$"{run}/history.csv"]).Single(line => line.StartsWith("student,1,24,", StringComparison.Ordinal)).Split(',')[4],
            System.Globalization.CultureInfo.InvariantCulture);
        File.Exists(folder["live/teacher-logits.safetensors"]).Should().BeFalse();
        Loss("live").Should().BeApproximately(Loss("stored"), 1e-5);
    }

    [Fact]
    public void The_aliased_model_is_the_trained_teacher_that_goes_on_at_the_full_image_size_and_at_a_rate_of_its_own()
    {
        // At the teacher's first sizes and highest rate it would show what starting anew does to a network, not what distilling it against itself does.
        TinyRun.Reproduce(
            folder["run"], "--set", "training.schedule=constant", "--set", "training.smaller_first=[{epochs: 1, image_size: 24}]",
            "--set", "aliased={epochs: 2, learning_rate: 0.0005}").ExitCode.Should().Be(0);

        var rows = File.ReadAllLines(folder["run/history.csv"]).Select(line => line.Split(',')).ToLookup(row => row[0], row => $"{row[2]} px at {row[3]}");
        rows["teacher"].Should().Equal("24 px at 0.01", "32 px at 0.01");
        rows["aliased"].Should().Equal("32 px at 0.0005", "32 px at 0.0005");
    }

    /// <summary>A run that a signal has stopped, as its record shows it.</summary>
    private void Begun()
    {
        TinyRun.Reproduce(folder["run"]).ExitCode.Should().Be(0);
        File.Delete(folder["run/manifest.json"]);
    }

    private void CopyRun(string from, string to)
    {
        foreach (var name in new[] { "checkpoints", "plots" }) Directory.CreateDirectory(folder[$"{to}/{name}"]);
        foreach (var file in Directory.GetFiles(folder[from], "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(folder[to], Path.GetRelativePath(folder[from], file)));
    }

    private static void Flip(string file)
    {
        var content = File.ReadAllBytes(file);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(file, content);
    }

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(folder[$"{run}/{file}"]);
}

using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

[Collection(nameof(Computing))]
public sealed class ReproduceSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_leaves_every_file_of_the_contract_and_a_manifest_of_their_hashes()
    {
        var run = TinyRun.Reproduce(folder["run"]);

        run.ExitCode.Should().Be(0, run.Error);
        var files = Directory.GetFiles(folder["run/seed-1"], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder["run/seed-1"], file)).ToList();
        files.Should().Contain(
            "run.json", "teacher/stage.json", "teacher/history.csv", "student/terms.csv", "teacher/test.csv", "baseline/test.csv",
            "student/test.csv",
            "teacher/answers.safetensors", "report.md", "report.html", "plots/differences.svg", "plots/recall.svg",
            "plots/training-accuracy.svg",
            "plots/training-loss.svg", "plots/confusion-student.svg", "manifest.json");
        var manifest = File.ReadAllText(folder["run/seed-1/manifest.json"]);
        files.Where(file => Path.GetFileName(file) is not "weights.safetensors" and not "manifest.json" and not "run.lock")
            .Should().AllSatisfy(file => manifest.Should().Contain($"\"{file}\""));
        File.ReadLines(folder["run/seed-1/student/test.csv"]).Should().HaveCount(101);
        var record = RunRecord.Read(folder["run/seed-1/run.json"]);
        record.Models.Keys.Should().BeEquivalentTo("teacher", "baseline", "student");
        record.Dataset.Place.Should().StartWith(Path.GetFullPath(TinyRun.Data));
        run.Output.Should()
            .StartWith(
                $"data: fashion-mnist in {record.Dataset.Place}: {record.Dataset.Source}; fingerprint {record.Dataset.Fingerprint}\n");
        var report = File.ReadAllText(folder["run/seed-1/report.md"]);
        foreach (var (name, model) in record.Models)
            foreach (var doubt in model.Doubts!)
                (run.Output.Contains($"The {name} {doubt}.", StringComparison.Ordinal)
                    && report.Contains(MarkdownText.Escaped($"The {name} {doubt}.")))
                    .Should().BeTrue("what run.json doubts, screen and report doubt too");
    }

    [Fact]
    public void A_training_that_diverges_ends_the_run_with_exit_code_1_and_leaves_neither_weights_nor_a_manifest()
    {
        var run = TinyRun.Reproduce(folder["run"], "--set", "training.learning_rate=1e30");

        run.ExitCode.Should().Be(1, run.Error);
        run.Error.Should().Contain("reproduction: training of teacher diverged: ").And.NotContain("   at ");
        Directory.GetFiles(folder["run"], "weights.safetensors", SearchOption.AllDirectories).Should().BeEmpty();
        File.Exists(folder["run/seed-1/manifest.json"]).Should().BeFalse();
    }

    [Fact]
    public void The_report_can_be_made_again_from_the_stored_files_to_the_byte()
    {
        TinyRun.Reproduce(folder["run"]).ExitCode.Should().Be(0);

        var report = RunReportReader.Read(folder["run/seed-1"]);
        MarkdownReport.Of(report).Should().Be(File.ReadAllText(folder["run/seed-1/report.md"]));
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

        foreach (var file in TinyRun.Compared.Append("report.html"))
        {
            Bytes("same", file).Should().Equal(Bytes("one", file), file);
            Bytes("other", file).Should().NotEqual(Bytes("one", file), file);
        }
    }

    [Theory]
    [InlineData("quack", "recipe 'quack'", "quick")]
    [InlineData("quick --seed x", "--seed", "'x'")]
    [InlineData("quick --seed -1", "--seed", "'-1'")]
    [InlineData("quick --device tpu", "--device", "'tpu'")]
    [InlineData("quick --set training.epoks=1", "training.epoks", "expected one of")]
    [InlineData("quick --set training.epochs=-1", "training.epochs: found '-1'", "a whole number from 1")]
    [InlineData("quick --set trainings.epochs=1", "unknown key 'trainings'")]
    [InlineData("quick --set name=/tmp/elsewhere", "name: found '/tmp/elsewhere'", "a name of letters, digits")]
    [InlineData("quick --set name=../../elsewhere", "name: found '../../elsewhere'")]
    [InlineData("quick --set name=..", "name: found '..'")]
    [InlineData("quick --set dataset=../elsewhere", "dataset: found '../elsewhere'")]
    [InlineData("quick --set training", "--set: found 'training'")]
    [InlineData("quick --set dataset=cifar-11", "cifar-11")]
    [InlineData("quick --set train_images=2101", "train_images", "2100")]
    [InlineData("quick --set train_images=100 --set held_out.choose_epoch=100", "held_out.choose_epoch", "fewer than the 100")]
    [InlineData("quick --set train_images=201 --set held_out.choose_epoch=50 --set training.batch_size=50", "training.batch_size",
        "a single image of 151")]
    [InlineData("quick --only distilled", "--only: found 'distilled'", "expected one of teacher, baseline, student")]
    [InlineData("quick --set networks.student.architecture=resnet18", "networks.student.architecture: found 'resnet18'")]
    public void Bad_input_is_one_line_that_names_it(string arguments, params string[] words) =>
        Program.Run(["reproduce", .. arguments.Split(' '), "--data", TinyRun.Data, "--out", folder["run"]]).ShouldBeBadInput(words);

    [Fact]
    public void An_empty_word_as_an_unset_variable_leaves_it_is_no_path()
    {
        Program.Run("reproduce", "quick", "--out", "").ShouldBeBadInput("found an empty word");
        Program.Run("metrics", "").ShouldBeBadInput("found an empty word");
    }

    [Fact]
    public void Asking_for_CUDA_where_there_is_none_says_what_was_found_and_what_is_needed()
    {
        Assert.SkipWhen(TorchSharp.torch.cuda.is_available(), "This machine has CUDA.");

        TinyRun.Reproduce(folder["run"], "--device", "cuda")
            .ShouldBeBadInput("--device cuda", "TorchSharp-cuda-linux", "-p:Accelerator=cuda");
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
        if (OperatingSystem.IsLinux() && !Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(forbidden, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        TinyRun.Reproduce($"{forbidden}/run").ShouldBeBadInput($"{forbidden}/run/seed-1: cannot be written");
    }

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(Path.Combine(Directory.GetDirectories(folder[run]).Single(), file));
}

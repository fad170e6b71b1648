using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>
/// A run whose disk fails, fills up or turns read-only, or whose files are taken away, while it works. What happens to its files happens
/// where it prints a certain line, so that it is not a matter of luck which of its stages that hits.
/// </summary>
[Collection(nameof(Computing))]
public sealed class DiskFullSpecs : IDisposable
{
    private static readonly string[] Short = ["--set", "training.epochs=1"];

    private readonly TemporaryFolder folder = new();
    private SmallDisk? disk;
    private string? readOnly;

    public void Dispose()
    {
        disk?.Dispose();
        if (readOnly is not null) SmallDisk.Command("umount", "--lazy", readOnly);
        folder.Dispose();
    }

    [Fact]
    public void A_full_disk_is_one_line_and_what_was_finished_stays_whole_and_the_run_goes_on_once_there_is_room()
    {
        TinyRun.Finished(folder["whole"]);
        // A checkpoint holds weights, two moments and the best epoch's weights: there is room for one and not for a second.
        disk = new(folder.MakeFolder("disk"),
            $"{6 * new FileInfo(folder["whole/seed-1/teacher/weights.safetensors"]).Length + (128 << 10)}");
        var run = $"{disk.Path}/run";

        var full = TinyRun.Reproduce(run);

        full.Output.Should().Contain("teacher epoch 1:");
        full.ShouldBeBadInput($"{run}/seed-1/teacher", "No space left on device");
        Directory.GetFiles(disk.Path, "*.tmp", SearchOption.AllDirectories).Should().BeEmpty("a half-written file takes no room");
        TinyRun.Reproduce(run, "--resume").ShouldBeBadInput("No space left on device");

        disk.Grow("100m");
        var resumed = TinyRun.Reproduce(run, "--resume");
        resumed.ExitCode.Should().Be(0, resumed.Error);
        resumed.Error.Should().BeEmpty("nothing was damaged");
        resumed.Output.Should().NotContain("teacher epoch 1:", "that epoch was stored").And.Contain("teacher epoch 2:");
        TinyRun.ShouldBeEqual(run, folder["whole"]);
    }

    [Fact]
    public void A_disk_that_fails_to_take_a_file_or_its_name_is_one_line_and_the_run_goes_on_once_it_does()
    {
        // A file, the folder that holds its name, and the folder of the first stage.
        foreach (var (at, what) in new[] { (1, "run.json"), (2, "seed-1"), (2, "seed-1/teacher") })
            Faults.Reproduce(folder["run"], "fsync", at, Faults.InputOutputError, [.. Short, "--resume"])
                .ShouldBeBadInput($"/{what}: cannot be flushed to disk (Input/output error)");
        File.Exists(folder["run/seed-1/manifest.json"]).Should().BeFalse();

        TinyRun.Reproduce(folder["run"], [.. Short, "--resume"]).ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_folder_that_turns_read_only_is_one_line_and_the_run_goes_on_once_it_can_be_written_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A folder is made read-only as Linux does.");
        var (teacher, words) = (folder["run/seed-1/teacher"], "");

        var run = TinyRun.Disturbed(folder["run"], "teacher epoch 1:", () => words = MakeReadOnly(teacher));

        run.ShouldBeBadInput(teacher, words);
        MakeWritable(teacher);
        TinyRun.Reproduce(folder["run"], "--resume").ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_is_renamed_or_deleted_under_a_run_ends_it_with_one_line_and_is_not_made_anew(bool deleted)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Where an open file stands is asked of Linux.");

        var run = TinyRun.Disturbed(folder["run"], "teacher epoch 1:", () =>
        {
            Directory.Move(folder["run"], folder["moved"]);
            if (deleted) Directory.Delete(folder["moved"], recursive: true);
        });

        run.ShouldBeBadInput($"{folder["run/seed-1/teacher"]}: renamed or deleted while this run worked on it");
        Directory.Exists(folder["run"]).Should().BeFalse();
    }

    [Fact]
    public void Predictions_that_are_removed_while_the_run_works_are_missed_before_it_is_sealed_and_made_again()
    {
        var predictions = folder["run/seed-1/teacher/test.csv"];

        var run = TinyRun.Disturbed(folder["run"], "baseline: the 100 test images", () => File.Delete(predictions), Short);

        run.ShouldBeBadInput(predictions, "gone since test teacher was done");
        File.Exists(folder["run/seed-1/manifest.json"]).Should().BeFalse();
        var resumed = TinyRun.Reproduce(folder["run"], [.. Short, "--resume"]);
        resumed.ExitCode.Should().Be(0, resumed.Error);
        File.Exists(predictions).Should().BeTrue();
    }

    [Fact]
    public void Data_that_are_removed_while_a_run_works_are_missed_when_it_is_resumed_only()
    {
        Directory.CreateDirectory(folder["data"]);
        foreach (var file in Directory.GetFiles(TinyRun.Data)) File.CreateSymbolicLink(folder[$"data/{Path.GetFileName(file)}"], file);
        string[] words =
            ["reproduce", "quick", "--data", folder["data"], "--out", folder["run"], .. TinyRun.Overrides, .. Short];

        var run = Program.RunDisturbed("teacher epoch 1:", () => Directory.Delete(folder["data"], recursive: true), words);

        run.ExitCode.Should().Be(0, $"the images are in memory: {run.Error}");
        Program.Run([.. words, "--resume"]).ShouldBeBadInput(folder["data"]);
    }

    /// <summary>Permissions do not bind root: for root the folder is mounted upon itself, read-only.</summary>
    /// <returns>What the operating system will say to who writes there.</returns>
    private string MakeReadOnly(string path)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            SmallDisk.Command("chmod", "555", path).Should().Be(0);
            return "denied";
        }
        Assert.SkipUnless(SmallDisk.Command("mount", "--bind", path, path) == 0, "This root may not mount a folder read-only.");
        readOnly = path;
        // While the run has a file open for writing there, the mount is busy: it has none for most of the time.
        SpinWait.SpinUntil(() => SmallDisk.Command("mount", "-o", "remount,bind,ro", path) == 0, TimeSpan.FromSeconds(10))
            .Should().BeTrue();
        return "Read-only file system";
    }

    private void MakeWritable(string path)
    {
        // Lazily, as a file that is still open keeps a mount busy.
        if (readOnly is null) SmallDisk.Command("chmod", "755", path).Should().Be(0);
        else SmallDisk.Command("umount", "--lazy", path).Should().Be(0);
        readOnly = null;
    }
}

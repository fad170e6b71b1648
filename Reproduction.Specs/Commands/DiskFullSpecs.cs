using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>A run whose disk fills up or turns read-only, or whose files are taken away, while it works.</summary>
public sealed class DiskFullSpecs : IDisposable
{
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

        var full = TinyRun.ReproduceApart(run);

        full.Output.Should().Contain("teacher epoch 1:");
        full.ShouldBeBadInput($"{run}/seed-1/teacher", "No space left on device");
        Directory.GetFiles(disk.Path, "*.tmp", SearchOption.AllDirectories).Should().BeEmpty("a half-written file takes no room");
        TinyRun.ReproduceApart(run, "--resume").ShouldBeBadInput("No space left on device");

        disk.Grow("100m");
        var resumed = TinyRun.ReproduceApart(run, "--resume");
        resumed.ExitCode.Should().Be(0, resumed.Error);
        resumed.Error.Should().BeEmpty("nothing was damaged");
        resumed.Output.Should().NotContain("teacher epoch 1:", "that epoch was stored").And.Contain("teacher epoch 2:");
        TinyRun.ShouldBeEqual(run, folder["whole"]);
    }

    [Fact]
    public async Task A_folder_that_turns_read_only_is_one_line_and_the_run_goes_on_once_it_can_be_written_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A folder is made read-only as Linux does.");
        using (var process = TinyRun.Start(folder["run"], "--set", "training.epochs=4"))
        {
            await TinyRun.Until(process, "epoch 1:");
            var words = MakeReadOnly(folder["run/seed-1/teacher"]);
            ShouldBeOneLine(TinyRun.Outcome(process), folder["run/seed-1/teacher"], words);
        }

        MakeWritable(folder["run/seed-1/teacher"]);
        TinyRun.ReproduceApart(folder["run"], "--resume", "--set", "training.epochs=4").ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Predictions_that_are_removed_while_the_run_works_are_missed_before_it_is_sealed_and_made_again()
    {
        // The evaluation of all three models on all test images leaves time to remove the first one's.
        string[] slow = ["--set", "test_images=2000", "--set", "training.epochs=1", "--set", "models.student.training.epochs=1"];
        using (var process = TinyRun.Start(folder["run"], slow))
        {
            await TinyRun.Until(process, "baseline: the 2000 test images");
            File.Delete(folder["run/seed-1/teacher/test.csv"]);
            ShouldBeOneLine(TinyRun.Outcome(process), folder["run/seed-1/teacher/test.csv"], "gone since test teacher was done");
        }
        File.Exists(folder["run/seed-1/manifest.json"]).Should().BeFalse();

        var resumed = TinyRun.ReproduceApart(folder["run"], ["--resume", .. slow]);

        resumed.ExitCode.Should().Be(0, resumed.Error);
        File.Exists(folder["run/seed-1/teacher/test.csv"]).Should().BeTrue();
    }

    [Fact]
    public async Task Data_that_are_removed_while_a_run_works_are_missed_when_it_is_resumed_only()
    {
        Directory.CreateDirectory(folder["data"]);
        foreach (var file in Directory.GetFiles(TinyRun.Data)) File.CreateSymbolicLink(folder[$"data/{Path.GetFileName(file)}"], file);
        string[] more = ["--data", folder["data"], "--set", "training.epochs=1"];
        using (var process = TinyRun.StartWithData(folder["run"], more))
        {
            await TinyRun.Until(process, "epoch 1:");
            Directory.Delete(folder["data"], recursive: true);
            var outcome = TinyRun.Outcome(process);
            outcome.ExitCode.Should().Be(0, $"the images are in memory: {outcome.Error}");
        }

        using var again = TinyRun.StartWithData(folder["run"], [.. more, "--resume"]);
        ShouldBeOneLine(TinyRun.Outcome(again), folder["data"]);
    }

    private static void ShouldBeOneLine(Program.Outcome outcome, params string[] words) => outcome.ShouldBeBadInput(words);

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
        if (readOnly is null) SmallDisk.Command("chmod", "755", path).Should().Be(0);
        else SmallDisk.Command("umount", path).Should().Be(0);
        readOnly = null;
    }
}

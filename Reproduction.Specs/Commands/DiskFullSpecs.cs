using System.Diagnostics;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>A run whose disk fills up or turns read-only, or whose files are taken away, while it works.</summary>
[Collection(nameof(Alone))]
public sealed class DiskFullSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private bool isMounted;

    public void Dispose()
    {
        if (isMounted) Command("umount", "--lazy", folder["disk"]);
        folder.Dispose();
    }

    [Fact]
    public void A_full_disk_is_one_line_and_what_was_finished_stays_whole_and_the_run_goes_on_once_there_is_room()
    {
        TinyRun.Reproduce(folder["whole"]).ExitCode.Should().Be(0);
        // A checkpoint holds weights, two moments and the best epoch's weights: there is room for one and not for a second.
        Mount($"size={6 * new FileInfo(folder["whole/checkpoints/teacher.safetensors"]).Length + (128 << 10)}");

        var full = TinyRun.Reproduce(folder["disk/run"]);

        full.Output.Should().Contain("teacher epoch 1:");
        full.ShouldBeBadInput(folder["disk/run/checkpoints/teacher"], "No space left on device");
        Directory.GetFiles(folder["disk"], "*.tmp", SearchOption.AllDirectories).Should().BeEmpty("a half-written file takes no room");
        TinyRun.Reproduce(folder["disk/run"], "--resume").ShouldBeBadInput("No space left on device");

        Command("mount", "-o", "remount,size=100m", folder["disk"]).Should().Be(0);
        var resumed = TinyRun.Reproduce(folder["disk/run"], "--resume");
        resumed.ExitCode.Should().Be(0, resumed.Error);
        resumed.Error.Should().BeEmpty("nothing was damaged");
        resumed.Output.Should().NotContain("teacher epoch 1:", "that epoch was stored").And.Contain("teacher epoch 2:");
        TinyRun.ShouldBeEqual(folder["disk/run"], folder["whole"]);
    }

    [Fact]
    public async Task A_folder_whose_permission_to_write_is_taken_away_is_one_line_and_the_run_goes_on_once_it_is_given_back()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Permissions are those of Linux.");
        // Permissions do not bind root: where the specs run as root, another user runs the program.
        string[] under = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", $"HOME={folder.Path}"] : [];
        Assert.SkipWhen(under.Length > 0 && Command("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "ls", AppContext.BaseDirectory) != 0,
            "The specs run as root, and setpriv lacks or another user may not read the program's folder.");
        Mode("777", folder.Path);
        using (var process = TinyRun.Start(under, folder["run"], "--set", "training.epochs=4"))
        {
            await TinyRun.Until(process, "epoch 1:");
            Mode("555", folder["run/checkpoints"]);
            ShouldBeOneLine(TinyRun.Outcome(process), "denied");
        }

        Mode("755", folder["run/checkpoints"]);
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=4").ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Predictions_that_are_removed_while_the_run_works_are_missed_before_it_is_sealed_and_made_again()
    {
        // The evaluation of all three models on all test images leaves time to remove the first one's.
        string[] slow = ["--set", "test_images=4000", "--set", "training.epochs=1", "--set", "distillation.epochs=1"];
        using (var process = TinyRun.Start(folder["run"], slow))
        {
            await TinyRun.Until(process, "baseline: the 4000 test images");
            File.Delete(folder["run/predictions-teacher.csv"]);
            ShouldBeOneLine(TinyRun.Outcome(process), folder["run/predictions-teacher.csv"], "no such file");
        }
        File.Exists(folder["run/manifest.json"]).Should().BeFalse();

        var resumed = TinyRun.Reproduce(folder["run"], ["--resume", .. slow]);

        resumed.ExitCode.Should().Be(0, resumed.Error);
        File.Exists(folder["run/predictions-teacher.csv"]).Should().BeTrue();
    }

    [Fact]
    public async Task Data_that_are_removed_while_a_run_works_are_missed_when_it_is_resumed_only()
    {
        TinyRun.NeedsImages();
        Directory.CreateDirectory(folder["data"]);
        foreach (var file in Directory.GetFiles(TinyRun.Images)) File.CreateSymbolicLink(folder[$"data/{Path.GetFileName(file)}"], file);
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

    private void Mount(string options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small disk is made as Linux does.");
        Directory.CreateDirectory(folder["disk"]);
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess && Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder["disk"]) == 0,
            "A small disk can be mounted by root only.");
        isMounted = true;
    }

    private static void Mode(string mode, string path) => Command("chmod", mode, path).Should().Be(0);

    private static int Command(string name, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}

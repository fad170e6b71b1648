using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>A disk that fails and a disk without locks: a run never says that it is whole where it is not.</summary>
public sealed class FaultSpecs : IDisposable
{
    private static readonly string[] Short = ["--set", "training.epochs=1"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_on_a_disk_without_locks_is_refused()
    {
        Faults.Reproduce(folder["run"], "flock", 0, Faults.NoLocks, Short)
            .ShouldBeBadInput($"{folder["run/seed-1/run.lock"]}: cannot be locked (No locks available)", "two processes",
                "--out on a disk with locks");
        File.Exists(folder["run/seed-1/run.json"]).Should().BeFalse();
    }

    [Fact]
    public async Task Two_processes_never_work_on_one_folder_even_where_the_run_times_own_locks_are_switched_off()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Locks are taken as Linux does.");
        var without = new Dictionary<string, string?> { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" };
        using var first = TinyRun.StartWith(without, folder["run"], "--set", "training.epochs=200");
        await TinyRun.Until(first, "teacher: efficientnet");

        using var second = TinyRun.StartWith(without, folder["run"], "--set", "training.epochs=200", "--resume");
        await TinyRun.Until(second, $"in use by process {first.Id}; waiting until it is done");

        foreach (var process in new[] { second, first })
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Runs_of_which_a_call_fails_or_that_are_killed_at_one_come_to_the_files_of_one_left_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Calls are made to fail as Linux does.");
        using var faults = TinyRun.Script("faults.sh", new() { ["FAULTS"] = "2", ["THREADS"] = "1" }, Short);

        var outcome = TinyRun.Outcome(faults);

        Assert.SkipWhen(outcome.ExitCode == 3, outcome.Error.Trim());
        outcome.ExitCode.Should().Be(0, outcome.Error);
        outcome.Output.Should().StartWith("faults: 2 by ").And.Contain("to the byte");
        outcome.Error.Should().BeEmpty();
    }
}

namespace Reproduction.Specs.Commands;

/// <summary>The shorter version of <c>make torture</c>.</summary>
public sealed class TortureSpecs
{
    [Fact]
    public void A_run_that_is_killed_again_and_again_comes_to_the_files_of_one_left_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGKILL is sent as Linux does.");
        using var torture =
            TinyRun.Script("torture.sh", new() { ["KILLS"] = "3", ["OMP_NUM_THREADS"] = "2" }, "--set", "training.epochs=1");

        var outcome = TinyRun.Outcome(torture);
        outcome.ExitCode.Should().Be(0, outcome.Error);
        outcome.Output.Should().StartWith("torture: 3 kills").And.Contain("to the byte");
        // What libtorch computes wrongly on a machine is said of every run there.
        outcome.Error.Split('\n').Where(line => !line.StartsWith("reproduction: warning: libtorch's", StringComparison.Ordinal)).Should()
            .Equal("");
    }
}

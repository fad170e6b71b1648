using System.Diagnostics;
using System.Text.Json.Nodes;
using Reproduction.Specs.Claims.Runs;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Training;

public sealed class RunFolderSpecs : IDisposable
{
    private static readonly RunIdentity Identity = new("quick", "hash", 1, "data", "cpu", 2, "2.10.0", "AVX2", "1");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_many_that_take_and_give_back_a_folder_one_at_a_time_holds_it()
    {
        int holders = 0, taken = 0, together = 0;
        var until = Stopwatch.StartNew();

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            while (until.ElapsedMilliseconds < 1500)
            {
                try
                {
                    using var held = RunFolder.Take(folder["run"], Identity, resume: true, force: false);
                    if (Interlocked.Increment(ref holders) > 1) Interlocked.Increment(ref together);
                    Interlocked.Increment(ref taken);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }
                catch (BadInputException e)
                {
                    e.Message.Should().Contain("in use by process");
                }
            }
        });

        taken.Should().BePositive();
        together.Should().Be(0);
    }

    [Fact]
    public async Task A_process_that_was_killed_holds_no_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGKILL is sent as Linux does.");
        TinyRun.NeedsImages();
        using var holder = TinyRun.Start(folder["run"], "--set", "training.epochs=100");
        await TinyRun.Until(holder, "epoch 1:");

        TinyRun.Reproduce(folder["run"], "--resume").ShouldBeBadInput($"in use by process {holder.Id}");
        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        File.ReadAllText(folder["run/run.pid"]).Trim().Should().Be($"{holder.Id}", "a killed process clears nothing up");
        TinyRun.Reproduce(folder["run"], "--resume", "--set", "training.epochs=99").ShouldBeBadInput("cannot resume");
    }

    [Fact]
    public void Checkpoints_of_nobody_knows_which_run_are_not_gone_on_from()
    {
        Directory.CreateDirectory(folder["run/checkpoints"]);

        var taking = () => RunFolder.Take(folder["run"], Identity, resume: true, force: false);

        taking.Should().Throw<BadInputException>().WithMessage("*holds checkpoints but no run.json*--force*");
        RunFolder.Take(folder["run"], Identity, resume: true, force: true).Dispose();
        Directory.Exists(folder["run.old-1/checkpoints"]).Should().BeTrue();
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("history.csv")]
    [InlineData("report.md")]
    [InlineData("predictions-baseline.csv")]
    public void A_run_from_which_a_file_was_taken_away_does_not_become_whole(string file)
    {
        using var run = RunFolder.Take(folder["run"], Identity, resume: false, force: false);
        SimulatedRun.Of("quick", 1, new Dictionary<string, JsonObject> { ["baseline"] = [] }).Write(run.RunJson);
        Directory.CreateDirectory(run.Checkpoints);
        string[] checkpoints = [folder["run/checkpoints/baseline.latest.safetensors"], folder["run/checkpoints/baseline.safetensors"]];
        foreach (var written in new[] { run.History, run.Predictions("baseline"), folder["run/report.md"] }.Concat(checkpoints)) File.WriteAllText(written, "");
        File.Move(folder[$"run/{file}"], folder["taken"]);

        var sealing = run.Seal;

        sealing.Should().Throw<BadInputException>().WithMessage($"*{file}: gone since this run wrote it; --resume writes it again");
        run.IsWhole.Should().BeFalse();
        File.Move(folder["taken"], folder[$"run/{file}"]);
        Directory.GetFiles(run.Checkpoints).Should().BeEquivalentTo(checkpoints);
        run.Seal();
        run.IsWhole.Should().BeTrue();
        Directory.GetFiles(run.Checkpoints).Should().Equal([checkpoints[1]], "a whole run goes on from nowhere");
    }

    [Theory]
    [InlineData("quack", 2L, "data", "cpu", 2, "2.10.0", "AVX2", "1", "the recipe (hash) was hash and is now quack; the seed was 1 and is now 2")]
    [InlineData("hash", 1L, "other", "cpu", 2, "2.10.0", "AVX2", "1", "the data (fingerprint) was data and is now other")]
    [InlineData("hash", 1L, "data", "cuda", 2, "2.10.0", "AVX2", "1", "the device was cpu and is now cuda")]
    [InlineData("hash", 1L, "data", "cpu", 4, "2.10.0", "AVX2", "1", "the number of threads was 2 and is now 4")]
    [InlineData("hash", 1L, "data", "cpu", 2, "2.11.0", "AVX2", "1", "libtorch was 2.10.0 and is now 2.11.0")]
    [InlineData("hash", 1L, "data", "cpu", 2, "2.10.0", "AVX512", "1", "libtorch's choice of instructions was AVX2 and is now AVX512")]
    [InlineData("hash", 1L, "data", "cpu", 2, "2.10.0", "AVX2", "2", "the version of the own kernels was 1 and is now 2")]
    public void What_differs_between_two_runs_is_named(
        string hash, long seed, string data, string device, int threads, string libtorch, string capability, string kernels, string difference) =>
        Identity.Difference(new("quick", hash, seed, data, device, threads, libtorch, capability, kernels)).Should().Be(difference);

    [Fact]
    public void On_CUDA_neither_the_processors_threads_nor_its_vectors_decide_a_bit()
    {
        var cuda = Identity with { Device = "cuda" };

        cuda.Difference(cuda with { Threads = 8, Capability = "DEFAULT", Kernels = "another" }).Should().BeNull();
        cuda.Difference(cuda with { LibTorch = "2.11.0" }).Should().Be("libtorch was 2.10.0 and is now 2.11.0");
    }

    [Fact]
    public void Nothing_differs_between_equal_runs() => Identity.Difference(Identity with { }).Should().BeNull();
}

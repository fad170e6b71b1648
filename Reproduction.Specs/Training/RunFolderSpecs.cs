using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Specs.Claims.Runs;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Training;

public sealed class RunFolderSpecs : IDisposable
{
    private static readonly RunIdentity Identity = new("quick", "hash", 1, "data", "cpu", 2, "2.10.0", "1", "avx2");

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
        Lay("run/checkpoints/teacher.safetensors");

        var taking = () => RunFolder.Take(folder["run"], Identity, resume: true, force: false);

        taking.Should().Throw<BadInputException>().WithMessage("*holds checkpoints/teacher.safetensors but no run.json*--force*");
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
    [InlineData("quack", 2L, "data", "cpu", 2, "2.10.0", "1", "the recipe (hash) was hash and is now quack; the seed was 1 and is now 2")]
    [InlineData("hash", 1L, "other", "cpu", 2, "2.10.0", "1", "the data (fingerprint) was data and is now other")]
    [InlineData("hash", 1L, "data", "cuda", 2, "2.10.0", "1", "the device was cpu and is now cuda")]
    [InlineData("hash", 1L, "data", "cpu", 4, "2.10.0", "1", "the number of threads was 2 and is now 4")]
    [InlineData("hash", 1L, "data", "cpu", 2, "2.11.0", "1", "libtorch was 2.10.0 and is now 2.11.0")]
    [InlineData("hash", 1L, "data", "cpu", 2, "2.10.0", "1", "libtorch's set of instructions was avx2 and is now avx512", "avx512")]
    [InlineData("hash", 1L, "data", "cpu", 2, "2.10.0", "2", "the version of the own kernels was 1 and is now 2")]
    public void What_differs_between_two_runs_is_named(
        string hash, long seed, string data, string device, int threads, string libtorch, string kernels, string difference,
        string instructions = "avx2") =>
        Identity.Difference(new("quick", hash, seed, data, device, threads, libtorch, kernels, instructions)).Should().Be(difference);

    [Fact]
    public void On_CUDA_neither_the_processors_threads_nor_its_vectors_decide_a_bit()
    {
        var cuda = Identity with { Device = "cuda" };

        cuda.Difference(cuda with { Threads = 8, Instructions = "default", Kernels = "another" }).Should().BeNull();
        cuda.Difference(cuda with { LibTorch = "2.11.0" }).Should().Be("libtorch was 2.10.0 and is now 2.11.0");
    }

    [Fact]
    public void A_run_that_did_not_record_libtorchs_instructions_is_not_refused_for_them() =>
        (Identity with { Instructions = "unknown", LibTorch = "the package's" }).Difference(Identity).Should().BeNull();

    [Fact]
    public void Nothing_differs_between_equal_runs() => Identity.Difference(Identity with { }).Should().BeNull();

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("a.1.tmp")]
    [InlineData("sub/draft.12345.tmp")]
    [InlineData("checkpoints/mine.safetensors.4711.tmp")]
    public void A_folder_that_holds_anything_else_is_refused_and_left_as_it_was(string file)
    {
        Lay($"run/{file}", "mine");

        foreach (var (resume, force) in new[] { (false, false), (true, false), (false, true) })
        {
            var taking = () => RunFolder.Take(folder["run"], Identity, resume, force);
            taking.Should().Throw<BadInputException>().WithMessage($"{folder["run"]}: holds '{file.Split('/')[0]}*' and no run, expected a run or an empty folder*");
        }

        Files().Should().Equal($"run/{file}");
    }

    [Fact]
    public void Of_a_run_only_what_it_was_writing_itself_is_deleted_when_it_goes_on()
    {
        Begun();
        string[] kept =
        [
            "run/notes.tmp", "run/draft.12345.tmp", "run/run.json.x.tmp", "run/sub/run.json.12.tmp", "run/plots/mine.svg.12.tmp",
            "elsewhere/teacher.safetensors.77.tmp",
        ];
        string[] left = ["run/run.json.4711.tmp", "run/report.md.4711.tmp", "run/checkpoints/teacher.next.safetensors.12.tmp", "run/plots/recall.svg.12.tmp"];
        foreach (var file in kept.Concat(left)) Lay(file, "content");
        File.CreateSymbolicLink(folder["run/link"], folder["elsewhere"]);
        File.CreateSymbolicLink(folder["run/history.csv.5.tmp"], folder["elsewhere/teacher.safetensors.77.tmp"]);

        RunFolder.Take(folder["run"], Identity, resume: true, force: false).Dispose();

        Files().Should().BeEquivalentTo(kept.Concat(["run/run.json", "run/run.lock", "run/link/teacher.safetensors.77.tmp"]));
    }

    [Theory]
    [InlineData("checkpoints")]
    [InlineData("plots")]
    [InlineData("run.lock")]
    public void A_link_in_the_place_of_a_runs_own_folder_or_lock_is_refused(string name)
    {
        Begun();
        File.Delete(folder["run/run.lock"]);
        Lay("elsewhere/teacher.safetensors.77.tmp");
        File.CreateSymbolicLink(folder[$"run/{name}"], name == "run.lock" ? folder["elsewhere/lock"] : folder["elsewhere"]);

        var taking = () => RunFolder.Take(folder["run"], Identity, resume: true, force: false);

        taking.Should().Throw<BadInputException>().WithMessage($"{folder[$"run/{name}"]}: a link, expected *");
        Directory.GetFiles(folder["elsewhere"]).Should().Equal(folder["elsewhere/teacher.safetensors.77.tmp"]);
    }

    [Fact]
    public void What_is_not_the_runs_stands_in_no_manifest_and_is_told_of()
    {
        using var run = Whole();
        Lay("run/notes.txt");
        Lay("run/plots/mine.svg");

        run.Seal();

        run.Strangers.Should().Equal("notes.txt", "plots/mine.svg");
        File.ReadAllText(run.Manifest).Should().Contain("run.json").And.NotContain("notes.txt").And.NotContain("mine.svg").And.NotContain("run.lock");
    }

    [Theory]
    [InlineData("{}", "manifest.json: does not list history.csv")]
    [InlineData("[]", "manifest.json: not a manifest (at its beginning, line 1), expected file names with the SHA-256 of each*")]
    [InlineData("{\"run.json\": 5}", "manifest.json: not a manifest (at ['run.json'], line 1), expected*")]
    [InlineData("null", "manifest.json: not a manifest (found null), expected*")]
    [InlineData("", "manifest.json: empty, or no regular file")]
    [InlineData("{\"../elsewhere\": \"00\"}", "manifest.json: lists '../elsewhere', which is no file of a run*")]
    public void A_manifest_that_does_not_list_the_run_makes_no_run_whole(string manifest, string complaint)
    {
        using (var run = Whole()) run.Seal();
        File.WriteAllText(folder["run/manifest.json"], manifest);

        var taking = () => RunFolder.Take(folder["run"], Identity, resume: true, force: false);

        taking.Should().Throw<BadInputException>().WithMessage($"{folder["run"]}/{complaint}*").Which.Message.Should().NotContain("System.");
    }

    [Fact]
    public void The_working_folder_is_not_moved_aside()
    {
        Begun();
        var before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder["run"];
            foreach (var path in new[] { ".", folder["run"] + "/" })
            {
                var taking = () => RunFolder.Take(path, Identity, resume: false, force: true);
                taking.Should().Throw<BadInputException>().WithMessage("*the working folder is in it*from another folder");
            }
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
        File.Exists(folder["run/run.json"]).Should().BeTrue();
    }

    [Theory]
    [InlineData("renamed")]
    [InlineData("deleted")]
    [InlineData("replaced")]
    public void A_folder_that_is_renamed_or_deleted_under_a_run_is_not_made_anew(string how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Where an open file stands is asked of Linux.");
        using var run = RunFolder.Take(folder["run"], Identity, resume: false, force: false);
        var checkpoint = run.Checkpoint("student");
        if (how == "deleted") Directory.Delete(folder["run"], recursive: true);
        else Directory.Move(folder["run"], folder["moved"]);
        if (how == "replaced") Lay("run/run.lock");

        foreach (var writing in new Action[] { () => _ = run.RunJson, () => _ = run.Path, () => _ = run.Predictions("student"), checkpoint.Writing!, run.Seal })
            writing.Should().Throw<IOException>().WithMessage($"{folder["run"]}: renamed or deleted while this run worked on it*--resume");
    }

    /// <summary>A run that was begun under <see cref="Identity"/>.</summary>
    private void Begun() => Lay("run/run.json", JsonSerializer.Serialize(Record(), RunRecord.Json));

    private RunFolder Whole()
    {
        var run = RunFolder.Take(folder["run"], Identity, resume: false, force: false);
        Record().Write(run.RunJson);
        Directory.CreateDirectory(run.Checkpoints);
        foreach (var file in new[] { "history.csv", "report.md", "predictions-baseline.csv" }) Lay($"run/{file}", "content");
        return run;
    }

    private static RunRecord Record()
    {
        var record = SimulatedRun.Of("quick", 1, new Dictionary<string, JsonObject> { ["baseline"] = [] });
        return record with
        {
            RecipeHash = Identity.RecipeHash,
            Dataset = record.Dataset with { Fingerprint = Identity.DataFingerprint },
            Device = Identity.Device,
            Threads = Identity.Threads,
            Versions = new Dictionary<string, string> { ["libtorch"] = "2.10.0", ["kernels"] = "1", ["instructions"] = "avx2" },
        };
    }

    private void Lay(string file, string content = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[file])!);
        File.WriteAllText(folder[file], content);
    }

    private IEnumerable<string> Files() =>
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file));
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Runs;
using Reproduction.Specs.Claims.Runs;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;
using Reproduction.Training;

namespace Reproduction.Specs.Runs;

public sealed class RunFolderSpecs : IDisposable
{
    private static readonly Surroundings Here = new("data", "cpu", 2, "2.10.0", "1", "avx2");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_many_that_take_and_give_back_a_folder_one_at_a_time_holds_it_and_the_others_wait()
    {
        int holders = 0, taken = 0, together = 0;
        var until = Stopwatch.StartNew();

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            while (until.ElapsedMilliseconds < 1500)
            {
                using var held =
                    RunFolder.Take(folder["run"], waiting => waiting.Should().Contain("in use by process"), CancellationToken.None);
                if (Interlocked.Increment(ref holders) > 1) Interlocked.Increment(ref together);
                Interlocked.Increment(ref taken);
                Thread.Yield();
                Interlocked.Decrement(ref holders);
            }
        });

        taken.Should().BePositive();
        together.Should().Be(0);
    }

    [Fact]
    public async Task A_process_that_was_killed_holds_no_stage_and_one_that_waits_for_it_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGKILL is sent as Linux does.");
        string[] more = ["--set", "training.epochs=200"];
        using var holder = TinyRun.Start(folder["run"], more);
        await TinyRun.Until(holder, "epoch 1:");

        using var waiting = TinyRun.Start(folder["run"], [.. more, "--resume"]);
        await TinyRun.Until(waiting, $"{folder["run/seed-1/teacher"]}: in use by process {holder.Id}; waiting until it is done");
        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        await TinyRun.Until(waiting, "teacher: ");
        var next = await waiting.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        next.Should().StartWith("  teacher epoch ").And.NotContain("epoch 1:", "the killed one had stored it");
        waiting.Kill();
        await waiting.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Stages_of_nobody_knows_which_run_are_not_gone_on_from()
    {
        Lay("run/teacher/run.lock");
        Lay("run/teacher/weights.safetensors");

        var taking = () => Take(resume: true, force: false);

        taking.Should().Throw<BadInputException>().WithMessage("*holds teacher/weights.safetensors but no run.json*--force*");
        Take(resume: true, force: true).Dispose();
        Directory.Exists(folder["run.old-1/teacher"]).Should().BeTrue();
    }

    [Fact]
    public void A_run_of_the_former_format_is_one_line_that_says_what_to_do()
    {
        Lay("run/run.json",
            JsonSerializer.Serialize(Record() with { ResolvedRecipe = JsonSerializer.SerializeToElement(new { seed = 1 }) },
                RecordJson.Options));

        var taking = () => Take(resume: true, force: false);

        taking.Should().Throw<BadInputException>()
            .WithMessage($"{folder["run"]}: holds a run from before models had folders*--force moves it aside*");
    }

    [Fact]
    public void A_run_in_which_a_stage_is_being_made_is_not_moved_aside()
    {
        Begun();
        using var held = FolderLock.Take(folder["run/teacher"]);

        var taking = () => Take(resume: false, force: true);

        taking.Should().Throw<BadInputException>().WithMessage($"{folder["run/teacher"]}: in use by process *");
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("report.md")]
    [InlineData("baseline/test.csv")]
    public void A_run_from_which_a_file_was_taken_away_does_not_become_whole(string file)
    {
        using var run = Whole();
        File.Move(folder[$"run/{file}"], folder["taken"]);

        var sealing = () => run.Seal([]);

        sealing.Should().Throw<BadInputException>().WithMessage($"*{file}: gone since this run wrote it; --resume writes it again");
        run.IsWhole.Should().BeFalse();
        File.Move(folder["taken"], folder[$"run/{file}"]);
        run.Seal([]);
        run.IsWhole.Should().BeTrue();
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("a.1.tmp")]
    [InlineData("sub/draft.12345.tmp")]
    [InlineData("teacher/mine.safetensors.4711.tmp")]
    public void A_folder_that_holds_anything_else_is_refused_and_left_as_it_was(string file)
    {
        Lay($"run/{file}", "mine");

        foreach (var (resume, force) in new[] { (false, false), (true, false), (false, true) })
        {
            var taking = () => Take(resume, force);
            taking.Should().Throw<BadInputException>()
                .WithMessage($"{folder["run"]}: holds '{file.Split('/')[0]}*' and no run, expected a run or an empty folder*");
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
        string[] left = ["run/run.json.4711.tmp", "run/report.md.4711.tmp", "run/plots/recall.svg.12.tmp"];
        foreach (var file in kept.Concat(left)) Lay(file, "content");
        File.CreateSymbolicLink(folder["run/report.html.5.tmp"], folder["elsewhere/teacher.safetensors.77.tmp"]);

        Take(resume: true, force: false).Dispose();

        Files().Should().BeEquivalentTo(kept.Concat(["run/run.json", "run/run.lock"]));
    }

    [Theory]
    [InlineData("teacher")]
    [InlineData("plots")]
    [InlineData("run.lock")]
    public void A_link_in_the_place_of_a_runs_own_folder_or_lock_is_refused(string name)
    {
        Begun();
        File.Delete(folder["run/run.lock"]);
        Lay("elsewhere/teacher.safetensors.77.tmp");
        File.CreateSymbolicLink(folder[$"run/{name}"], name == "run.lock" ? folder["elsewhere/lock"] : folder["elsewhere"]);

        var taking = () => Take(resume: true, force: false);

        taking.Should().Throw<BadInputException>().WithMessage($"{folder[$"run/{name}"]}: a link, expected *");
        Directory.GetFiles(folder["elsewhere"]).Should().Equal(folder["elsewhere/teacher.safetensors.77.tmp"]);
    }

    [Fact]
    public void What_is_not_the_runs_stands_in_no_manifest_and_is_told_of()
    {
        using var run = Whole();
        Lay("run/notes.txt");
        Lay("run/plots/mine.svg");

        run.Seal([]);

        run.Strangers.Should().Equal("notes.txt", "plots/mine.svg");
        File.ReadAllText(run.Manifest).Should()
            .Contain("run.json").And.NotContain("notes.txt").And.NotContain("mine.svg").And.NotContain("run.lock");
    }

    [Theory]
    [InlineData("run.lock weights.safetensors", false, true)]
    [InlineData("latest.safetensors previous.safetensors run.lock run.pid weights.safetensors", true, true)]
    [InlineData("latest.safetensors previous.safetensors", false, false)]
    public void Checkpoints_are_deleted_of_finished_models_that_no_other_process_works_on(string left, bool isHeld, bool isFinished)
    {
        using var run = Whole();
        string[] files = [Checkpoint.LatestName, Checkpoint.PreviousName, .. isFinished ? [Checkpoint.FinalName] : Array.Empty<string>()];
        foreach (var file in files) Lay($"shared/teacher/{file}");
        using (isHeld ? FolderLock.Take(folder["shared/teacher"]) : null)
        {
            run.Seal([new Checkpoint(folder["shared/teacher"], "teacher", new(new Dictionary<string, string>()))]);

            Directory.GetFiles(folder["shared/teacher"]).Select(Path.GetFileName).Should().BeEquivalentTo(left.Split(' '));
        }
        run.IsWhole.Should().BeTrue();
    }

    [Theory]
    [InlineData("{network: student}", "history.csv stage.json terms.csv test.csv test.json")]
    [InlineData("{calibration_of: teacher, by: vector}", "calibration.json stage.json test.csv test.json")]
    [InlineData("{ensemble_of: [teacher, student]}", "test.csv test.json")]
    [InlineData("{network: student, seed: 1}", "")]
    public void A_manifest_vouches_in_a_models_folder_for_what_its_method_leaves_and_for_no_other_models_training(
        string method, string names)
    {
        using var run = Whole(("held_out.calibrate", "100"), ("held_out.seed", "1"), ("models.baseline", method));
        foreach (var file in new[] { "stage.json", "history.csv", "terms.csv", "calibration.json", "test.json", "answers.json" })
            Lay($"run/baseline/{file}", "content");
        Lay("shared/baseline/test.csv", "content");

        run.Seal([]);

        ManifestFile.Read(run.Manifest).Files.Keys.Where(name => name.StartsWith("baseline/", StringComparison.Ordinal)).Should()
            .BeEquivalentTo(names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"baseline/{name}"));
        ManifestFile.Read(run.Manifest).Files.Keys.Should().Contain(["run.json", "report.md"]);
    }

    [Fact]
    public void A_whole_run_whose_manifest_also_lists_what_another_method_left_is_still_whole()
    {
        using (var run = Whole())
        {
            Lay("run/baseline/calibration.json", "content");
            run.Seal([]);
            var names = ManifestFile.Read(run.Manifest).Files.Keys.Append("baseline/calibration.json");
            ManifestFile.Of(run.Path, names).Write(run.Manifest);
        }

        using var again = Take(resume: true, force: false);

        again.IsWhole.Should().BeTrue();
    }

    [Theory]
    [InlineData("{}", "manifest.json: does not list run.json")]
    [InlineData("[]", "manifest.json: not a manifest (at its beginning, line 1), expected file names with the SHA-256 of each*")]
    [InlineData("{\"run.json\": 5}", "manifest.json: not a manifest (at ['run.json'], line 1), expected*")]
    [InlineData("null", "manifest.json: not a manifest (found null), expected*")]
    [InlineData("", "manifest.json: empty, or no regular file")]
    [InlineData("{\"../elsewhere\": \"00\"}", "manifest.json: lists '../elsewhere', which is no file of a run*")]
    public void A_manifest_that_does_not_list_the_run_makes_no_run_whole(string manifest, string complaint)
    {
        using (var run = Whole()) run.Seal([]);
        File.WriteAllText(folder["run/manifest.json"], manifest);

        var taking = () => Take(resume: true, force: false);

        taking.Should().Throw<BadInputException>().WithMessage($"{folder["run"]}/{complaint}*").Which.Message.Should()
            .NotContain("System.");
    }

    [Theory]
    [InlineData("renamed")]
    [InlineData("deleted")]
    [InlineData("replaced")]
    public void A_folder_that_is_renamed_or_deleted_under_a_run_is_not_made_anew(string how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Where an open file stands is asked of Linux.");
        using var run = Take(resume: false, force: false);
        if (how == "deleted") Directory.Delete(folder["run"], recursive: true);
        else Directory.Move(folder["run"], folder["moved"]);
        if (how == "replaced") Lay("run/run.lock");

        foreach (var writing in new Action[] { () => _ = run.RunJson, () => _ = run.Path, () => run.Seal([]) })
            writing.Should().Throw<IOException>().WithMessage($"{folder["run"]}: renamed or deleted while this run worked on it*--resume");
    }

    private RunFolder Take(bool resume, bool force, string? path = null, params (string, string)[] overrides)
    {
        var taken = RunFolder.Take(path ?? folder["run"], _ => Assert.Fail("nobody holds it"), CancellationToken.None);
        try
        {
            if (force) taken = taken.MovedAside(_ => Assert.Fail("nobody holds it"), CancellationToken.None);
            taken.Begin(Record(overrides), resume, isStale: () => false);
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>A run that was begun under <see cref="Here"/>.</summary>
    private void Begun() => Lay("run/run.json", JsonSerializer.Serialize(Record(), RecordJson.Options));

    private RunFolder Whole(params (string, string)[] overrides)
    {
        var run = Take(resume: false, force: false, overrides: overrides);
        foreach (var file in new[] { "report.md", "baseline/test.csv", "baseline/run.lock" }) Lay($"run/{file}", "content");
        return run;
    }

    private static RunRecord Record(params (string, string)[] overrides)
    {
        var record = SimulatedRun.Of("quick", 1, new Dictionary<string, JsonObject> { ["baseline"] = [] }, overrides: overrides);
        return record with
        {
            RecipeHash = "hash",
            Dataset = record.Dataset with { Fingerprint = Here.DataFingerprint },
            Device = Here.Device,
            Threads = Here.Threads,
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

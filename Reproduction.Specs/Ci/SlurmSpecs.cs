using System.Diagnostics;
using System.Globalization;
using Reproduction.Recipes.Format;
using Reproduction.Runs;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Ci;

/// <summary>What <c>ci/slurm</c> asks of a cluster; <c>make slurm-rehearsal</c> does it on a real one.</summary>
public sealed class SlurmSpecs : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Teachers_and_baselines_are_the_first_array_and_their_students_the_second_for_each_seed() =>
        Tasks("quick", "--set", "seeds=[3, 1]").Should()
            .Equal("0 1 baseline", "0 1 teacher", "0 3 baseline", "0 3 teacher", "1 1 student", "1 3 student");

    [Fact]
    public void Each_model_is_in_a_later_array_than_all_that_it_is_made_from_and_what_seeds_share_is_made_once()
    {
        var arrays = Tasks("mitigations").Select(task => task.Split(' '))
            .ToLookup(task => task[2], task => int.Parse(task[0], CultureInfo.InvariantCulture));
        var recipe = RecipeFile.Find("mitigations");

        arrays.Should().HaveSameCount(recipe.Models);
        foreach (var model in recipe.Models)
        {
            arrays[model.Name].Distinct().Should().ContainSingle();
            arrays[model.Name].Should().HaveCount(model.Seed is null ? recipe.Seeds.Count : 1, model.Name);
        }
        foreach (var stage in StagePlan.Of(recipe, seed: 1))
        {
            foreach (var needed in stage.Needs.Where(needed => needed.Model != stage.Model))
                arrays[stage.Model.Name].First()
                    .Should().BeGreaterThan(arrays[needed.Model.Name].First(), $"{stage.Name} needs {needed.Name}");
        }
    }

    [Fact]
    public void What_is_done_is_not_submitted_again()
    {
        var recipe = Repository.Path("docs", "examples", "tiny.yaml");
        using (var run = TinyRun.StartRecipe(recipe, folder["run"], "--seed", "1", "--only", "baseline"))
            TinyRun.Outcome(run).ExitCode.Should().Be(0);

        Tasks(recipe, "--out", folder["run"]).Should().Equal("0 1 teacher", "0 2 baseline", "0 2 teacher", "1 1 student", "1 2 student");
    }

    [Fact]
    public void Where_every_model_is_made_once_each_is_a_task_of_its_own_seed()
    {
        string[] pinned = ["held_out.seed=1", .. new[] { "teacher", "baseline", "student" }.Select(model => $"models.{model}.seed=7")];

        Tasks(
            Repository.Path("docs", "examples", "tiny.yaml"), [.. pinned.SelectMany(set => new[] { "--set", set }), "--out", folder["run"]])
            .Should().Equal("0 7 baseline", "0 7 teacher", "1 7 student");
    }

    [Theory]
    [InlineData("--only teacher", "--only: expected --data, --device, --seed, --out or --set")]
    [InlineData("--seed", "--seed: expected a value")]
    public void An_option_that_no_array_can_have_is_refused(string options, string words)
    {
        var (exitCode, _, error) = Run("bash", [Repository.Path("ci", "slurm", "submit.sh"), "quick", .. options.Split(' ')], "");

        (exitCode, error).Should().Be((2, $"ci/slurm/submit.sh: {words}\n"));
    }

    [Fact]
    public void Where_Slurm_lacks_the_rehearsal_is_skipped_with_its_reason()
    {
        Assert.SkipWhen(File.Exists("/usr/sbin/slurmctld"), "Slurm is installed: make slurm-rehearsal.");

        var (exitCode, output, error) = Run("bash", [Repository.Path("ci", "slurm", "rehearsal.sh")], "");

        (exitCode, error).Should().Be((0, ""));
        output.Should().MatchRegex("^slurm-rehearsal: skipped: there is no \\w+ \\(Debian and Ubuntu: apt-get install .*\\)\n$");
    }

    private static string[] Tasks(string recipe, params string[] more)
    {
        Assert.SkipUnless(File.Exists(Python), $"There is no {Python}.");
        var stages = Commands.Program.Run(["stages", recipe, .. more, "--json"]);
        stages.ExitCode.Should().Be(0, stages.Error);
        var (exitCode, output, error) = Run(Python, [Repository.Path("ci", "slurm", "tasks.py")], stages.Output);
        exitCode.Should().Be(0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (int ExitCode, string Output, string Error) Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Reproduction.Commands;
using Reproduction.Specs.Archive;
using Reproduction.Specs.Data;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Commands;

public sealed class LedgerAuditSpecs(StoredTinyRuns stored) : IDisposable
{
    private static readonly string Claims = Path.Combine(GoldenValues.Folder, "claims.yaml");

    /// <summary>The audit where no run is stored, and the folder in which none was found.</summary>
    private static readonly Lazy<(string None, Program.Outcome Outcome)> WithoutRuns = new(() =>
    {
        using var folder = new TemporaryFolder();
        return (folder.Path, Audit(folder.Path));
    });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_audit_exits_0_although_published_claims_are_impossible()
    {
        var audit = WithoutRuns.Value.Outcome;

        audit.ExitCode.Should().Be(0, audit.Error);
        audit.Output.Should().Contain("| claim | published | verdict | why |").And.Contain("**impossible**");
        audit.Error.Should().BeEmpty();
    }

    [Fact]
    public void An_audit_without_any_stored_run_says_so_above_all_else()
    {
        var (none, audit) = WithoutRuns.Value;

        audit.Output.Should()
            .StartWith($"# The audit of the published claims\n\n> **No stored run was found in {none}, expected RECIPE/seed-N: ")
            .And.Contain("Stored runs: none.\n").And.NotContain("every figure of which was recomputed");
        JsonDocument.Parse(Audit(folder.MakeFolder("none"), "--json").Output).RootElement.GetProperty("warnings")[0].GetString().Should()
            .StartWith("No stored run was found in");
    }

    [Fact]
    public void A_ledger_of_ones_own_is_judged_once_its_claims_are_recorded_and_refused_when_one_changes()
    {
        var ledger = folder["ledger.yaml"];
        File.Copy(Repository.Path("docs", "examples", "ledger.yaml"), ledger);
        Program.Outcome Run(params string[] more) =>
            Program.Run(["audit", "--claims", ledger, "--runs", folder.MakeFolder("none"), .. more]);
        Run().ShouldBeBadInput($"{folder["ledger.sha256"]}: no such file", "`--record` writes them");

        Run("--record").ExitCode.Should().Be(0);

        File.ReadAllLines(folder["ledger.sha256"])
            .Should().StartWith("version 1").And.HaveCount(6, "version, head, two models, two figures");
        Run().Output.Should().Contain("| accuracy, another network, last of 3 epochs | 0.9650 | **impossible** |");
        File.WriteAllText(ledger, File.ReadAllText(ledger).Replace("0.9650", "0.9600"));
        var changed = Run();
        changed.ExitCode.Should().Be(1);
        changed.Error.Should().Contain("other.accuracy: is not what was recorded");
    }

    [Fact]
    public void A_ledger_may_name_a_recipe_that_lies_beside_it()
    {
        var example = File.ReadAllText(Repository.Path("docs", "examples", "ledger.yaml"));
        var quick = File.ReadAllText(Repository.Path("Reproduction", "Recipes", "quick.yaml"));
        Program.Outcome Run(string recipe)
        {
            File.WriteAllText(
                folder["ledger.yaml"], example.Replace("recipe: quick", $"recipe: {recipe}").Replace("  quick: [", $"  {recipe}: ["));
            return Program.Run("audit", "--claims", folder["ledger.yaml"], "--runs", folder.MakeFolder("none"), "--record");
        }
        File.WriteAllText(folder["mine.yaml"], quick.Replace("name: quick", "name: mine"));
        File.WriteAllText(folder["yours.yaml"], quick);

        var mine = Run("mine");

        mine.ExitCode.Should().Be(0, mine.Error);
        mine.Output.Should().Contain("no run of recipe mine is stored");
        Run("theirs").ShouldBeBadInput("theirs", "expected one of", "or a recipe in a file of its name beside the ledger");
        Run("yours").ShouldBeBadInput("yours.yaml: the recipe quick, expected yours, as ");
    }

    [Fact]
    public void Figures_of_ones_own_are_no_ledger_to_record() =>
        Program.Run("audit", "--support", "10,10", "--claim", "accuracy=0.95", "--record")
            .ShouldBeBadInput("--record", "expected a ledger");

    [Fact]
    public void What_does_not_recompute_is_a_line_each_whatever_its_folder_is_called()
    {
        var root = folder["two\nlines"];
        Directory.CreateDirectory($"{root}/quick/seed-1");
        File.WriteAllText($"{root}/quick/seed-1/run.json", "{");

        var audit = Audit(root);

        audit.ExitCode.Should().Be(1);
        audit.Error.TrimEnd().Split('\n').Should()
            .OnlyContain(line => line.StartsWith("reproduction: ") && line.Contains("two lines/quick"));
    }

    [Theory]
    [InlineData("artifacst")]
    [InlineData("file")]
    public void A_folder_of_runs_that_is_not_there_is_a_slip(string name)
    {
        File.WriteAllText(folder["file"], "");

        Audit(folder[name]).ShouldBeBadInput($"--runs {folder[name]}: no such folder");
    }

    [Fact]
    public void Without_a_folder_the_audit_is_of_the_repositorys_runs_wherever_it_is_started() =>
        Path.GetFullPath(LedgerAuditRun.DefaultRuns!).Should().Be(Repository.Path("artifacts"));

    [Fact]
    public void The_JSON_carries_the_same_claims_and_verdicts()
    {
        var json = JsonDocument.Parse(Audit(folder.MakeFolder("none"), "--json").Output).RootElement;

        var claims = json.GetProperty("claims").EnumerateArray().ToDictionary(claim => claim.GetProperty("id").GetString()!);
        claims.Should().HaveCount(57);
        claims["student.disparate_impact"].GetProperty("verdict").GetString().Should().Be("impossible");
        claims["student.disparate_impact"].GetProperty("why").GetArrayLength().Should().Be(3);
        claims["baseline.disparate_impact"].GetProperty("verdict").GetString().Should().Be("consistent");
        var witness = json.GetProperty("models").EnumerateArray().First().GetProperty("witness").EnumerateArray()
            .Select(row => row.EnumerateArray().Sum(count => count.GetInt64()));
        witness.Should().Equal(Enumerable.Repeat(1000L, 10), "the witness is a whole confusion matrix");
    }

    [Fact]
    public void Stored_runs_of_another_protocol_stand_beside_the_claims_and_decide_nothing()
    {
        var audit = Audit(stored.Copy());

        audit.ExitCode.Should().Be(0, audit.Error);
        audit.Output.Should().Contain("under another protocol: quick, 2 runs").And.Contain("dataset: fashion-mnist instead of cifar-10")
            .And.NotContain("**reproduced** |").And.NotContain("**not reproduced** |");
    }

    [Fact]
    public void A_stored_run_that_does_not_recompute_is_exit_1_with_file_and_figure()
    {
        var root = stored.Copy();
        var path = $"{root}/quick/seed-2/run.json";
        File.WriteAllText(path, Regex.Replace(File.ReadAllText(path), "(\"accuracy\": 0\\.)\\d", "${1}1"));

        // As JSON, which needs none of the draws of test images that the text is about.
        var audit = Audit(root, "--json");

        audit.ExitCode.Should().Be(1);
        audit.Error.Should().Contain("quick/seed-2/run.json: models.teacher.metrics.accuracy: found 0.1");
    }

    [Fact]
    public void A_changed_digit_in_the_ledger_is_exit_1_and_names_the_claim()
    {
        File.WriteAllText(folder["claims.yaml"], File.ReadAllText(Claims).Replace("0.16448353337105365", "0.16448353337105364"));
        File.Copy(Path.ChangeExtension(Claims, ".sha256"), folder["claims.sha256"]);

        var audit = Program.Run("audit", "--claims", folder["claims.yaml"], "--runs", folder.MakeFolder("none"));

        audit.ExitCode.Should().Be(1);
        audit.Error.Should().Contain("claims.yaml:").And.Contain("teacher.nll").And.NotContain("   at ");
    }

    [Fact]
    public void A_damaged_ledger_is_exit_2_with_line_and_key()
    {
        File.WriteAllText(folder["claims.yaml"], File.ReadAllText(Claims).Replace("rounding: printf", "rounding: prinft"));

        Program.Run("audit", "--claims", folder["claims.yaml"], "--runs", folder.MakeFolder("none"))
            .ShouldBeBadInput("claims.yaml:", "rounding", "'prinft'");
    }

    [Fact]
    public void A_ledger_beside_figures_of_ones_own_is_bad_input() =>
        Program.Run("audit", "--claims", Claims, "--support", "10,10", "--claim", "accuracy=0.9")
            .ShouldBeBadInput("--claims", "either the ledger or");

    private static Program.Outcome Audit(string runs, params string[] more) =>
        Program.Run(["audit", "--claims", Claims, "--runs", runs, .. more]);
}

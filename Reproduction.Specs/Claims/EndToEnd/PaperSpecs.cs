using Reproduction.Archive;
using Reproduction.Claims.Published;
using Reproduction.Claims.Runs;
using Reproduction.Runs;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Claims.EndToEnd;

/// <summary>
/// The sentences of the publication, each held against runs by the ledger's rule for it. Whoever derives from this class says
/// which runs: those that are stored, or those that are trained here and now.
/// </summary>
public abstract class PaperSpecs
{
    [Fact]
    public void The_baseline_has_an_accuracy_of_about_0_914() => Holds("baseline.accuracy");

    [Fact]
    public void The_baselines_disparate_impact_is_about_0_938() => Holds("baseline.disparate_impact");

    [Fact]
    public void The_teacher_has_an_accuracy_of_about_0_952() => Holds("teacher.accuracy");

    [Fact]
    public void After_distillation_as_published_the_accuracy_is_about_0_95_which_is_a_teachers() => Holds("student.accuracy");

    [Fact]
    public void After_distillation_as_published_the_disparate_impact_is_about_0_967_which_is_the_teachers() =>
        Holds("student.disparate_impact");

    [Fact]
    public void A_B0_that_really_is_distilled_has_an_accuracy_of_about_0_91() => Holds("distilled_b0.accuracy");

    [Fact]
    public void Distilling_a_B0_raises_its_disparate_impact_from_about_0_94_towards_0_97() => Holds("distilled_b0.disparate_impact_rise");

    /// <summary>The repository's folder.</summary>
    /// <summary>The ledger of the repository.</summary>
    protected static Ledger Ledger { get; } = LedgerFile.Read(Path.Combine(GoldenValues.Folder, "claims.yaml"));

    /// <summary>Holds a claim against runs.</summary>
    protected abstract void Holds(RunClaim claim);

    private void Holds(string id) => Holds(Ledger.RunClaims.Single(claim => claim.Id == id));
}

/// <summary>The sentences against the runs in <c>artifacts/</c>: a claim that these do not show is skipped with its verdict.</summary>
public sealed class StoredPaperSpecs : PaperSpecs
{
    private static readonly Lazy<IReadOnlyList<CheckedRun>> Runs = new(() =>
    [
        .. CheckedRuns.Folders(Repository.Path("artifacts"))
            .Select(folder => new CheckedRun(folder, RunRecord.Read(Path.Combine(folder, "run.json")))),
    ]);

    protected override void Holds(RunClaim claim) => ClaimOutcome.Of(
        claim, new RunJudge(Ledger).Judge(claim, Runs.Value));
}

/// <summary>
/// The sentences against runs that are trained for them on a CUDA device, hours of them: <c>make test-cuda</c> says how many
/// beforehand. What was trained stays in <c>out/claims</c>, and an interrupted run goes on there.
/// </summary>
[Trait("Category", "Cuda")]
public sealed class TrainedPaperSpecs : PaperSpecs
{
    protected override void Holds(RunClaim claim)
    {
        var place = new TrainingPlace("cuda", Repository.Path("out", "claims"));
        var recipe = claim.Acceptance.Recipe;
        var runs = place.Train(recipe, Ledger.Seeds[recipe]);
        ClaimOutcome.Of(claim, new RunJudge(Ledger with { RecipeNamed = place.Recipe }).Judge(claim, runs));
    }
}

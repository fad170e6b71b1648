using Reproduction.Archive;
using Reproduction.Claims.Published;
using Reproduction.Claims.Runs;

namespace Reproduction.Specs.Claims.Runs;

/// <summary>Claims and runs that are judged in specs.</summary>
internal static class JudgedRuns
{
    public static readonly RunClaim Accuracy =
        new("x.accuracy", "accuracy", "0.9142", new("published", "baseline", null, "accuracy", 0.0191));
    public static readonly RunClaim Rise =
        new("x.rise", "rise", "0.0293", new("corrected", "student", "baseline", "disparate_impact", 0.0146));
    public static readonly Dictionary<string, string> Needs =
        new() { ["corrected"] = "official bytes and hours", ["published"] = "official bytes and hours" };
    /// <summary>A ledger that says how runs are judged, and no more.</summary>
    public static readonly Ledger Rules = new(
        1, "a publication", 0.05, 0.8, null, Needs, new Dictionary<string, IReadOnlyList<long>>(), [], [],
        [new(Rise.Id, Rise.Name, Rise.Published, "page 1", Rise.Acceptance)], []);
    public static readonly RunJudge Judge = new(Rules);

    public static RunJudge JudgeAt(double level) => new(Rules with { Level = level });

    public static IReadOnlyList<CheckedRun> Accuracies(string recipe, params double[] values) =>
        SimulatedRun.Each(recipe, "accuracy", ("baseline", values));

    public static IReadOnlyList<CheckedRun> Rises(params double[] rises) => SimulatedRun.Each(
        "corrected", "disparate_impact", ("baseline", [.. rises.Select(_ => 0.94)]), ("student", [.. rises.Select(rise => 0.94 + rise)]));
}

using Reproduction.Archive;
using Reproduction.Claims.Published;
using Reproduction.Claims.Runs;
using Reproduction.Recipes.Format;

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
    public static readonly RunJudge Judge = JudgeAt(0.05);

    public static RunJudge JudgeAt(double level) => new(level, 0.8, name => RecipeFile.Find(name), Rise, Needs);

    public static IReadOnlyList<CheckedRun> Accuracies(string recipe, params double[] values) =>
        SimulatedRun.Each(recipe, "accuracy", ("baseline", values));

    public static IReadOnlyList<CheckedRun> Rises(params double[] rises) => SimulatedRun.Each(
        "corrected", "disparate_impact", ("baseline", [.. rises.Select(_ => 0.94)]), ("student", [.. rises.Select(rise => 0.94 + rise)]));
}

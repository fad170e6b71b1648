using System.Text.Json.Nodes;
using Reproduction.Archive;
using Reproduction.Recipes.Format;
using Reproduction.Runs;

namespace Reproduction.Specs.Claims.Runs;

/// <summary>Records of runs that nobody ran, with figures as a spec wants them.</summary>
internal static class SimulatedRun
{
    /// <summary>A run of a recipe in which each model has these metrics.</summary>
    internal static RunRecord Of(
        string recipe, long seed, IReadOnlyDictionary<string, JsonObject> metrics, string source = "official files from the university",
        params (string, string)[] overrides)
    {
        var resolved = RecipeFile.Find(recipe, overrides);
        return new(
            recipe, Protocol.Of(resolved).Hash(), Protocol.Of(resolved)
                .ToJson(), new(resolved.Dataset, source, ["a", "b"], "f00d", 50_000, 10_000, 10_000), seed, "cuda", 1,
            new Dictionary<string, string> { ["libtorch"] = "2.10.0" }, "unknown", [],
            metrics.ToDictionary(model => model.Key, model => new ModelRecord("efficientnet_b0", 1, "weights", 8, 8, model.Value)));
    }

    /// <summary>Runs of a recipe in which one metric of the models has these values, seed by seed.</summary>
    internal static IReadOnlyList<CheckedRun> Each(string recipe, string metric, params (string Model, double[] Values)[] models) =>
    [
        .. Enumerable.Range(0, models[0].Values.Length).Select(i => Of(
            recipe, i + 1, models.ToDictionary(model => model.Model, model => new JsonObject { [metric] = model.Values[i] })).Checked()),
    ];

    /// <summary>The run as if it had been stored and recomputed.</summary>
    internal static CheckedRun Checked(this RunRecord run) => new($"artifacts/{run.Recipe}/seed-{run.Seed}", run);
}

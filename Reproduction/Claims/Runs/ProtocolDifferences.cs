using Reproduction.Data;
using Reproduction.Experiments;
using Reproduction.Runs;

namespace Reproduction.Claims.Runs;

/// <summary>In what a run departs from the protocol of a recipe, for one of its models: what such a run comes to is about something else.</summary>
public static class ProtocolDifferences
{
    private const string OfficialSource = "official files";

    /// <summary>The differences, a line each; empty where the run is one of the recipe.</summary>
    /// <param name="run">The run.</param>
    /// <param name="recipe">The protocol.</param>
    /// <param name="model">Which model's figures are compared; both have one of this name.</param>
    public static IReadOnlyList<string> Of(RunRecord run, Recipe recipe, string model)
    {
        var done = run.Experiment($"run of {run.Recipe}, seed {run.Seed}");
        var lines = Protocol.Of(done, done.Model(model)).DifferencesFrom(Protocol.Of(recipe, recipe.Model(model))).Select(Line);
        return [.. lines, .. IsOfficial(run.Dataset) ? Array.Empty<string>() : [$"data encoding: {run.Dataset.Source} instead of the official bytes"]];
    }

    /// <summary>
    /// The values in which two runs' recipes differ. A value that only one of them knows, as after a recipe has got a new key, is
    /// not among them: what it does shows in the figures.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="other">The run that it is compared with.</param>
    public static IEnumerable<string> OfValues(RunRecord run, RunRecord other)
    {
        Protocol Whole(RunRecord one) => Protocol.Of(one.Experiment($"run of {one.Recipe}, seed {one.Seed}"));
        return Whole(run).DifferencesFrom(Whole(other)).Where(difference => difference.Found is not null && difference.Expected is not null).Select(Line);
    }

    private static bool IsOfficial(DatasetRecord data) =>
        data.Source.StartsWith(OfficialSource, StringComparison.Ordinal) || data.Fingerprint == KnownDataset.Named(data.Name)?.Fingerprint;

    private static string Line((string Path, string? Found, string? Expected) difference) =>
        $"{difference.Path}: {Show(difference.Found)} instead of {Show(difference.Expected)}";

    private static string Show(string? value) => value switch
    {
        null => "none given",
        "[]" => "none",
        _ => value,
    };
}

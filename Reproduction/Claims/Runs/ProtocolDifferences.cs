using System.Text.RegularExpressions;
using Reproduction.Data;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Runs;

namespace Reproduction.Claims.Runs;

/// <summary>
/// In what a run departs from the protocol of a recipe, for one of its models: what such a run comes to is about something else.
/// </summary>
public static partial class ProtocolDifferences
{
    private const string OfficialSource = "official files";

    /// <summary>The differences, a line each; empty where the run is one of the recipe.</summary>
    /// <param name="run">The run.</param>
    /// <param name="recipe">The protocol.</param>
    /// <param name="models">Which models' figures are compared; both have them.</param>
    public static IReadOnlyList<string> Of(RunRecord run, Recipe recipe, params IEnumerable<string> models)
    {
        var done = run.Experiment($"run of {run.Recipe}, seed {run.Seed}");
        var differences =
            models.SelectMany(model => OfModel(Protocol.Of(done, done.Model(model)), Protocol.Of(recipe, recipe.Model(model))));
        return [.. Lines(differences.Distinct()), .. IsOfficial(run.Dataset)
            ? Array.Empty<string>()
            : [$"data encoding: {run.Dataset.Source} instead of the official bytes"]];
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
        return Lines(Whole(run).DifferencesFrom(Whole(other)).Where(difference => difference is { Found: not null, Expected: not null }));
    }

    /// <summary>Without networks and models that one of them lacks altogether: what refers to them differs already.</summary>
    private static IEnumerable<(string Path, string? Found, string? Expected)> OfModel(Protocol found, Protocol expected)
    {
        HashSet<string> Parts(Protocol protocol) => [.. protocol.Values().Select(value => NamedPart().Match(value.Path).Value)];
        var both = Parts(found).Intersect(Parts(expected)).ToHashSet();
        return found.DifferencesFrom(expected).Where(difference => both.Contains(NamedPart().Match(difference.Path).Value));
    }

    private static bool IsOfficial(DatasetRecord data) =>
        data.Source.StartsWith(OfficialSource, StringComparison.Ordinal) || data.Fingerprint == KnownDataset.Named(data.Name)?.Fingerprint;

    /// <summary>A line for each difference; what differs alike in several models is one line.</summary>
    private static IEnumerable<string> Lines(IEnumerable<(string Path, string? Found, string? Expected)> differences) =>
        differences.GroupBy(difference => (Path: ModelPart().Replace(difference.Path, ""), difference.Found, difference.Expected))
            .Select(same =>
        {
            var models = same.Select(difference => ModelPart().Match(difference.Path).Groups["name"].Value).ToList();
            return $"{(models.Count == 1 ? same.First().Path : $"{same.Key.Path} of {Written.List(models)}")}: {Show(same.Key.Found)} "
                + $"instead of {Show(same.Key.Expected)}";
        });

    private static string Show(string? value) => value switch
    {
        null => "none given",
        "[]" => "none",
        _ => value,
    };

    [GeneratedRegex(@"^models\.(?<name>[^.]+)\.")]
    private static partial Regex ModelPart();

    [GeneratedRegex(@"^((networks|models)\.[^.]+\.)?")]
    private static partial Regex NamedPart();
}

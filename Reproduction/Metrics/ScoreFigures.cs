using System.Text.Json.Nodes;

namespace Reproduction.Metrics;

/// <summary>The figures that need scores and not classes alone: undefined where a file has hard answers.</summary>
internal static class ScoreFigures
{
    private static readonly string[] Names = ["auroc_ovr_macro", "ece", "nll", "brier", "class_wise_ece"];

    /// <summary>Values in the order of <see cref="MetricValues.Names"/>, null where they need scores that are not there.</summary>
    public static IEnumerable<T?> Defined<T>(IEnumerable<T?> values, bool haveScores) =>
        values.Zip(MetricValues.Names, (value, name) => haveScores || !Names.Contains(name) ? value : default);

    /// <summary>The same of a JSON object and the objects within it that have such names.</summary>
    public static JsonObject Defined(JsonObject json, bool haveScores)
    {
        if (haveScores) return json;
        foreach (var name in Names)
            if (json.ContainsKey(name)) json[name] = null;
        foreach (var inner in json.Select(item => item.Value).OfType<JsonObject>().ToList()) Defined(inner, haveScores);
        return json;
    }
}

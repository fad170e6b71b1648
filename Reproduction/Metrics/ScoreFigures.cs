using System.Text.Json.Nodes;

namespace Reproduction.Metrics;

/// <summary>The figures that need scores and not classes alone: undefined where a file has hard answers.</summary>
internal static class ScoreFigures
{
    /// <summary>Values in the order of <see cref="FigureCatalogue.All"/>, null where they need scores that are not there.</summary>
    public static IEnumerable<T?> Defined<T>(IEnumerable<T?> values, bool haveScores) =>
        values.Zip(FigureCatalogue.All, (value, figure) => haveScores || !figure.NeedsScores ? value : default);

    /// <summary>The same of a JSON object and the objects within it that have such names.</summary>
    public static JsonObject Defined(JsonObject json, bool haveScores)
    {
        if (haveScores) return json;
        foreach (var figure in FigureCatalogue.All.Where(figure => figure.NeedsScores && json.ContainsKey(figure.Key)))
            json[figure.Key] = null;
        foreach (var inner in json.Select(item => item.Value).OfType<JsonObject>().ToList()) Defined(inner, haveScores);
        return json;
    }
}

using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Runs;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// The metrics of predictions for programs: <see cref="MetricsJson"/>, with the names of the classes, which of them are the worst, and
/// why the figures may be no finding.
/// </summary>
internal static class PredictionsJson
{
    /// <summary>Writes it.</summary>
    /// <param name="predictions">Labels and answers.</param>
    /// <param name="classNames">K names in class order.</param>
    /// <param name="mine">Its figures.</param>
    /// <param name="other">Another model's answers to the same images and its figures; null: no comparison.</param>
    public static JsonObject Of(
        Predictions predictions, IReadOnlyList<string> classNames, ResampledFigures mine,
        (Predictions Predictions, ResampledFigures Figures)? other = null)
    {
        var all = MetricsJson.Of(predictions, mine);
        var matrix = ConfusionMatrix.Of(predictions);
        var worst = WorstClass.Of(matrix);
        foreach (var (c, row) in all["per_class"]!.AsArray().Index())
            row!["recall_interval"] = mine.HaveIntervals
                ? MetricsJson.Ends(ExactShare.Interval(matrix[c, c], matrix.Support(c)))
                : null;
        all["class_names"] = new JsonArray([.. classNames.Select(name => JsonValue.Create(name))]);
        all["worst_class"] = worst is [var first, ..] ? first : null;
        all["worst_classes"] = new JsonArray([.. worst.Select(c => JsonValue.Create(c))]);
        all["no_error_seen"] = new JsonArray([.. NoErrorSeen.Of(matrix).Select(of => new JsonObject
        {
            ["classes"] = new JsonArray([.. of.Classes.Select(c => JsonValue.Create(c))]),
            ["at_most"] = of.AtMost,
        })]);
        all["doubts"] = Doubts(predictions, classNames);
        if (other is not var (second, its)) return all;
        all["against_doubts"] = Doubts(second, classNames);
        foreach (var (name, value) in MetricsJson.Comparison(predictions, second, mine, its)) all[name] = value?.DeepClone();
        return all;
    }

    private static JsonArray Doubts(Predictions predictions, IReadOnlyList<string> classNames) =>
        [.. ModelDoubts.Of(predictions, chosen: null, classNames).Select(doubt => JsonValue.Create(doubt))];
}

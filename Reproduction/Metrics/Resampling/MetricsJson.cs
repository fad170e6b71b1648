using System.Text.Json.Nodes;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Metrics.Resampling;

/// <summary>The JSON object of a model's metrics, the same in <c>metrics --json</c>, <c>evaluate --json</c> and <c>run.json</c>.</summary>
public static class MetricsJson
{
    /// <summary>
    /// Every metric with its interval; what is undefined is null, and without resamples all intervals together.
    /// </summary>
    /// <param name="predictions">The model's answers.</param>
    public static JsonObject Of(Predictions predictions) => Of(predictions, Bootstrap.Of(predictions));

    /// <summary>The same, where the figures were resampled already.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="resampled">Its figures, <see cref="FigureCatalogue.All"/> first, in resamples by <see cref="Bootstrap"/>'s
    /// defaults.</param>
    public static JsonObject Of(Predictions predictions, ResampledFigures resampled)
    {
        var json = new JsonObject { ["images"] = predictions.Count };
        foreach (var (name, value) in FigureCatalogue.Keys.Zip(resampled.Values.Values)) json[name] = value;
        var counts = ConfusionMatrix.Of(predictions).PerClass;
        json["per_class"] = new JsonArray([.. Enumerable.Range(0, counts.Classes).Select(c => new JsonObject
        {
            ["precision"] = counts.Precision(c),
            ["recall"] = counts.Recall(c),
            ["f1"] = counts.F1(c),
            ["support"] = counts.Support(c),
        })]);
        var intervals = new JsonObject();
        foreach (var (name, interval) in FigureCatalogue.Keys.Zip(resampled.Intervals())) intervals[name] = Ends(interval);
        json["intervals"] = resampled.HaveIntervals ? intervals : null;
        json["intervals_method"] = Bootstrap.Method;
        Figure[] calibrationErrors = [FigureCatalogue.Ece, FigureCatalogue.ClassWiseEce];
        json["debiased"] =
            new JsonObject(calibrationErrors.Select(figure => KeyValuePair.Create(figure.Key, (JsonNode?)resampled.Debiased(figure))));
        return json;
    }

    /// <summary>The paired comparison of two models, first − second; what needs scores is null unless both have them.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    /// <param name="one">The first model's figures in resamples.</param>
    /// <param name="other">The second's in the same ones.</param>
    public static JsonObject Comparison(Predictions first, Predictions second, ResampledFigures one, ResampledFigures other)
    {
        var differences = one.Values.Values.Zip(other.Values.Values, (a, b) => a - b).Zip(
            one.DifferenceIntervals(other),
            (value, interval) => new JsonObject { ["value"] = value, ["low"] = interval?.Low, ["high"] = interval?.High });
        var json = new JsonObject();
        var haveScores = first.HasScores && second.HasScores;
        foreach (var (figure, difference) in FigureCatalogue.All.Zip(differences))
            json[figure.Key] = figure.NeedsScores && !haveScores ? null : difference;
        var test = McNemar.Of(first, second);
        var swap = SwapTest.Of(first, second);
        var agreement = Agreement.Of(first, second);
        return new()
        {
            ["differences"] = json,
            ["mcnemar"] = new JsonObject { ["only_first"] = test.OnlyFirst, ["only_second"] = test.OnlySecond, ["p_value"] = test.PValue },
            ["mcnemar_by_class"] = new JsonArray([.. ClassMcNemar.Of(first, second).Select(of => new JsonObject
            {
                ["only_first"] = of.Test.OnlyFirst,
                ["only_second"] = of.Test.OnlySecond,
                ["recall_difference"] = of.Difference,
                ["p_value"] = of.Test.PValue,
                ["p_holm"] = of.Adjusted,
            })]),
            ["swap_test"] = new JsonObject
            {
                ["class_profile"] = swap.Profile,
                ["disparate_impact"] = swap.DisparateImpact,
                ["recall_ratio"] = swap.RecallRatio,
                ["recall_gap"] = swap.RecallGap,
            },
            ["disparate_impact_by_accuracy"] = one.AccuracyPartOf(other) is not { } part ? null : new JsonObject
            {
                ["by_accuracy"] = part.ByAccuracy,
                ["by_accuracy_interval"] = Ends(part.ByAccuracyInterval),
                ["adjusted"] = part.Adjusted,
                ["adjusted_interval"] = Ends(part.AdjustedInterval),
            },
            ["agreement"] = agreement.Share,
            ["disagreement_by_class"] = new JsonArray([.. agreement.DisagreementByClass.Select(share => JsonValue.Create(share))]),
        };
    }

    /// <summary>An interval's ends; null where it is undefined.</summary>
    /// <param name="interval">It.</param>
    internal static JsonObject? Ends(Interval? interval) =>
        interval is { } known ? new JsonObject { ["low"] = known.Low, ["high"] = known.High } : null;
}

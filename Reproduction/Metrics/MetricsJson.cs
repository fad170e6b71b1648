using System.Text.Json.Nodes;

namespace Reproduction.Metrics;

/// <summary>The JSON object of a model's metrics, the same in <c>metrics --json</c>, <c>evaluate --json</c> and <c>run.json</c>.</summary>
public static class MetricsJson
{
    /// <summary>Every metric with its interval; what is undefined is null.</summary>
    /// <param name="predictions">The model's answers.</param>
    public static JsonObject Of(Predictions predictions) => Of(predictions, Bootstrap.Of(predictions, _ => [], []));

    /// <summary>The same, where the figures were resampled already.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="resampled">Its figures, <see cref="MetricValues.Names"/> first, in resamples by <see cref="Bootstrap"/>'s defaults.</param>
    public static JsonObject Of(Predictions predictions, ResampledFigures resampled)
    {
        var values = MetricValues.Of(predictions).Values;
        var intervals = resampled.Intervals();
        var json = new JsonObject { ["images"] = predictions.Count };
        foreach (var (name, value) in MetricValues.Names.Zip(values)) json[name] = value;
        json["per_class"] = new JsonArray([.. ClassificationReport.Of(predictions).Classes.Select(row => new JsonObject
        {
            ["precision"] = row.Precision,
            ["recall"] = row.Recall,
            ["f1"] = row.F1,
            ["support"] = row.Support,
        })]);
        json["intervals"] = Intervals(intervals);
        return json;
    }

    /// <summary>The paired comparison of two models, first − second.</summary>
    /// <param name="first">One model's answers.</param>
    /// <param name="second">Another's, to the same images.</param>
    public static JsonObject Comparison(Predictions first, Predictions second)
    {
        var differences = MetricValues.Of(first).Values.Zip(MetricValues.Of(second).Values, (a, b) => a - b);
        var intervals = Bootstrap.DifferenceIntervals(first, second);
        var json = new JsonObject();
        foreach (var ((name, value), interval) in MetricValues.Names.Zip(differences).Zip(intervals))
            json[name] = new JsonObject { ["value"] = value, ["low"] = interval?.Low, ["high"] = interval?.High };
        var test = McNemar.Of(first, second);
        return new()
        {
            ["differences"] = json,
            ["mcnemar"] = new JsonObject { ["only_first"] = test.OnlyFirst, ["only_second"] = test.OnlySecond, ["p_value"] = test.PValue },
        };
    }

    private static JsonObject Intervals(IReadOnlyList<Interval?> intervals)
    {
        var json = new JsonObject();
        foreach (var (name, interval) in MetricValues.Names.Zip(intervals))
            json[name] = interval is { } known ? new JsonObject { ["low"] = known.Low, ["high"] = known.High } : null;
        return json;
    }
}

using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Reporting.Summaries;

namespace Reproduction.Reporting.Pages;

/// <summary>A summary as one JSON object; what is undefined is null.</summary>
public static class SummaryJson
{
    /// <summary>Writes it.</summary>
    /// <param name="summary">The seeds.</param>
    public static JsonObject Of(Summary summary) => new()
    {
        ["recipe"] = summary.Recipe,
        ["seeds"] = Array(summary.Seeds, seed => JsonValue.Create(seed)),
        ["test_images"] = summary.TestImages,
        ["class_names"] = Array(summary.ClassNames, name => JsonValue.Create(name)),
        ["warnings"] = Array(summary.Warnings, warning => JsonValue.Create(warning)),
        ["models"] = new JsonObject(summary.Models.Select(model => KeyValuePair.Create(
            model.Name, (JsonNode?)Figures(Summary.Figures, model.Figures, (_, figure) => Level(figure, model.IsMadeOnce))))),
        ["worst_classes"] = new JsonObject(summary.Models.Select(model => KeyValuePair.Create(
            model.Name, (JsonNode?)new JsonObject(model.WorstClasses.Select(of => KeyValuePair.Create(of.Class, (JsonNode?)of.Seeds)))))),
        ["pairs"] = Array(summary.Pairs, Of),
        ["agreements"] = Array(summary.Agreements, Of),
        ["teacher_pairs"] = Array(summary.TeacherPairs, Of),
        ["frontier"] = summary.Frontier is { } frontier ? Of(frontier) : null,
    };

    private static JsonObject Of(SummaryPair pair) => new()
    {
        ["first"] = pair.First,
        ["second"] = pair.Second,
        ["conditional_on"] = Array(pair.MadeOnce, name => JsonValue.Create(name)),
        ["differences"] = Figures(Summary.PairFigures, pair.Figures, (figure, of) => Difference(figure, of, pair.IsMadeOnce)),
        ["classes"] = Array(pair.Classes, of => new JsonObject { ["recall_difference"] = of.Recall, ["p_holm"] = of.Adjusted }),
    };

    private static JsonObject Of(SummaryAgreement pair) => new()
    {
        ["first"] = pair.First,
        ["second"] = pair.Second,
        ["of_teacher"] = pair.IsOfTeacher,
        ["agreement"] = Level(pair.Share, pair.IsMadeOnce),
        ["disagreement_by_class"] = Array(pair.Disagreement, share => JsonValue.Create(share)),
    };

    private static JsonObject Of(SummaryTeacherPair pair) => new()
    {
        ["first"] = pair.First,
        ["second"] = pair.Second,
        ["students"] = Array(pair.Students, name => JsonValue.Create(name)),
        ["agreement"] = Level(pair.Agreement, pair.IsMadeOnce),
        ["either_right"] = Level(pair.EitherRight, pair.IsMadeOnce),
        ["better_alone"] = Level(pair.BetterAlone, pair.IsMadeOnce),
        ["disagreement_by_class"] = Array(pair.Disagreement, share => JsonValue.Create(share)),
        ["either_right_by_class"] = Array(pair.EitherRightByClass, share => JsonValue.Create(share)),
    };

    private static JsonObject Of(SummaryFrontier frontier) => new()
    {
        ["reference"] = frontier.Reference,
        ["curve"] = Array(frontier.Curve, point => new JsonObject { ["accuracy"] = point.Accuracy, ["worst_recall"] = point.WorstRecall }),
        ["models"] = new JsonObject(frontier.Models.Select(model => KeyValuePair.Create(model.Model, (JsonNode?)new JsonObject
        {
            ["over_class_offsets"] = Over(model.OverOffsets, model.AdjustedOffsets),
            ["over_proportional_errors"] = Over(model.OverProportionalErrors, model.AdjustedProportionalErrors),
        }))),
    };

    private static JsonObject? Over(SummaryFigure? figure, double? adjusted) => figure is null ? null : new()
    {
        ["values"] = Array(figure.Values, value => JsonValue.Create(value)),
        ["mean"] = figure.Mean,
        ["paired_t"] = Interval(figure.Test?.Interval),
        ["p_value"] = figure.Test?.PValue,
        ["p_holm"] = adjusted,
    };

    private static JsonObject Figures<T>(IReadOnlyList<Figure> names, IReadOnlyList<T> figures, Func<Figure, T, JsonNode?> json) =>
        new(names.Zip(figures, (figure, of) => KeyValuePair.Create(figure.Key, json(figure, of))));

    private static JsonObject? Level(SummaryFigure? figure, bool madeOnce) => figure is null ? null : new()
    {
        ["values"] = Array(figure.Values, value => JsonValue.Create(value)),
        ["mean"] = figure.Mean,
        ["deviation"] = madeOnce ? null : JsonValue.Create(figure.Deviation),
        ["image_deviation"] = figure.ImageDeviation,
        ["crossed"] = Interval(figure.Crossed),
    };

    private static JsonObject? Difference(Figure name, PairFigure? of, bool madeOnce)
    {
        if (of?.Difference is not { } figure) return null;
        var json = Level(figure, madeOnce)!;
        json["paired_t"] = Interval(figure.Test?.Interval);
        json["p_value"] = figure.Test?.PValue;
        json["p_holm"] = of.Adjusted;
        // Better is above, but of errors and gaps below.
        json["wins"] = name.SmallerIsBetter ? figure.Values.Count - figure.Wins : figure.Wins;
        json["probability_of_improvement"] = name.SmallerIsBetter ? 1 - of.ProbabilityAbove : of.ProbabilityAbove;
        json["image_share"] = figure.ImageShare;
        json["detectable"] = figure.Detectable?.ByDeviation;
        json["detectable_by_upper_bound"] = figure.Detectable?.ByUpperBound;
        return json;
    }

    private static JsonObject? Interval(Interval? interval) =>
        interval is { } known ? new JsonObject { ["low"] = known.Low, ["high"] = known.High } : null;

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> json) => [.. items.Select(json)];
}

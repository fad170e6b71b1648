using System.Text.Json.Nodes;

namespace Reproduction.Claims.Runs;

/// <summary>Whether a change keeps the numbers, for programs.</summary>
internal static class CompatibilityJson
{
    /// <summary>Writes it.</summary>
    /// <param name="compared">The comparison.</param>
    /// <param name="fresh">How many runs of the changed program there are.</param>
    /// <param name="reference">How many stored ones.</param>
    public static JsonObject Of(Compatibility compared, int fresh, int reference) => new()
    {
        ["answer"] = compared.Answer.ToString().ToLowerInvariant(),
        ["fresh_runs"] = fresh,
        ["reference_runs"] = reference,
        ["level"] = Compatibility.Level,
        ["power"] = Compatibility.Power,
        ["made_once"] = new JsonArray([.. compared.MadeOnce.Select(model => JsonValue.Create(model))]),
        ["recipe_differences"] = new JsonArray([.. compared.RecipeDifferences.Select(line => JsonValue.Create(line))]),
        ["figures"] = new JsonArray([.. compared.Figures.Select(figure => new JsonObject
        {
            ["model"] = figure.Model,
            ["figure"] = figure.Figure,
            ["difference"] = figure.Test.Difference,
            ["tied"] = figure.IsTied,
            ["low"] = figure.IsTied ? null : figure.Test.Interval.Low,
            ["high"] = figure.IsTied ? null : figure.Test.Interval.High,
            ["margin"] = figure.Margin,
            ["within_margin"] = figure.IsWithinMargin,
            ["sees_from"] = figure.IsTied ? null : figure.SmallestChange,
            ["p_value"] = figure.IsTied ? null : figure.Test.PValue,
            ["differs"] = figure.IsRejected,
        })]),
    };
}

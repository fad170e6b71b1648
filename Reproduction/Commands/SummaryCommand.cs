using System.CommandLine;
using System.Text.Json.Nodes;
using Reproduction.Reporting;

namespace Reproduction.Commands;

/// <summary><c>summary</c>: several seeds of a recipe together, with the noise of seeds and of test images.</summary>
public static class SummaryCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var runs = new Argument<string[]>("RUNS") { Description = "Folders of whole runs, or of seed-N folders; two seeds at least.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var to = new Option<string?>("--out") { Description = "Write the text to a file instead, such as summary.md.", HelpName = "FILE" };
        var command = new Command("summary", "Say of several seeds of a recipe what they have in common, and what their models differ by.") { runs, json, to };
        command.SetAction(parsed =>
        {
            var summary = Summary.Of(parsed.GetValue(runs)!);
            var text = parsed.GetValue(json) ? Json(summary).ToJsonString() + "\n" : SummaryMarkdown.Of(summary);
            if (parsed.GetValue(to) is { } file) WholeFile.WriteText(file, text);
            else parsed.InvocationConfiguration.Output.Write(text);
            return CommandLine.Done;
        });
        return command;
    }

    private static JsonObject Json(Summary summary) => new()
    {
        ["recipe"] = summary.Recipe,
        ["seeds"] = new JsonArray([.. summary.Seeds.Select(seed => JsonValue.Create(seed))]),
        ["test_images"] = summary.TestImages,
        ["models"] = new JsonObject(summary.Models.Select(model => KeyValuePair.Create(model.Model, (JsonNode?)Figures(model.Figures, Level)))),
        ["pairs"] = new JsonArray([.. summary.Pairs.Select(pair => new JsonObject
        {
            ["first"] = pair.First,
            ["second"] = pair.Second,
            ["differences"] = Figures(pair.Figures, of => of is var (figure, probability) ? Difference(figure, probability) : null),
        })]),
    };

    private static JsonObject Figures<T>(IReadOnlyList<T> figures, Func<T, JsonNode?> json) =>
        new(Summary.Figures.Zip(figures, (figure, of) => KeyValuePair.Create(figure.Key, json(of))));

    private static JsonObject? Level(SummaryFigure? figure) => figure is null ? null : new()
    {
        ["values"] = new JsonArray([.. figure.Values.Select(value => JsonValue.Create(value))]),
        ["mean"] = figure.Mean,
        ["deviation"] = figure.Deviation,
        ["image_deviation"] = figure.ImageDeviation,
        ["crossed"] = Interval(figure.Crossed),
    };

    private static JsonObject Difference(SummaryFigure figure, double probability)
    {
        var json = Level(figure)!;
        json["paired_t"] = Interval(figure.Test.Interval);
        json["p_value"] = figure.Test.PValue;
        json["wins"] = figure.Wins;
        json["probability_of_improvement"] = probability;
        json["image_share"] = figure.ImageShare;
        json["detectable"] = figure.Detectable.ByDeviation;
        json["detectable_by_upper_bound"] = figure.Detectable.ByUpperBound;
        return json;
    }

    private static JsonObject? Interval(Metrics.Interval? interval) =>
        interval is { } known ? new JsonObject { ["low"] = known.Low, ["high"] = known.High } : null;
}

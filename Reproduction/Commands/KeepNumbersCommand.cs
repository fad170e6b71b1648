using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Reproduction.Claims.Runs;
using Reproduction.Metrics;

namespace Reproduction.Commands;

/// <summary><c>keep-numbers</c>: are fresh runs compatible with stored ones of the same recipe?</summary>
public static class KeepNumbersCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var fresh = new Argument<string>("FRESH") { Description = "Folder of fresh runs, seed-N each." };
        var reference = new Option<string>("--reference")
        {
            Description = "Folder of the runs to compare with.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "artifacts/quick"
        };
        var json = JsonOption.Create();
        var command = new Verb(
            "keep-numbers", "Does a change keep the numbers? Fresh runs of a recipe against stored ones.",
            "reproduction keep-numbers out/fresh --reference artifacts/quick")
        {
            fresh, reference, json,
        };
        (command.SaysNo, command.CannotTell) = ("a figure or the recipe changed", "these runs cannot tell");
        command.SetAction(parsed =>
        {
            var (one, other) = (RunFigures.InFolder(parsed.GetValue(fresh)!), RunFigures.InFolder(parsed.GetValue(reference)!));
            if (one.Count + other.Count < 3)
                throw new BadInputException(
                    $"{one.Count} fresh and {other.Count} stored runs, expected three at least to know what seeds scatter");
            var compared = Compatibility.Of(one, other);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(Json(compared, one.Count, other.Count).ToJsonString());
            else Print(compared, one.Count, other.Count, output);
            return compared.Answer switch
            {
                CompatibilityAnswer.Yes => CommandLine.Done,
                CompatibilityAnswer.No => CommandLine.CheckFailed,
                _ => CommandLine.Undecided,
            };
        });
        return command;
    }

    private static void Print(Compatibility compared, int fresh, int reference, TextWriter output)
    {
        output.WriteLine(
            $"{fresh} fresh runs against {reference} stored ones; differences with intervals that hold together at "
            + $"{100 * (1 - Compatibility.Level):0.##} %");
        var width = Math.Max(10, compared.Figures.Max(figure => figure.Model.Length) + 2);
        output.WriteLine($"\n{"model".PadRight(width)}{"figure",-18}{"difference",12}{"interval",24}{"margin",10}{"sees from",11}{"p",12}");
        foreach (var figure in compared.Figures)
        {
            if (figure.IsTied)
            {
                output.WriteLine(
                    $"{figure.Model.PadRight(width)}{figure.Figure,-18}{Number(figure.Test.Difference),12}{"tied",24}{Number(figure.Margin),10}");
                continue;
            }
            var interval = figure.Test.Interval;
            output.WriteLine(
                $"{figure.Model.PadRight(width)}{figure.Figure,-18}{Number(figure.Test.Difference),12}{$"[{Number(interval.Low)}, {Number(interval.High)}]",24}{Number(figure.Margin),10}{Number(figure.SmallestChange),11}{Probability(figure.Test.PValue),12}{(figure.IsRejected ? "  differs" : figure.IsWithinMargin ? "" : "  beyond its margin")}");
        }
        output.WriteLine();
        if (compared.MadeOnce.Count > 0)
            output.WriteLine(
                $"not compared: {string.Join(", ", compared.MadeOnce)}, made once for all seeds: one network says nothing of what seeds "
                + "scatter, and what learnt from it is compared on the condition that it is the same");
        foreach (var line in compared.RecipeDifferences) output.WriteLine($"recipe: {line}");
        output.WriteLine($"sees from: the smallest change that these runs see with a power of {Compatibility.Power}");
        output.WriteLine(compared.Answer switch
        {
            CompatibilityAnswer.Yes => "yes: the numbers are kept, each figure's interval lies within its margin",
            CompatibilityAnswer.No when compared.Figures.Any(figure => figure.IsRejected) =>
                "no: " + string.Join("; ", compared.Figures.Where(figure => figure.IsRejected).Select(Sentence)),
            CompatibilityAnswer.No => "no: the recipe is another; no figure differs by more than seeds explain",
            _ when !compared.EnoughRuns =>
                $"cannot tell: {Compatibility.ReferenceRuns} stored and {Compatibility.FreshRuns} fresh runs at least are needed",
            _ when compared.Figures.Where(figure => figure.IsTied).ToList() is { Count: > 0 } tied =>
                $"cannot tell: {string.Join(", ", tied.Select(figure => $"{figure.Figure} of {figure.Model}"))}: the same in all runs of a set, "
                + "which says nothing of what seeds scatter",
            _ => "cannot tell, sees changes from: " + string.Join(", ", compared.Figures.Where(figure => !figure.IsWithinMargin)
                .Select(figure => $"{figure.Figure} of {figure.Model} {Number(figure.SmallestChange)} (margin {Number(figure.Margin)})")),
        });
    }

    private static string Sentence(ComparedFigure figure) =>
        $"{figure.Figure} of {figure.Model} changed by {Number(figure.Test.Difference)}, interval [{Number(figure.Test.Interval.Low)}, "
        + $"{Number(figure.Test.Interval.High)}], p = {Probability(figure.Test.PValue)}";

    private static JsonObject Json(Compatibility compared, int fresh, int reference) => new()
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

    private static string Number(double value) =>
        value.ToString("F4", CultureInfo.InvariantCulture) is var text && PrintedNumber.IsZero(text) ? text.TrimStart('-') : text;

    private static string Probability(double p) => p.ToString(p < 0.0001 ? "0.0E+0" : "F4", CultureInfo.InvariantCulture);
}

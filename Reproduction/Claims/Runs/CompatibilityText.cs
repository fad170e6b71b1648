using System.Globalization;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.Runs;

/// <summary>Whether a change keeps the numbers, for people: each figure's difference, then the answer.</summary>
internal static class CompatibilityText
{
    /// <summary>Writes it.</summary>
    /// <param name="compared">The comparison.</param>
    /// <param name="fresh">How many runs of the changed program there are.</param>
    /// <param name="reference">How many stored ones.</param>
    /// <param name="output">Takes it.</param>
    public static void Write(Compatibility compared, int fresh, int reference, TextWriter output)
    {
        output.WriteLine(
            $"{fresh} fresh runs against {reference} stored ones; differences with intervals that hold together at "
            + Numbers.PerCent(1 - Compatibility.Level));
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

    /// <summary>With four decimals; what they show as zero has no sign.</summary>
    private static string Number(double value) =>
        Numbers.Decimal(value) is var text && PrintedNumber.IsZero(text) ? text.TrimStart('-') : text;

    /// <summary>With four decimals, or with the power of ten where those would show nothing.</summary>
    private static string Probability(double p) =>
        p < 0.0001 ? p.ToString("0.0E+0", CultureInfo.InvariantCulture) : Numbers.Decimal(p);
}

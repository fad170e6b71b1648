using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Reporting.Plots;
using Reproduction.Reporting.Summaries;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// The text <c>summary.md</c> over several seeds: what they show first, then what that rests on. Equal runs have equal texts.
/// </summary>
public static class SummaryMarkdown
{
    /// <summary>Writes it without figures.</summary>
    /// <param name="summary">The seeds.</param>
    public static string Of(Summary summary) => Of(summary, SummaryPlots.None);

    /// <summary>Writes it.</summary>
    /// <param name="summary">The seeds.</param>
    /// <param name="plots">Its figures.</param>
    internal static string Of(Summary summary, SummaryPlots plots)
    {
        var text = new MarkdownText();
        text.Heading(1, MarkdownText.Escaped($"{summary.Recipe}: {summary.Seeds.Count} seeds"));
        text.Paragraph($"Seeds {string.Join(", ", summary.Seeds)}, all on the same {Written.Count(summary.TestImages)} test images.");
        foreach (var warning in summary.Warnings) text.Warning(MarkdownText.Escaped(warning));
        if (summary.Pairs.Count > 0) Glance(text, summary, plots);
        if (summary.Frontier is { } frontier) Frontier(text, summary, frontier, plots);
        Models(text, summary);
        SummaryPairsMarkdown.Write(text, summary);
        return text.ToString();
    }

    private static void Glance(MarkdownText text, Summary summary, SummaryPlots plots)
    {
        text.Heading(2, "What the seeds show");
        text.Paragraph(
            "Mean difference, first model − second, paired by seed, with the 95 % interval of Student's paired t-test. In bold: p below "
            + $"{Significance.Level} after Holm's correction for the "
            + $"{(summary.Pairs.Count == 1 ? "one pair" : $"{summary.Pairs.Count} pairs")}, each figure for itself. What is not "
            + "bold may differ all the same: *from* which size on so many seeds would have seen a "
            + $"difference, with a power of {Significance.Power}, before any correction and by the deviation found (what its upper bound "
            + "says, the tables of the pairs have), stands in brackets.");
        text.Figures(plots.Forest);
        text.Table(
            ["pair", .. ForestPlot.Figures.Select(figure => figure.Words)],
            summary.Pairs.Select(pair =>
                new[] { pair.Name }.Concat(ForestPlot.Figures.Select(figure => Glance(pair.Figure(figure)))).ToArray()));
        foreach (var shared in summary.Pairs.Where(pair => pair.MadeOnce.Count > 0).GroupBy(pair => Written.List(pair.MadeOnce)))
            text.Paragraph(
                $"**Conditional on what was made once:** {shared.Key} {(IsOneModel(shared.First().MadeOnce) ? "was" : "were")} made once and "
                + $"shared by all seeds, so that the seeds cannot say what another would change. This holds for "
                + $"{Written.List(shared.Select(pair => pair.Name))}.");
    }

    private static bool IsOneModel(IReadOnlyList<string> made) => made is [not ModelResult.ImagesOfCalibrate];

    private static string Glance(PairFigure? figure) => figure is null ? "undefined" :
        $"{SummaryPairsMarkdown.Mean(figure)}{(figure.Difference.Detectable is { } least ? $" (from "
            + $"{Written.Value(least.ByDeviation)})" : "")}";

    private static void Frontier(MarkdownText text, Summary summary, SummaryFrontier frontier, SummaryPlots plots)
    {
        text.Heading(2, "Worst class against accuracy");
        text.Paragraph(
            $"The curve is what class offsets make of {frontier.Reference} without any training: argmax(z + b) on its stored answers to "
            + "the test images, b rising for whichever class is worst; swept in each seed and averaged. It is fitted to the very images "
            + "that judge it, so that it is hard to beat. The dashed line is proportional errors: all classes' errors "
            + "changed by one factor, which is what accuracy alone brings. A method moves class bias only where it lies above both. Bars "
            + "are 95 % t-intervals of the mean over seeds, cut at the frame; a model far from all others stands at the frame's edge, with "
            + "an arrow towards its accuracy and worst recall, which are written beside it.");
        text.Figures(plots.Frontier);
        text.Table(
            ["model", "accuracy", "recall of the worst class", "over class offsets", "p, Holm", "over proportional errors", "p, Holm"],
            frontier.Models.Select(model => new[]
            {
                model.Model, Level(Of(model.Model, FigureCatalogue.Accuracy)), Level(Of(model.Model, FigureCatalogue.WorstRecall)),
                Over(model.OverOffsets, $"in {model.SeedsBeyondOffsets} of {summary.Seeds.Count} seeds more accurate than any"),
                Written.Probability(model.AdjustedOffsets),
                Over(model.OverProportionalErrors, "undefined"), Written.Probability(model.AdjustedProportionalErrors),
            }));
        text.Paragraph(
            "*Over class offsets*: the worst recall less the curve's at the same accuracy, seed by seed, with the 95 % t-interval; *over "
            + $"proportional errors* likewise. Holm's correction is for the {frontier.Models.Count} models."
            + (Once(summary, frontier.Reference) is { Count: > 0 } once
                ? $" Of what was made once ({string.Join(", ", once)}) the seeds are those of {frontier.Reference} alone: they cannot say "
                    + "what another one would change."
                : ""));

        SummaryFigure? Of(string model, Figure figure) => summary.Models.Single(of => of.Name == model).Figure(figure);
    }

    /// <summary>What was made once and is held against a model that each seed makes.</summary>
    private static List<string> Once(Summary summary, string reference)
    {
        List<string> once = [.. summary.Models.Where(model => model.IsMadeOnce).Select(model => model.Name)];
        return once.Contains(reference) ? [] : once;
    }

    private static string Over(SummaryFigure? figure, string undefined) => figure switch
    {
        null => undefined,
        { Test: null } => Written.Difference(figure.Mean),
        _ => $"{Written.Difference(figure.Mean)} {Written.DifferenceInterval(figure.Test.Interval)}",
    };

    private static void Models(MarkdownText text, Summary summary)
    {
        text.Heading(2, "Models");
        text.Paragraph(
            "Mean ± deviation between seeds, and the 95 % interval of the mean over other seeds and other test images: the images are "
            + $"drawn anew, {Written.Count(Bootstrap.DefaultResamples)} times, and the mean of so few seeds is off as Student's t says. "
            + "The seeds share their test images, so that the images' noise does not average out over seeds. The best of several "
            + "classes and calibration errors are so by luck too: of figures that they are in, the interval allows for it, "
            + "as a run's own report does."
            + (summary.Models.Any(model => model.IsMadeOnce) ? " What was made once has one figure for all seeds, with the "
                + "interval of its report: of other test images alone." : ""));
        var models = new RowTable<SummaryModel>(text, "model", summary.Models, model => model.Name);
        models.Write([.. ReportedFigures.Main.Select(Column), ("worst class", model => Worst(model, summary.Seeds.Count))]);
        models.Write(ReportedFigures.Probabilities.Select(Column));
        models.Write(ReportedFigures.Recalls.Select(Column));
    }

    private static (string Name, Func<SummaryModel, string> Cell) Column(Figure figure) =>
        (figure.Words, model => Level(model.Figure(figure)));

    private static string Worst(SummaryModel model, int seeds) =>
        MarkdownText.Escaped(string.Join(", ", model.WorstClasses.Select(of => of.Seeds == seeds ? of.Class
            : $"{of.Class} ({of.Seeds} of {seeds})")));

    /// <summary>A mean with the deviation between seeds, which models that were made once have not, and its interval.</summary>
    internal static string Level(SummaryFigure? figure) => figure switch
    {
        null => "undefined",
        { Test: null } => $"{Written.Value(figure.Mean)} {Written.Interval(figure.Crossed)}",
        _ => $"{Written.Value(figure.Mean)} ± {Written.Value(figure.Deviation)} {Written.Interval(figure.Crossed)}",
    };
}

using Reproduction.Metrics;
using Reproduction.Reporting.Plots;

namespace Reproduction.Reporting;

/// <summary>The text <c>report.md</c> of a run: answers first, then what they rest on. Equal runs have equal texts.</summary>
public static class MarkdownReport
{
    private const double Significance = 0.05;

    /// <summary>Writes the report.</summary>
    /// <param name="report">The run.</param>
    /// <returns>GitHub's Markdown, lines ended by <c>\n</c>; its figures are linked as <c>plots/*.svg</c>.</returns>
    public static string Of(RunReport report) => Of(report, RunMeasurements.Of(report));

    /// <summary>Writes the report of figures that are measured already.</summary>
    /// <param name="report">The run.</param>
    /// <param name="measurements">Its figures.</param>
    public static string Of(RunReport report, RunMeasurements measurements) => Of(report, measurements, RunPlots.Of(report, measurements));

    internal static string Of(RunReport report, RunMeasurements measurements, RunPlots plots)
    {
        var text = new MarkdownText();
        text.Heading(1, MarkdownText.Escaped(report.Title));
        foreach (var warning in report.Warnings) text.Warning(MarkdownText.Escaped(warning));
        if (Answers.Of(measurements) is { Count: > 0 } answers) text.List(answers.Select(answer => $"**{answer.Question}** {answer.Answer}"));
        text.Figures(plots.Differences);

        text.Heading(2, "Protocol");
        text.Table(["what", "value"], report.Protocol.Select(row => new[] { row.Name, MarkdownText.Escaped(row.Value) }), figures: false);
        text.Heading(2, "To judge the figures");
        text.List(report.Notes.Select(MarkdownText.Escaped));

        text.Heading(2, "Metrics");
        text.Paragraph(
            "With 95 % intervals by 2,000 resamples of the test images within their classes, the same for every model. Accuracy and recalls "
            + "have exact binomial (Clopper-Pearson) intervals; F1, AUROC, log likelihood and Brier score those of weighted counts (Fay and "
            + "Feuer), so that few errors are not taken for none. Calibration errors and disparities are widened by what holds if bins near 0 "
            + "are right and classes near the best are as good: they show an error by luck.");
        text.Table(
            ["metric", .. measurements.Models.Select(model => model.Model.Name)],
            [
                .. ReportedFigures.Quality.Select((name, row) => new[] { name }.Concat(measurements.Models.Select(model => Cell(model.Quality[row]))).ToArray()),
                .. Debiased.Select((name, row) => new[] { name }.Concat(measurements.Models.Select(model => Written.Value(model.Debiased[row]))).ToArray()),
            ]);
        text.Heading(2, "Disparities between classes");
        text.Paragraph(
            "The mean over the largest recall is the disparate impact (DI) of the experiment; the smallest over the largest is that of the "
            + "four-fifths rule. Where all classes have as many test images, the mean recall is the accuracy, so that disparate impact moves with it. Classes of one "
            + "recall print less than 1 too, the best of them being best by luck: what is left of DI less what they print is the excess. The worst "
            + "class's share of the errors does not move with accuracy.");
        Table(text, measurements, "disparity", ReportedFigures.Disparities, model => model.Disparities);
        if (measurements.Comparisons.Count > 0) Differences(text, report, measurements.Comparisons);

        text.Heading(2, "Recall of each class");
        text.Figures(plots.Recall);
        Table(text, measurements, "class", [.. report.ClassNames.Select(MarkdownText.Escaped)], model => model.Recalls);
        text.Heading(2, "Training");
        text.Paragraph(
            "A ring marks the epoch whose weights count. A training loss is what the model minimises: with other terms in it, its height says "
            + "nothing beside the others'.");
        text.Figures(plots.Training);
        text.Heading(2, "Confusion");
        text.Paragraph("Rows are the true classes, columns the predicted ones, in test images; the stronger the colour, the larger the share of the row.");
        text.Figures(plots.Confusion);
        text.Heading(2, "Classification reports");
        text.Paragraph("As scikit-learn prints them.");
        foreach (var model in measurements.Models)
        {
            text.Heading(3, model.Model.Name);
            text.Paragraph(MarkdownText.Escaped($"{model.Model.Description}."));
            text.Code(ClassificationReport.Of(model.Confusion).ToText(report.ClassNames, digits: 4));
        }
        return text.ToString();
    }

    private static void Table(
        MarkdownText text, RunMeasurements measurements, string what, IReadOnlyList<string> names,
        Func<ModelMeasurements, IReadOnlyList<Measured>> figures) => text.Table(
        [what, .. measurements.Models.Select(model => model.Model.Name)],
        names.Select((name, row) => new[] { name }.Concat(measurements.Models.Select(model => Cell(figures(model)[row]))).ToArray()));

    private static readonly string[] Debiased = ["calibration error less its bias by luck", "class-wise calibration error less its bias by luck"];

    private static void Differences(MarkdownText text, RunReport report, IReadOnlyList<Comparison> comparisons)
    {
        text.Heading(2, "Paired differences");
        text.Paragraph(
            "Both models on the same resamples. In bold: the interval does not hold 0. Each figure is tested for itself at 5 %, nothing is "
            + "corrected for their number: of figures that do not differ, one in twenty is bold by chance. Intervals of disparities are widened "
            + "for classes tied for best where the two models may have other ties; where they have the same, the bias falls out.");
        foreach (var comparison in comparisons.Where(comparison => comparison.SaysNothing))
            text.Paragraph($"{comparison.Name} says nothing, because of what stands at the top of {Written.List(comparison.InDoubt)}.");
        text.Table(
            ["difference", .. comparisons.Select(comparison => comparison.Name)],
            [
                .. ReportedFigures.Quality.Concat(ReportedFigures.Disparities).Select((name, row) =>
                    new[] { name }.Concat(comparisons.Select(comparison => DifferenceCell(comparison.Figures[row], comparison.SaysNothing))).ToArray()),
                ["DI by accuracy alone", .. comparisons.Select(comparison => DifferenceCell(Part(comparison, part => (part.ByAccuracy, part.ByAccuracyInterval)), comparison.SaysNothing))],
                ["DI beside accuracy", .. comparisons.Select(comparison => DifferenceCell(Part(comparison, part => (part.Adjusted, part.AdjustedInterval)), comparison.SaysNothing))],
            ]);
        text.Paragraph(
            "DI by accuracy alone is what it would have moved by had all classes' errors changed by the same factor; beside accuracy, what "
            + "their profile adds to that.");
        text.Paragraph("McNemar's exact test of the accuracies, over the images that exactly one of the two classifies rightly:");
        text.Table(
            ["models", "only the first", "only the second", "p"],
            comparisons.Select(comparison => new[]
            {
                comparison.Name,
                Written.Count(comparison.McNemar.OnlyFirst),
                Written.Count(comparison.McNemar.OnlySecond),
                Written.Probability(comparison.McNemar.PValue),
            }));
        text.Heading(3, "Which classes changed");
        text.Paragraph(
            "Difference of each class's recall, with the p of McNemar's exact test within the class after Holm's correction for all classes: "
            + "bold where it is below 0.05, which happens to any class of two models that do not differ in 5 % of test sets.");
        text.Table(
            ["class", .. comparisons.Select(comparison => comparison.Name)],
            report.ClassNames.Select((name, c) => new[] { MarkdownText.Escaped(name) }.Concat(comparisons.Select(comparison => ClassCell(comparison.Classes[c]))).ToArray()));
        text.Paragraph(
            "Whether the models differ in their class profile at all: p of exchanging the two answers image by image, 9,999 times. Not a test "
            + "of equal disparities: models that are as unequal about other classes differ too.");
        text.Table(
            ["exchange test by", .. comparisons.Select(comparison => comparison.Name)],
            [
                ["all classes' recalls", .. comparisons.Select(comparison => Written.Probability(comparison.Swap.Profile))],
                ["DI", .. comparisons.Select(comparison => Written.Probability(comparison.Swap.DisparateImpact))],
                ["min / max of recall", .. comparisons.Select(comparison => Written.Probability(comparison.Swap.RecallRatio))],
                ["max − min of recall", .. comparisons.Select(comparison => Written.Probability(comparison.Swap.RecallGap))],
            ]);
        text.Paragraph("How often the two predict the same class, and of which class they disagree most:");
        text.Table(
            ["models", "agreement", "most disagreement"],
            comparisons.Select(comparison => new[] { comparison.Name, Written.Value(comparison.Agreement.Share), Most(report, comparison.Agreement) }));
    }

    private static Measured Part(Comparison comparison, Func<AccuracyPart, (double Value, Interval Interval)> of) =>
        comparison.ByAccuracy is { } part && of(part) is var (value, interval) ? new("", value, interval) : new("", null, null);

    private static string ClassCell(ClassMcNemar of)
    {
        var cell = $"{Written.Difference(of.Difference)} (p {Written.Probability(of.Adjusted)})";
        return of.Adjusted < Significance ? $"**{cell}**" : cell;
    }

    private static string Most(RunReport report, Agreement agreement)
    {
        var (share, c) = agreement.DisagreementByClass.Select((share, c) => (share, c)).MaxBy(of => of.share);
        return $"{Written.Value(share)} of {MarkdownText.Escaped(report.ClassNames[c])}";
    }

    private static string Cell(Measured figure) => $"{Written.Value(figure.Value)} {Written.Interval(figure.Interval)}";

    private static string DifferenceCell(Measured figure, bool saysNothing)
    {
        var cell = $"{Written.Difference(figure.Value)} {Written.DifferenceInterval(figure.Interval)}";
        return figure.IsBeyondNoise && !saysNothing ? $"**{cell}**" : cell;
    }
}

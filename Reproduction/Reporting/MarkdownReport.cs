using Reproduction.Metrics;
using Reproduction.Reporting.Plots;

namespace Reproduction.Reporting;

/// <summary>The text <c>report.md</c> of a run: answers first, then what they rest on. Equal runs have equal texts.</summary>
public static class MarkdownReport
{
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
        text.Paragraph("With 95 % intervals: percentiles of 2,000 resamples of the test images within their classes, the same for every model. Those of disparities are widened by what holds if classes near the best are as good, because the best of equal classes is best by luck.");
        Table(text, measurements, "metric", ReportedFigures.Quality, model => model.Quality);
        if (OutsideTheirIntervals(measurements) is { Count: > 0 } outside)
            text.Paragraph(
                $"Outside its own interval: {string.Join("; ", outside)}. Resampling shifts such a figure (the error of calibration grows with "
                + "the noise in each bin), so that its interval says how it scatters and not where it lies.");
        text.Heading(2, "Disparities between classes");
        text.Paragraph(
            "The mean over the largest recall is the disparate impact (DI) of the experiment; the smallest over the largest is that of the "
            + "four-fifths rule. Where all classes have as many test images, the mean recall is the accuracy, so that disparate impact moves with it.");
        Table(text, measurements, "disparity", ReportedFigures.Disparities, model => model.Disparities);
        if (measurements.Comparisons.Count > 0) Differences(text, measurements.Comparisons);

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

    private static IReadOnlyList<string> OutsideTheirIntervals(RunMeasurements measurements) =>
    [
        .. ReportedFigures.Quality.Select((name, row) => (name, Models: measurements.Models
                .Where(model => model.Quality[row] is { Value: { } value, Interval: { } interval } && !interval.Contains(value))
                .Select(model => model.Model.Name).ToList()))
            .Where(figure => figure.Models.Count > 0).Select(figure => $"{figure.name} of {Written.List(figure.Models)}"),
    ];

    private static void Differences(MarkdownText text, IReadOnlyList<Comparison> comparisons)
    {
        text.Heading(2, "Paired differences");
        text.Paragraph(
            "Both models on the same resamples. In bold: the interval does not hold 0, as happens by chance to one in twenty figures that "
            + "do not differ.");
        foreach (var comparison in comparisons.Where(comparison => comparison.SaysNothing))
            text.Paragraph($"{comparison.Name} says nothing, because of what stands at the top of {Written.List(comparison.InDoubt)}.");
        text.Table(
            ["difference", .. comparisons.Select(comparison => comparison.Name)],
            ReportedFigures.Quality.Concat(ReportedFigures.Disparities).Select((name, row) =>
                new[] { name }.Concat(comparisons.Select(comparison => DifferenceCell(comparison.Figures[row], comparison.SaysNothing))).ToArray()));
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
    }

    private static string Cell(Measured figure) => $"{Written.Value(figure.Value)} {Written.Interval(figure.Interval)}";

    private static string DifferenceCell(Measured figure, bool saysNothing)
    {
        var cell = $"{Written.Difference(figure.Value)} {Written.DifferenceInterval(figure.Interval)}";
        return figure.IsBeyondNoise && !saysNothing ? $"**{cell}**" : cell;
    }
}

using Reproduction.Metrics;
using Reproduction.Reporting.Plots;

namespace Reproduction.Reporting.Pages;

/// <summary>The text <c>report.md</c> of a run: answers first, then what they rest on. Equal runs have equal texts.</summary>
public static class MarkdownReport
{
    /// <summary>The sections to look up, which a page may fold.</summary>
    internal const string Reports = "Classification reports", Protocol = "Protocol";

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
        if (Answers.Of(measurements) is { Count: > 0 } answers)
            text.List(answers.Select(answer => $"**{answer.Question}** {answer.Answer}"));
        text.Figures(plots.Differences);

        text.Heading(2, "To judge the figures");
        text.List(report.Notes.Select(MarkdownText.Escaped));

        text.Heading(2, "Metrics");
        text.Paragraph(
            "With 95 % intervals by 2,000 resamples of the test images within their classes, the same for every model. Accuracy and "
            + "recalls have exact binomial (Clopper-Pearson) intervals; F1, AUROC, log likelihood and Brier score those of weighted counts "
            + "(Fay and Feuer), so that few errors are not taken for none. Calibration errors and disparities are widened by what holds if "
            + "bins near 0 are right and classes near the best are as good: they show an error by luck.");
        text.Table(
            ["metric", .. measurements.Models.Select(model => model.Model.Name)],
            [
                .. ReportedFigures.Quality.Select((name, row) =>
                    new[] { name }.Concat(measurements.Models.Select(model => Written.Measured(model.Quality[row]))).ToArray()),
                .. Debiased.Select((name, row) =>
                    new[] { name }.Concat(measurements.Models.Select(model => Written.Value(model.Debiased[row]))).ToArray()),
            ]);
        text.Paragraph(
            "In the reliability diagram, a mark below the diagonal is a bin of images of whose class the model is surer than it is right "
            + $"(hollow: fewer than {ReliabilityPlot.Few} images, mostly noise); the calibration error is the mean distance. The area under "
            + "a ROC curve is the AUROC.");
        text.Figures(plots.Scores);
        text.Heading(2, "Disparities between classes");
        text.Paragraph(
            "The mean over the largest recall is the disparate impact (DI) of the experiment; the smallest over the largest is that of the "
            + "four-fifths rule. Where all classes have as many test images, the mean recall is the accuracy, so that disparate impact "
            + "moves with it. Classes of one recall print less than 1 too, the best of them being best by luck: what is left of DI less "
            + "what they print is the excess. The worst class's share of the errors does not move with accuracy.");
        text.Table(
            ["disparity", .. measurements.Models.Select(model => model.Model.Name)],
            [
                ["worst class", .. measurements.Models.Select(model => MarkdownText.Escaped(Written.List(model.WorstClasses)))],
                .. Rows(measurements, ReportedFigures.Disparities, model => model.Disparities),
            ]);
        MarkdownPairs.Write(text, report, measurements, plots);

        text.Heading(2, "Recall of each class");
        text.Figures(plots.Recall);
        text.Table(
            ["class", .. measurements.Models.Select(model => model.Model.Name)],
            Rows(measurements, [.. report.ClassNames.Select(MarkdownText.Escaped)], model => model.Recalls));
        if (NoErrors(measurements, report.ClassNames).ToList() is { Count: > 0 } unseen) text.List(unseen);
        text.Heading(2, "Training");
        text.Paragraph(
            "A ring marks the epoch whose weights count. A training loss is what the model minimises: with other terms in it, its height "
            + "says nothing beside the others'."
            + (ImageSizeStep.Of(report.History).Count > 0
                ? " At a dotted line the images become larger: what jumps there is not what was learned in between."
                : ""));
        text.Figures(plots.Training);
        text.Heading(2, "Confusion");
        text.Paragraph(
            "Rows are the true classes, columns the predicted ones, in test images; the stronger the colour, the larger the share of the "
            + "row.");
        text.Figures(plots.Confusion);
        text.Heading(2, Reports);
        text.Paragraph("As scikit-learn prints them.");
        foreach (var model in measurements.Models)
        {
            text.Heading(3, model.Model.Name);
            text.Paragraph(MarkdownText.Escaped($"{model.Model.Description}."));
            text.Code(ClassificationReport.Of(model.Confusion).ToText(report.ClassNames, digits: 4));
        }
        text.Heading(2, Protocol);
        text.Table(["what", "value"], report.Protocol.Select(row => new[] { row.Name, MarkdownText.Escaped(row.Value) }), figures: false);
        return text.ToString();
    }

    private static IEnumerable<string> NoErrors(RunMeasurements measurements, IReadOnlyList<string> classNames) =>
        from model in measurements.Models
        from of in NoErrorSeen.Of(model.Confusion)
        select $"{model.Model.Name}: {MarkdownText.Escaped(of.Sentence(classNames))}";

    private static IEnumerable<string[]> Rows(
        RunMeasurements measurements, IReadOnlyList<string> names, Func<ModelMeasurements, IReadOnlyList<Measured>> figures) =>
        names.Select((name, row) =>
            new[] { name }.Concat(measurements.Models.Select(model => Written.Measured(figures(model)[row]))).ToArray());

    private static readonly string[] Debiased =
        ["calibration error less its bias by luck", "class-wise calibration error less its bias by luck"];
}

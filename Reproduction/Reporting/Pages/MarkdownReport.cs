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

        var models = new MarkdownModels(text, report, measurements);
        models.Metrics(plots.Scores);
        models.Disparities();
        MarkdownPairs.Write(text, report, measurements, plots);
        models.Recalls(plots.Recall);

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
}

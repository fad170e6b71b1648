using System.Globalization;

namespace Reproduction.Reporting;

/// <summary>The text <c>summary.md</c> over several seeds. Equal runs have equal texts.</summary>
public static class SummaryMarkdown
{
    /// <summary>Writes <c>summary.md</c>, and the same as a page.</summary>
    /// <param name="folder">The experiment's folder, which takes both.</param>
    /// <param name="summary">The seeds.</param>
    /// <returns>The path of <c>summary.md</c>.</returns>
    public static string Write(string folder, Summary summary)
    {
        var (path, text) = (Path.Combine(folder, "summary.md"), Of(summary));
        WholeFile.WriteText(path, text);
        WholeFile.WriteText(Path.Combine(folder, "summary.html"), HtmlReport.Of($"{summary.Recipe}: summary", text, []));
        return path;
    }

    /// <summary>Writes it.</summary>
    /// <param name="summary">The seeds.</param>
    public static string Of(Summary summary)
    {
        var text = new MarkdownText();
        text.Heading(1, MarkdownText.Escaped($"{summary.Recipe}: {summary.Seeds.Count} seeds"));
        text.Paragraph($"Seeds {string.Join(", ", summary.Seeds)}, all on the same {Written.Count(summary.TestImages)} test images.");
        text.Heading(2, "Models");
        text.Paragraph(
            "Mean ± deviation between seeds, and the 95 % interval of the mean over other seeds and other test images: seeds and images are "
            + "both drawn anew, 2,000 times. The seeds share their test images, so that the images' noise does not average out over seeds.");
        text.Table(
            ["figure", .. summary.Models.Select(model => model.Model)],
            Summary.Figures.Select((figure, row) => new[] { figure.Words }.Concat(summary.Models.Select(model => Level(model.Figures[row]))).ToArray()));
        foreach (var (first, second, figures) in summary.Pairs)
        {
            text.Heading(2, $"{first} − {second}");
            text.Table(
                ["figure", "mean", "± seeds", "paired t, 95 %", "p", "seeds and images, 95 %", "above 0", "P(above)", "images' share", "seen from"],
                Summary.Figures.Select((figure, row) => Row(figure.Words, figures[row])));
        }
        if (summary.Pairs.Count == 0) return text.ToString();
        text.Paragraph(
            "Paired by seed. p is that of Student's paired t-test for each figure alone, not corrected for their number. *Above 0*: in how many "
            + "seeds the difference is; *P(above)*: the probability that the first model's figure, of any seed, is above the second's, of any. "
            + "*Images' share*: of the variance of one seed's difference, what another set of test images makes; the rest are seeds. *Seen "
            + "from*: the smallest true difference that so many seeds show with a power of 0.8, by the deviation found and by its upper 80 % "
            + "bound: a smaller one may be there unseen.");
        return text.ToString();
    }

    private static string Level(SummaryFigure? figure) =>
        figure is null ? "undefined" : $"{Written.Value(figure.Mean)} ± {Written.Value(figure.Deviation)} {Written.Interval(figure.Crossed)}";

    private static string[] Row(string name, (SummaryFigure Difference, double ProbabilityAbove)? of)
    {
        if (of is not var (figure, probability)) return [name, .. Enumerable.Repeat("undefined", 9)];
        var test = figure.Test;
        var (least, bound) = figure.Detectable;
        var cell = Written.DifferenceInterval(test.Interval);
        return
        [
            name, Written.Difference(figure.Mean), Written.Value(figure.Deviation), test.Rejects ? $"**{cell}**" : cell, Written.Probability(test.PValue),
            Written.DifferenceInterval(figure.Crossed), $"{figure.Wins.ToString("0.#", CultureInfo.InvariantCulture)} of {figure.Values.Count}",
            probability.ToString("F2", CultureInfo.InvariantCulture),
            figure.ImageShare is { } share ? $"{(100 * share).ToString("F0", CultureInfo.InvariantCulture)} %" : "undefined",
            $"{Written.Value(least)} to {Written.Value(bound)}",
        ];
    }
}

using System.Globalization;
using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Reporting.Summaries;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// What <c>summary.md</c> says of each pair of models: every figure, which classes changed, how often the two agree, and what two teachers
/// know together.
/// </summary>
internal static class SummaryPairsMarkdown
{
    public static void Write(MarkdownText text, Summary summary)
    {
        foreach (var pair in summary.Pairs)
        {
            text.Heading(2, pair.Name);
            text.Table(
                ["figure", "mean", "± seeds", "± images", "paired t, 95 %", "p", "p, Holm", "seeds and images, 95 %", "above 0",
                    "P(above)", "seen from"],
                Summary.PairFigures.Select((figure, row) => Row(figure.Words, pair.Figures[row])));
        }
        if (summary.Pairs.Count > 0)
        {
            text.Paragraph(
                "Paired by seed. *± seeds*: the deviation of the difference between seeds, which has the images' noise in it; *± images*: "
                + "what another set of test images would scatter it by in one seed. p is that of Student's paired t-test for each figure "
                + "alone; *p, Holm* is corrected for the number of pairs, not of figures. *Above 0*: in how many seeds the difference is; "
                + "*P(above)*: in which share of the pairs of these seeds the first model's figure, of any seed, is above the second's, of any; in "
                + "both ties count half. *Seen from*: the smallest true difference that so many seeds show with a power of "
                + $"{Significance.Power}, by the deviation found and by its upper {100 * Significance.Power:0} % "
                + "bound: a smaller one may be there unseen. Where all seeds are equal there is no test.");
            Classes(text, summary);
        }
        if (summary.Agreements.Count > 0) Agreements(text, summary);
        if (summary.TeacherPairs.Count > 0) Teachers(text, summary);
    }

    /// <summary>A mean difference with its t-interval, bold where it is beyond noise after the correction.</summary>
    public static string Mean(PairFigure figure)
    {
        if (figure.Difference.Test is not { } test) return Written.Difference(figure.Difference.Mean);
        var cell = $"{Written.Difference(figure.Difference.Mean)} {Written.DifferenceInterval(test.Interval)}";
        return figure.IsBeyondNoise ? $"**{cell}**" : cell;
    }

    private static string[] Row(string name, PairFigure? of)
    {
        if (of is null) return [name, .. Enumerable.Repeat("undefined", 10)];
        var figure = of.Difference;
        var interval = figure.Test is { } test ? Written.DifferenceInterval(test.Interval) : "all equal";
        return
        [
            name, Written.Difference(figure.Mean), Written.Value(figure.Deviation), Written.Value(figure.ImageDeviation), of.IsBeyondNoise
                ? $"**{interval}**" : interval,
            figure.Test is null ? "" : Written.Probability(figure.Test.PValue), of.Adjusted is null ? "" : Written.Probability(of.Adjusted),
            Written.DifferenceInterval(figure.Crossed),
                $"{figure.Wins.ToString("0.#", CultureInfo.InvariantCulture)} of {figure.Values.Count}",
            of.ProbabilityAbove?.ToString("F2", CultureInfo.InvariantCulture) ?? "",
            figure.Detectable is { } least ? $"{Written.Value(least.ByDeviation)} to {Written.Value(least.ByUpperBound)}" : "",
        ];
    }

    private static void Classes(MarkdownText text, Summary summary)
    {
        text.Heading(2, "Which classes changed");
        text.Paragraph(
            "Mean difference of each class's recall, with the p of Student's paired t-test over the seeds after Holm's correction for all "
            + $"classes of the pair: bold where it is below {Significance.Level}.");
        new RowTable<SummaryPair>(text, "pair", summary.Pairs, pair => pair.Name)
            .WriteClasses(summary.ClassNames, (pair, c) => Class(pair.Classes[c]));
    }

    private static string Class(PairClass of)
    {
        var cell = $"{Written.Difference(of.Recall)}{(of.Adjusted is { } p ? $" (p {Written.Probability(p)})" : "")}";
        return of.Adjusted < Significance.Level ? $"**{cell}**" : cell;
    }

    private static void Agreements(MarkdownText text, Summary summary)
    {
        text.Heading(2, "Agreement");
        text.Paragraph(
            "How often two models predict the same class, right or wrong: mean ± deviation between seeds, and what another set of test "
            + "images would scatter it by in one seed; below, the mean share of each class's images on which they do not. *Of its "
            + "teacher*: the first learned from the second.");
        text.Table(
            ["models", FigureCatalogue.Agreement.Words, "± images", "of its teacher"],
            summary.Agreements.Select(of => new[]
            {
                of.Name, Seeds(of.Share, of.IsMadeOnce), Written.Value(of.Share.ImageDeviation), of.IsOfTeacher ? "yes" : "",
            }));
        new RowTable<SummaryAgreement>(text, "models", summary.Agreements, of => of.Name)
            .WriteClasses(summary.ClassNames, (of, c) => Written.Value(of.Disagreement[c]));
    }

    private static void Teachers(MarkdownText text, Summary summary)
    {
        text.Heading(2, "Teachers of one model");
        text.Paragraph(
            "Two models from which a third learns, the members of an ensemble each for itself: how often they predict the same class, "
            + "and on which share of the images at least one of the two is right, beside the accuracy of the better one alone: mean ± "
            + "deviation between seeds, none where both were made once for all seeds, and what another set of test images would scatter "
            + "it by in one seed. Teachers that are right and wrong on the same images have nothing to add to each other. Below, the mean "
            + "share of each class's images on which they do not agree, and that on which at least one is right.");
        text.Table(
            ["teachers", FigureCatalogue.Agreement.Words, "± images", FigureCatalogue.EitherRight.Words, "± images", "the better one alone",
                "they teach"],
            summary.TeacherPairs.Select(of => new[]
            {
                of.Name, Seeds(of.Agreement, of.IsMadeOnce), Written.Value(of.Agreement.ImageDeviation),
                Seeds(of.EitherRight, of.IsMadeOnce), Written.Value(of.EitherRight.ImageDeviation),
                Seeds(of.BetterAlone, of.IsMadeOnce), Written.List(of.Students),
            }));
        new RowTable<SummaryTeacherPair>(text, "teachers that do not agree", summary.TeacherPairs, of => of.Name)
            .WriteClasses(summary.ClassNames, (of, c) => Written.Value(of.Disagreement[c]));
        new RowTable<SummaryTeacherPair>(text, "teachers of which one is right", summary.TeacherPairs, of => of.Name)
            .WriteClasses(summary.ClassNames, (of, c) => Written.Value(of.EitherRightByClass[c]));
    }

    private static string Seeds(SummaryFigure of, bool madeOnce) =>
        madeOnce ? Written.Value(of.Mean) : $"{Written.Value(of.Mean)} ± {Written.Value(of.Deviation)}";
}

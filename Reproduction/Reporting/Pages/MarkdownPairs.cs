using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Reporting.Plots;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// What a run's report says of pairs of models: their differences, tested and drawn, how often they agree, and what teachers know together.
/// </summary>
internal static class MarkdownPairs
{
    public static void Write(MarkdownText text, RunReport report, RunMeasurements measurements, RunPlots plots)
    {
        if (measurements.Comparisons is { Count: > 0 } comparisons)
        {
            var pairs = new RowTable<Comparison>(text, "pair", comparisons, of => of.Name);
            Differences(text, comparisons, pairs, plots);
            Tests(text, report, comparisons, pairs);
        }
        if (measurements.Agreements is { Count: > 0 } agreements) Agreements(text, report, agreements);
        if (measurements.TeacherPairs is { Count: > 0 } teachers) Teachers(text, report, teachers);
    }

    private static void Differences(
        MarkdownText text, IReadOnlyList<Comparison> comparisons, RowTable<Comparison> pairs, RunPlots plots)
    {
        text.Heading(2, "Paired differences");
        text.Paragraph(
            "Both models on the same resamples. In bold: the interval does not hold 0. Each figure is tested for itself at 5 %, nothing is "
            + "corrected for their number: of figures that do not differ, one in twenty at most is bold by chance. Intervals of disparities are "
            + "widened for classes tied for best where the two models may have other ties; where they have the same, the bias falls out.");
        foreach (var comparison in comparisons.Where(comparison => comparison.SaysNothing))
            text.Paragraph($"{comparison.Name} says nothing, because of what stands at the top of {Written.List(comparison.InDoubt)}.");
        text.Figures(plots.Forest);
        pairs.Write(ReportedFigures.Main.Select(figure => Column(figure.Words)));
        pairs.Write(ReportedFigures.Probabilities.Select(figure => Column(figure.Words)));
        pairs.Write(
            [
                .. ReportedFigures.Recalls.Select(figure => Column(figure.Words)),
                ("DI by accuracy alone", of => Cell(of.ByAccuracyAlone, of.SaysNothing)),
                (FigureCatalogue.ExcessOverProportionalErrors.Words, of => Cell(of.ExcessOverProportionalErrors, of.SaysNothing)),
            ]);
        pairs.Write(ReportedFigures.BesideRecall.Select(Column));
        text.Paragraph(
            "DI by accuracy alone (by the mean recall, which is the accuracy where classes have as many images) is what it would have moved by had "
            + "all classes' errors changed by the same factor; DI less that of such "
            + "proportional errors is what the first model's class profile adds to that. A method moves class bias only by the latter.");
    }

    private static void Tests(
        MarkdownText text, RunReport report, IReadOnlyList<Comparison> comparisons, RowTable<Comparison> pairs)
    {
        text.Paragraph(
            "McNemar's exact test of the accuracies, over the images that exactly one of the two classifies rightly, and its p after "
            + "Holm's correction for all pairs:");
        var adjusted = Holm.Adjusted([.. comparisons.Select(comparison => comparison.McNemar.PValue)]);
        text.Table(
            ["models", "only the first", "only the second", "p", "p, Holm"],
            comparisons.Select((comparison, row) => new[]
            {
                comparison.Name,
                Written.Count(comparison.McNemar.OnlyFirst),
                Written.Count(comparison.McNemar.OnlySecond),
                Written.Probability(comparison.McNemar.PValue),
                Bold(Written.Probability(adjusted[row]), adjusted[row] < Significance.Level && !comparison.SaysNothing),
            }));
        text.Heading(3, "Which classes changed");
        text.Paragraph(
            "Difference of each class's recall, with the p of McNemar's exact test within the class after Holm's correction for all "
            + $"classes: bold where it is below {Significance.Level}, which happens to any class of two models that do not differ in 5 % "
            + "of test sets at most.");
        pairs.WriteClasses(report.ClassNames, (of, c) => Class(of.Classes[c], of.SaysNothing));
        text.Paragraph(
            "Whether the models differ in their class profile at all: p of exchanging the two answers image by image, "
            + $"{Written.Count(SwapTest.Permutations)} times, and after Holm's correction for all pairs. Not a test of equal disparities: "
            + "models that are as unequal about other classes differ too.");
        new RowTable<Comparison>(text, "exchange test of", comparisons, of => of.Name).Write(
            [
                ("all classes' recalls", Exchange(of => of.Swap.Profile)), ("DI", Exchange(of => of.Swap.DisparateImpact)),
                ("min / max of recall", Exchange(of => of.Swap.RecallRatio)), ("max − min of recall", Exchange(of => of.Swap.RecallGap)),
            ]);

        Func<Comparison, string> Exchange(Func<Comparison, double?> p)
        {
            var all = comparisons.Zip(Holm.Adjusted([.. comparisons.Select(p)])).ToDictionary();
            return of => comparisons.Count == 1 ? Written.Probability(p(of))
                : $"{Written.Probability(p(of))} (Holm {Written.Probability(all[of])})";
        }
    }

    private static void Agreements(MarkdownText text, RunReport report, IReadOnlyList<ModelAgreement> agreements)
    {
        text.Heading(3, "Agreement");
        text.Paragraph(
            "How often two models predict the same class, right or wrong, with exact binomial intervals; below, the share of each class's "
            + "images on which they do not. *Of its teacher*: the first learned from the second.");
        text.Table(
            ["models", FigureCatalogue.Agreement.Words, "of its teacher", "most disagreement"],
            agreements.Select(of =>
                new[] { of.Name, Written.Measured(of.Share), of.IsOfTeacher ? "yes" : "", Most(report, of.Agreement) }));
        new RowTable<ModelAgreement>(text, "models", agreements, of => of.Name)
            .WriteClasses(report.ClassNames, (of, c) => Written.Value(of.Agreement.DisagreementByClass[c]));
    }

    private static void Teachers(MarkdownText text, RunReport report, IReadOnlyList<TeacherPair> pairs)
    {
        text.Heading(3, "Teachers of one model");
        text.Paragraph(
            "Two models from which a third learns, the members of an ensemble each for itself: how often they predict the same class, "
            + "and on which share of the images at least one of the two is right, with exact binomial intervals, beside the accuracy of "
            + "the better one alone. Teachers that are right and wrong on the same images have nothing to add to each other. Below, the "
            + "share of each class's images on which they do not agree, and that on which at least one is right.");
        text.Table(
            ["teachers", FigureCatalogue.Agreement.Words, FigureCatalogue.EitherRight.Words, "the better one alone", "they teach"],
            pairs.Select(of => new[]
            {
                of.Name, Written.Measured(of.Agreeing), Written.Measured(of.Right), Written.Value(of.BetterAlone),
                Written.List(of.Students),
            }));
        new RowTable<TeacherPair>(text, "teachers that do not agree", pairs, of => of.Name)
            .WriteClasses(report.ClassNames, (of, c) => Written.Value(of.Agreement.DisagreementByClass[c]));
        new RowTable<TeacherPair>(text, "teachers of which one is right", pairs, of => of.Name)
            .WriteClasses(report.ClassNames, (of, c) => Written.Value(of.EitherRight.ByClass[c]));
    }

    private static (string Name, Func<Comparison, string> Cell) Column(string words) =>
        (words, of => Cell(of.Figure(words), of.SaysNothing));

    private static string Class(ClassMcNemar of, bool saysNothing) => Bold(
        $"{Written.Difference(of.Difference)} (p {Written.Probability(of.Adjusted)})", of.Adjusted < Significance.Level && !saysNothing);

    private static string Most(RunReport report, Agreement agreement)
    {
        var (share, c) = agreement.DisagreementByClass.Select((share, c) => (share, c)).MaxBy(of => of.share);
        return $"{Written.Value(share)} of {MarkdownText.Escaped(report.ClassNames[c])}";
    }

    private static string Cell(Measured figure, bool saysNothing) =>
        Bold($"{Written.Difference(figure.Value)} {Written.DifferenceInterval(figure.Interval)}", figure.IsBeyondNoise && !saysNothing);

    private static string Bold(string cell, bool isBold) => isBold ? $"**{cell}**" : cell;
}

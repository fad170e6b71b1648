using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Runs;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// The metrics of predictions for people: a classification report, each figure with its interval, and against another model's answers
/// what parts the two.
/// </summary>
internal static class MetricsText
{
    /// <summary>Writes it.</summary>
    /// <param name="predictions">Labels and answers.</param>
    /// <param name="classNames">K names in class order.</param>
    /// <param name="mine">Its figures.</param>
    /// <param name="output">Takes it.</param>
    /// <param name="other">Another model's answers to the same images and its figures; null: no differences.</param>
    public static void Write(
        Predictions predictions, IReadOnlyList<string> classNames, ResampledFigures mine, TextWriter output,
        (Predictions Predictions, ResampledFigures Figures)? other = null)
    {
        output.Write(ClassificationReport.Of(predictions).ToText(classNames, digits: 4));
        WriteTable(output, "metric", mine.Values.Values, mine.HaveIntervals ? mine.Intervals() : null, areDifferences: false);
        var matrix = ConfusionMatrix.Of(predictions);
        if (WorstClass.Of(matrix) is { Count: > 0 } worst)
            output.WriteLine($"worst class: {string.Join(", ", worst.Select(c => classNames[c]))}");
        foreach (var of in NoErrorSeen.Of(matrix)) output.WriteLine(of.Sentence(classNames));
        WriteDoubts(output, "the model", predictions, classNames);
        if (other is not var (second, its)) return;
        WriteDifferences(predictions, second, classNames, mine, its, output);
        WriteDoubts(output, "the other model", second, classNames);
    }

    /// <summary>Writes why a model's figures are no finding, a line each; usually none.</summary>
    /// <param name="output">Takes the lines.</param>
    /// <param name="model">What the model is called there.</param>
    /// <param name="predictions">Its answers.</param>
    /// <param name="classNames">K names in class order.</param>
    public static void WriteDoubts(TextWriter output, string model, Predictions predictions, IReadOnlyList<string> classNames)
    {
        foreach (var doubt in ModelDoubts.Of(predictions, chosen: null, classNames))
            output.WriteLine($"{model} {doubt}: its figures are no finding, and comparisons with it say nothing");
    }

    private static void WriteDifferences(
        Predictions first, Predictions second, IReadOnlyList<string> classes, ResampledFigures mine, ResampledFigures its,
        TextWriter output)
    {
        var differences = mine.Values.Values.Zip(its.Values.Values, (a, b) => a - b);
        WriteTable(output, "difference, this − that", differences, mine.HaveIntervals ? mine.DifferenceIntervals(its) : null,
            areDifferences: true);
        if (mine.HaveIntervals)
            output.WriteLine(
                "* the interval does not hold 0: each figure for itself at 5 %, not corrected for their number; of figures that do not "
                + "differ, one in twenty at most has a star");
        var test = McNemar.Of(first, second);
        output.WriteLine(
            $"McNemar's exact test of the accuracies: {test.OnlyFirst} images right only here, {test.OnlySecond} only there, p = "
            + $"{test.PValue:G4}");
        var swap = SwapTest.Of(first, second);
        output.WriteLine(
            $"Exchanging answers image by image, do the class profiles differ at all? p = {swap.Profile:G4} by all recalls, "
            + $"{(swap.DisparateImpact is { } byImpact ? $"{byImpact:G4}" : "undefined")} by disparate impact");
        var agreement = Agreement.Of(first, second);
        var width = Math.Max(8, classes.Max(name => name.Length) + 2);
        output.WriteLine($"\n{"class".PadRight(width)}{"recall, this − that",20}{"only here",12}{"only there",12}{"p",12}{"p after "
            + $"Holm",14}{"disagreement",14}");
        foreach (var (c, of) in ClassMcNemar.Of(first, second).Index())
            output.WriteLine(
                $"{classes[c].PadRight(width)}{Share(of.Difference),20}{of.Test.OnlyFirst,12}{of.Test.OnlySecond,12}{of.Test.PValue,12:G4}{of.Adjusted,14:G4}{Share(agreement.DisagreementByClass[c]),14}{(of.Adjusted < Significance.Level ? " *" : "")}");
        if (mine.AccuracyPartOf(its) is { } part)
            output.WriteLine(
                $"\nOf the difference of disparate impact, {PrintedNumber.Fixed(part.ByAccuracy, 4)} is the mean recall's (all classes' "
                + "errors by one factor), "
                + $"{PrintedNumber.Fixed(part.Adjusted, 4)} [{PrintedNumber.Fixed(part.AdjustedInterval.Low, 4)}, "
                + $"{PrintedNumber.Fixed(part.AdjustedInterval.High, 4)}] is left");
        output.WriteLine($"Agreement: {Share(agreement.Share)} of the images have the same predicted class");
    }

    private static string Share(double? value) => value is { } known ? PrintedNumber.Fixed(known, 4) : "undefined";

    private static void WriteTable(
        TextWriter output, string heading, IEnumerable<double?> values, IReadOnlyList<Interval?>? intervals, bool areDifferences)
    {
        string Signed(double figure)
        {
            var text = PrintedNumber.Fixed(Math.Abs(figure), 6);
            return (PrintedNumber.IsZero(text) ? "" : figure < 0 ? "-" : areDifferences ? "+" : "") + text;
        }
        string Ends(Interval? interval) => interval is { } known
            ? $"   [{Signed(known.Low)}, {Signed(known.High)}]{(areDifferences && !known.Contains(0) ? " *" : "")}"
            : "   undefined";
        IEnumerable<string> ends = intervals is null ? FigureCatalogue.All.Select(_ => "") : intervals.Select(Ends);
        output.WriteLine($"\n{heading,-35}{"value",11}{(intervals is null ? "" : "   95 % interval")}");
        foreach (var (name, value, end) in FigureCatalogue.All.Select(figure => figure.Words).Zip(values, ends))
            output.WriteLine($"{name,-35}{(value is { } defined ? Signed(defined) : "undefined"),11}{end}");
    }
}

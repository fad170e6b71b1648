using MathNet.Numerics.Distributions;
using Reproduction.Claims.Runs;
using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace IntervalCoverage;

/// <summary>
/// How often each verdict is given, and how often keep-numbers says what, on simulated seeds of which the truth is known.
/// </summary>
internal static class VerdictRates
{
    private const double Level = 0.05, Margin = 0.0146;
    private const int Repetitions = 20_000, Comparisons = 4_000;

    /// <summary>
    /// Rows of number of seeds, deviation and how far the figure is off: reproduced, differs immaterially, not reproduced, underpowered.
    /// </summary>
    public static IEnumerable<string> Verdicts()
    {
        foreach (var seeds in new[] { 2, 3, 5, 10, 20 })
            foreach (var deviation in new[] { .001, .002, .0035, .0062 })
                yield return $"| {seeds} | {deviation} | "
                    + string.Join(" | ", new[] { 0, Margin / 2, Margin }.Select(off => Rates(seeds, deviation, off))) + " |";
    }

    /// <summary>Rows of figure and change: no, yes, cannot tell, at three fresh and five stored runs of quick.</summary>
    public static IEnumerable<string> KeepNumbers()
    {
        string[] models = ["teacher", "baseline", "student"];
        // Deviations between the five stored seeds of quick, model by model.
        (string Figure, double[] Deviations)[] figures =
        [
            (FigureCatalogue.Accuracy.Key, [.0036, .0022, .0036]), (FigureCatalogue.DisparateImpact.Key, [.0049, .0039, .0062]),
            (FigureCatalogue.Ece.Key, [.0011, .0024, .0024]), ("train_loss", [.0055, .0044, .029]),
        ];
        yield return $"| none | 0 | {Answers("", "", 0)} |";
        foreach (var (figure, _) in figures)
            foreach (var model in models)
                foreach (var share in new[] { .25, .5, .75, 1, 1.5 })
                {
                    var change = share * Compatibility.Margins[figure];
                    yield return FormattableString.Invariant($"| {figure} of the {model} | {change:0.####} | {Answers(figure, model, change)} |");
                }

        string Answers(string changedFigure, string changedModel, double change)
        {
            var random = new Random(1);
            var answers = new int[3];
            for (var repetition = 0; repetition < Comparisons; repetition++)
            {
                double[] Runs(int count, double mean, double deviation) =>
                    [.. Enumerable.Range(0, count).Select(_ => Normal.Sample(random, mean, deviation))];
                var compared = Compatibility.Of(
                    [
                        .. from of in figures from model in models.Index()
                            let mean = of.Figure == changedFigure && model.Item == changedModel ? change : 0
                            select (model.Item, of.Figure, (IReadOnlyList<double>)Runs(3, mean, of.Deviations[model.Index]),
                                (IReadOnlyList<double>)Runs(5, 0, of.Deviations[model.Index])),
                    ], []);
                answers[(int)compared.Answer]++;
            }
            string Share(CompatibilityAnswer answer) => FormattableString.Invariant($"{answers[(int)answer] / (double)Comparisons:F3}");
            return $"{Share(CompatibilityAnswer.No)} | {Share(CompatibilityAnswer.Yes)} | {Share(CompatibilityAnswer.Underpowered)}";
        }
    }

    private static string Rates(int seeds, double deviation, double off)
    {
        var random = new Random(1);
        int reproduced = 0, immaterial = 0, not = 0;
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            double[] runs = [.. Enumerable.Range(0, seeds).Select(_ => Normal.Sample(random, 0, deviation))];
            var test = TTest.OneAgainst(off + Normal.Sample(random, 0, deviation), runs, Level);
            var isShown = test.IsShown(Margin);
            if (test.Rejects && isShown) immaterial++;
            else if (test.Rejects) not++;
            else if (isShown) reproduced++;
        }
        double Share(int count) => count / (double)Repetitions;
        return FormattableString.Invariant(
            $"{Share(reproduced):F3} / {Share(immaterial):F3} / {Share(not):F3} / {Share(Repetitions - reproduced - immaterial - not):F3}");
    }
}

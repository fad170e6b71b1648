using System.Globalization;
using System.Text;
using System.Text.Json;
using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace IntervalCoverage;

/// <summary>The text of <c>artifacts/interval-coverage.md</c>, from the cells that were measured.</summary>
internal static class Report
{
    /// <summary>Writes it.</summary>
    /// <param name="folder">Holds the cells.</param>
    public static string Of(string folder)
    {
        var text = new StringBuilder(Head);
        var (singles, pairs) = (Read(folder, "one", Cell.Singles), Read(folder, "two", Cell.Pairs));
        text.Append(Undercoverage.Of([.. singles, .. pairs]));
        text.Append($"\n## One classifier\n\nMeasured: {singles.Count} of {Cell.Singles.Count} settings.\n\n");
        text.Append(
            "| classifier | images a class | test sets | figure | truth | bias | holds | width | plain holds | plain width |\n| --- | "
            + "---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var (cell, measured) in singles)
            foreach (var (figure, of) in measured.Figures.Where(figure => figure.Value.Known > 0))
                text.Append(CultureInfo.InvariantCulture,
                    $"| {cell.Name} | {cell.Images} | {measured.Repetitions} | {figure} | {of.Truth:F4} | {of.Bias / of.Known:F4} | "
                    + $"{Share(of.Holds, of)} | {of.Width / of.Known:F4} | {Plain(of)} |\n");
        text.Append(Between);
        text.Append($"Measured: {pairs.Count} of {Cell.Pairs.Count} settings.\n\n");
        text.Append(
            "| classifiers | images a class | test sets | figure | truth | holds | width | beyond noise | plain holds | plain width | "
            + "plain beyond noise |\n| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var (cell, measured) in pairs)
            foreach (var (figure, of) in measured.Figures.Where(figure => figure.Value.Known > 0))
                text.Append(CultureInfo.InvariantCulture,
                    $"| {cell.Name} | {cell.Images} | {measured.Repetitions} | {figure} | {of.Truth:F4} | {Share(of.Holds, of)} | "
                    + $"{of.Width / of.Known:F4} | {Share(of.WithoutZero, of)} | {Plain(of)} | "
                    + $"{(HasPlain(of) ? Share(of.OtherWithoutZero, of) : "–")} |\n");
        text.Append(
            "\n## Tests of two classifiers\n\nHow often each says at 5 % that two classifiers differ: its level where they do not, its "
            + "power where they do.\n\n");
        string[] tests = [.. pairs.SelectMany(pair => pair.Measured.Rejections.Keys).Distinct()];
        text.Append(
            $"| classifiers | images a class | true difference of DI | {string.Join(" | ", tests)} | DI interval without 0 |\n| --- | "
            + $"---: | ---: | {string.Concat(tests.Select(_ => "---: | "))}---: |\n");
        foreach (var (cell, measured) in pairs)
        {
            var impact = measured.Figures[FigureCatalogue.DisparateImpact.Key];
            var rates = tests.Select(test =>
                (measured.Rejections.GetValueOrDefault(test) / (double)measured.Repetitions).ToString("F3", CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture,
                $"| {cell.Name} | {cell.Images} | {impact.Truth:F4} | {string.Join(" | ", rates)} | {Share(impact.WithoutZero, impact)} |\n");
        }
        text.Append(VerdictsHead);
        foreach (var row in Kept(folder, "verdicts", VerdictRates.Verdicts)) text.Append(row).Append('\n');
        text.Append(CultureInfo.InvariantCulture,
            $"\nNo number of seeds shows it with a power of 0.8 above a deviation of "
            + $"{Equivalence.LargestDeviation(0.0146, 0.05, 0.8):F4}.\n");
        text.Append(KeepNumbersHead);
        foreach (var row in Kept(folder, "keep-numbers", VerdictRates.KeepNumbers)) text.Append(row).Append('\n');
        return text.ToString();
    }

    /// <summary>Where a cell's counts are kept.</summary>
    public static string Path(string folder, string kind, Cell cell) =>
        System.IO.Path.Combine(folder, $"{kind} {cell.Name}, {cell.Images}.json".Replace('/', '-'));

    /// <summary>What was counted of a cell; <see langword="null"/> if nothing.</summary>
    /// <param name="path">Where its counts are kept.</param>
    public static Measurement? Measured(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<Measurement>(File.ReadAllText(path), CellJson.Options) : null;

    private static List<(Cell Cell, Measurement Measured)> Read(string folder, string kind, IReadOnlyList<Cell> cells) =>
        [.. from cell in cells let measured = Measured(Path(folder, kind, cell)) where measured is not null select (cell, measured)];

    /// <summary>Rows that take a while are computed once.</summary>
    private static string[] Kept(string folder, string name, Func<IEnumerable<string>> rows)
    {
        var path = System.IO.Path.Combine(folder, $"{name}.txt");
        if (!File.Exists(path))
        {
            var before = Environment.CpuUsage.TotalTime;
            File.WriteAllLines($"{path}.new", rows());
            File.Move($"{path}.new", path);
            Console.WriteLine(FormattableString.Invariant(
                $"{(Environment.CpuUsage.TotalTime - before).TotalSeconds:F1} s of processor time  {name}"));
        }
        return File.ReadAllLines(path);
    }

    /// <summary>Not of every figure a plain interval was made.</summary>
    private static bool HasPlain(FigureCounts of) => of.OtherHolds > 0 || of.OtherWidth > 0;

    private static string Plain(FigureCounts of) => HasPlain(of)
        ? FormattableString.Invariant($"{Share(of.OtherHolds, of)} | {of.OtherWidth / of.Known:F4}")
        : "– | –";

    private static string Share(int count, FigureCounts of) => (count / (double)of.Known).ToString("F3", CultureInfo.InvariantCulture);

    private const string Head = """
        # How often the 95 % intervals hold the truth

        Written by `make interval-coverage`. Classifiers of which the truth is known answer test sets that are drawn from a finite
        population with exactly the recalls asked for; of each test set the program makes its intervals, from 500 resamples. *Plain*
        is the percentile interval from the same resamples, of a class's recall Wilson's. Bias is the mean figure minus the truth.
        The standard error of a share of .95 is .011 at 400 test sets, .013 at 300, .015 at 200, .017 at 160, .024 at 80.

        Others that were tried on the same kind of settings and given up: of calibration errors the mirrored (basic) and bias-corrected
        percentile intervals (they hold 0 of a calibrated model in half or none of test sets) and a projection of χ² (wider everywhere),
        of their differences the hull of both models' bins at the kink, both off it, and one so and one percentiles (of a calibrated
        model against its logits × 1.1 it holds .91 of 400 at 1,000 images a class, and is as wide);
        of disparities the linear deviation instead of the quotient (of 100 equal classes it holds 1 in .3 to .8); of paired
        differences percentiles (they hold the truth of an equal classifier against one with a best class in .02 to .3), mirrored
        percentiles (.5 to .9), and the hull of all ties in every case, which always holds and sees a true rise of 0.014 in .2
        instead of .6.

        """;

    private const string Between = """

        ## Two classifiers on the same images

        Differences first − second. *Beyond noise*: the interval does not hold 0.


        """;

    private const string VerdictsHead = """

        ## Verdicts on runs

        Rates of reproduced / differs immaterially / not reproduced / underpowered, for a margin of 0.0146 at 5 %, where the published
        figure has its own seed's noise: 20,000 sets each. Wrong is *not reproduced* in the first column and *reproduced* in the last.

        | seeds | deviation | not off | off by half the margin | off by the margin |
        | ---: | ---: | --- | --- | --- |

        """;

    private const string KeepNumbersHead = """

        ## keep-numbers

        Three fresh runs against five stored ones, deviations as those of the stored seeds of `quick`, one figure changed: 4,000
        comparisons each.

        | figure | change | no | yes | cannot tell |
        | --- | ---: | ---: | ---: | ---: |

        """;
}

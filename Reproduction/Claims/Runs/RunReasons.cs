using MathNet.Numerics.Statistics;
using Reproduction.Claims.Figures;
using Reproduction.Claims.Published;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Claims.Runs;

/// <summary>Why runs say of a claim what they say, a sentence each.</summary>
/// <param name="level">Level of the tests.</param>
/// <param name="power">Probability with which a true figure should be shown to be so; and that the bound of a deviation holds.</param>
internal sealed class RunReasons(double level, double power)
{
    /// <summary>Seeds that nobody fixed beforehand.</summary>
    public static string NotJudged(IReadOnlyList<long> seeds) =>
        $"not judged: {Numbers.Count(seeds.Count, "seed")} ({string.Join(", ", seeds)}) that were not fixed beforehand";

    /// <summary>Seeds that are still to be run.</summary>
    public static string Awaited(Acceptance rule, IReadOnlyList<double> figures, int seeds) =>
        $"{figures.Count} of the {seeds} seeds of recipe {rule.Recipe} that were fixed beforehand{Each(figures)}: judged when all are "
        + "there";

    /// <summary>One run, or none with the figure.</summary>
    public static string TooFew(Acceptance rule, IReadOnlyList<double> figures) =>
        $"{Numbers.Count(figures.Count, "run")} of recipe {rule.Recipe}{Each(figures)}: without a second seed nothing is known of what "
        + "seeds scatter";

    /// <summary>Runs of one figure.</summary>
    public static string Tie(Acceptance rule, IReadOnlyList<double> figures) =>
        $"{Numbers.Count(figures.Count, "run")} of recipe {rule.Recipe} with one and the same figure, {Numbers.Decimal(figures.Mean())}: "
        + "that images are whole numbers can tie runs, and says nothing of what seeds scatter";

    /// <summary>The runs, their prediction interval, and the interval of the difference.</summary>
    public IEnumerable<string> Of(RunClaim claim, IReadOnlyList<double> figures, TTest test, bool isShown)
    {
        var (mean, sees) = (figures.Mean(), claim.Acceptance.Sees);
        // The figures that would not be rejected: mean ± the same half-width as around the difference.
        var half = (test.Interval.High - test.Interval.Low) / 2;
        var equivalence = Equivalence.HalfWidth(test);
        yield return $"{Numbers.Count(figures.Count, "run")} of recipe {claim.Acceptance.Recipe}: mean {Numbers.Decimal(mean)}, deviation "
            + $"between seeds {Numbers.Decimal(test.Deviation)}";
        yield return $"{Numbers.PerCent(1 - level)} prediction interval for one run more {Numbers.Interval(mean - half, mean + half)}, "
            + $"published {claim.Published}, p = {Numbers.Probability(test.PValue)}";
        yield return $"{Numbers.PerCent(1 - 2 * level)} interval of published − runs "
            + $"{Numbers.Interval(test.Difference - equivalence, test.Difference + equivalence)}, {(isShown ? "within" : "not within")} "
            + $"±{Numbers.Decimal(sees)}";
    }

    /// <summary>The mean rise.</summary>
    public string Rise(Acceptance rule, IReadOnlyList<double> figures, TTest rise, bool isShown) =>
        $"mean rise of {rule.Model} over {rule.Over} {Numbers.Decimal(figures.Mean())}, {Numbers.PerCent(1 - level)} interval "
        + $"{Numbers.Interval(rise.Interval.Low, rise.Interval.High)}{(isShown ? "" : ": a rise is not shown")}";

    /// <summary>Of runs that decide nothing: how likely they would, and how many seeds would do.</summary>
    public IEnumerable<string> Power(Acceptance rule, int runs, TTest test)
    {
        var upper = Equivalence.UpperDeviation(test.Deviation, test.DegreesOfFreedom, power);
        yield return $"were it true, so many runs would show it with probability "
            + $"{Numbers.Decimal(Equivalence.Power(test.Scale, test.DegreesOfFreedom, test.Level, upper, rule.Sees), 2)}, by the upper "
            + $"{Numbers.PerCent(power)} bound "
            + $"{Numbers.Decimal(upper)} of the deviation";
        yield return Equivalence.SeedsToShow(upper, rule.Sees, level, power) is { } enough
            ? $"{Numbers.Count(Math.Max(enough, runs + 1), "seed")} would do with a power of {Numbers.Short(power)}, if the deviation is "
                + "no larger than that"
            : $"no number of seeds would do with a power of {Numbers.Short(power)} if it is as large: {Limit(rule)} the one published run "
                + $"alone scatters too much for ±{Numbers.Decimal(rule.Sees)}";
    }

    /// <summary>That there is no run, and what one needs.</summary>
    public static string NoneStored(Acceptance rule, string? need) =>
        $"no run of recipe {rule.Recipe} is stored{(need is null ? "" : $": it needs {need}")}";

    /// <summary>Runs of another protocol, which decide nothing.</summary>
    public static string OtherProtocol(string recipe, IReadOnlyList<double> figures, string interval) =>
        $"under another protocol: {recipe}, {Numbers.Count(figures.Count, "run")}, "
        + $"{(figures.Count == 1 ? "" : "mean ")}{Numbers.Decimal(figures.Mean())}{interval}";

    /// <summary>What no number of seeds can show, and how much seeds of other protocols scatter.</summary>
    public string KnownBeforehand(Acceptance rule, IEnumerable<(string Recipe, List<double> Figures)> others) =>
        $"known beforehand: no number of seeds can show it with a power of {Numbers.Short(power)} {Limit(rule)}"
        + string.Concat(others.Where(other => other.Figures.Count > 1)
            .Select(other => $"; that of {other.Recipe} is {Numbers.Decimal(other.Figures.StandardDeviation())}"));

    /// <summary>The deviation above which no number of seeds decides.</summary>
    private string Limit(Acceptance rule) =>
        $"above a deviation between seeds of {Numbers.Decimal(Equivalence.LargestDeviation(rule.Sees, level, power))}";

    private static string Each(IReadOnlyList<double> figures) => string.Concat(figures.Select(figure => $" ({Numbers.Decimal(figure)})"));
}

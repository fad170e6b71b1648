using System.Globalization;
using System.Text;
using MathNet.Numerics.Distributions;

namespace IntervalCoverage;

/// <summary>What the tables come to: which intervals hold the truth too seldom, and whether that is luck.</summary>
internal static class Undercoverage
{
    /// <summary>Coverage that is asked for of a 95 % interval.</summary>
    private const double Enough = 0.93;

    private const double Level = 0.05;

    /// <summary>The largest share of so many test sets that is below what is asked for beyond luck.</summary>
    private static string Reach(int sets, double level)
    {
        var most = Enumerable.Range(0, sets).TakeWhile(holds => Binomial.CDF(Enough, sets, holds) < level).Count() - 1;
        return most < 0 ? $"none of {sets}" : FormattableString.Invariant($"{most / (double)sets:F3} of {sets}");
    }

    /// <summary>Writes it.</summary>
    /// <param name="settings">All that was measured.</param>
    public static string Of(IReadOnlyList<(Cell Cell, Measurement Measured)> settings)
    {
        var intervals = (
            from setting in settings
            from figure in setting.Measured.Figures
            where figure.Value.Known > 0 && figure.Key != Measurement.WilsonAccuracy
            select (setting.Cell, Figure: figure.Key, Counts: figure.Value)).ToList();
        var below = intervals.Where(of => of.Counts.Holds < Enough * of.Counts.Known)
            .Select(of => (of.Cell, of.Figure, of.Counts, Luck: Binomial.CDF(Enough, of.Counts.Known, of.Counts.Holds)))
            .OrderBy(of => of.Luck).ToList();
        var beyond = below.Count(of => of.Luck < Level / intervals.Count);
        int[] sets = [.. settings.Select(of => of.Measured.Repetitions)];
        var minutes = settings.Sum(of => of.Measured.Seconds) / 60;
        var reach = sets.Distinct().OrderDescending().Select(count => Reach(count, Level / intervals.Count));
        var text = new StringBuilder("\n## In short\n\n");
        text.Append(CultureInfo.InvariantCulture,
            $"""
            {settings.Count} settings, {sets.Sum():#,0} test sets, {intervals.Count:#,0} intervals, {minutes:F0} minutes of processor time.
            {intervals.Count - below.Count:#,0} intervals held the truth in at least {Enough} of test sets. Of the others
            the table gives the probability that an interval which holds it in exactly {Enough} holds it as seldom; of so many intervals
            some do by luck: {beyond} of them {(beyond == 1 ? "is" : "are")} below {Enough} beyond that (Bonferroni at {Level}).
            That takes a share of at most {string.Join(", ", reach)} test sets, so it says little where they are few.

            | classifiers | images a class | test sets | figure | holds | probability |
            | --- | ---: | ---: | --- | ---: | ---: |

            """);
        foreach (var (cell, figure, counts, luck) in below)
            text.Append(CultureInfo.InvariantCulture,
                $"| {cell.Name} | {cell.Images} | {counts.Known} | {figure} | {counts.Holds / (double)counts.Known:F3} | {luck:G2} |\n");
        return text.ToString();
    }
}

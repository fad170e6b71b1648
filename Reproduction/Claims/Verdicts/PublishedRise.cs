using Reproduction.Claims.Published;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Randomness;

namespace Reproduction.Claims.Verdicts;

/// <summary>
/// A published change of disparate impact taken apart (<see cref="AccuracyPart"/>), where the counts of images behind both figures
/// are known: what accuracy alone explains, and what chance would make of it. Test images are drawn anew 2,000 times for each of
/// 200 pairs of tables that print what was published, class by class and each model for itself, which is the widest.
/// </summary>
/// <param name="First">The model of the later figure.</param>
/// <param name="Second">That of the earlier.</param>
/// <param name="Rise">The change of disparate impact.</param>
/// <param name="ByAccuracy">What it is if all classes' errors change by one factor.</param>
/// <param name="Adjusted">What is left.</param>
/// <param name="AdjustedInterval">Its 95 % intervals over all these tables together.</param>
/// <param name="Deviation">How the change of two equal models, of the second's table, scatters.</param>
/// <param name="IfEqual">Probability that two equal models show as large a rise.</param>
/// <param name="IfEquallyFair">Probability that models do whose errors are shared among the classes alike, at the two accuracies.</param>
public sealed record PublishedRise(
    CountedModel First, CountedModel Second, double Rise, double ByAccuracy, double Adjusted, Interval AdjustedInterval, double Deviation,
    double IfEqual,
    double IfEquallyFair)
{
    /// <summary>How many pairs of tables are drawn.</summary>
    internal const int Tables = 200;

    private const int Draws = 2000;

    /// <summary>
    /// Every model against the first of the ledger, where both have as many images of as many classes, both tables print recalls and are
    /// possible, of both exactly one count of hits and of the best class prints a disparate impact that was published, under whatever
    /// model's name, and one factor of the first one's errors gives the other's accuracy.
    /// </summary>
    /// <param name="audit">The audit.</param>
    public static IReadOnlyList<PublishedRise> Of(LedgerAudit audit)
    {
        // A figure is its own model's where counts of that print it; where none do, of whichever model's do.
        var published = audit.Ledger.Figures
            .Where(figure => figure.Kind == FigureKind.DisparateImpact && figure.Model.MayShareImagesWith(audit.Ledger.Models[0]))
            .Select(figure =>
                (Value: figure.Values[0], Own: audit.Counts.Models.SingleOrDefault(model => model.Model.Id == figure.Model.Id))).ToList();
        var known = audit.Counts.Models
            .Where(model => model.Model.MayShareImagesWith(audit.Ledger.Models[0]) && model.Recalls.Count > 0 && model.Best is not null)
            .Select(model =>
                (Model: model,
                    Counts: published.Where(figure => figure.Own is null || figure.Own == model
                        || figure.Own.Printing(figure.Value).Count == 0)
                .SelectMany(figure => model.Printing(figure.Value)).Distinct().ToList()))
            .Where(model => model.Counts.Count == 1)
            .Select(model => new PrintedTable(model.Model, model.Counts[0]))
            .ToList();
        return known.Count == 0 || known[0].Model.Model.Id != audit.Ledger.Models[0].Id
            ? []
            : [.. known.Skip(1).Where(model => AccuracyPart.Exists(model.Accuracy, known[0].Accuracy, known[0].LeastRecall))
                .Select(model => Of(model, known[0]))];
    }

    private static PublishedRise Of(PrintedTable first, PrintedTable second)
    {
        double before = second.Accuracy, after = first.Accuracy;
        var proportional = AccuracyPart.ProportionalErrors(after, before, second.BestRecall);
        var rise = after / first.BestRecall - before / second.BestRecall;
        var factor = (1 - after) / (1 - before);
        double variance = 0, fair = 0;
        List<Interval> intervals = [];
        for (var table = 0; table < Tables; table++)
        {
            CounterRandom Stream(RandomPurpose purpose, int model) => new(seed: 0, purpose, table, model);
            var (mine, its) = (first.Recalls(Stream(RandomPurpose.PrintedTable, 0)), second.Recalls(Stream(RandomPurpose.PrintedTable, 1)));
            var later = new DrawnRecalls(mine, first.Images, Stream(RandomPurpose.TestImages, 0));
            var earlier = new DrawnRecalls(its, second.Images, Stream(RandomPurpose.TestImages, 1));
            var equallyFair = new DrawnRecalls(
                [.. its.Select(recall => 1 - factor * (1 - recall))], second.Images, Stream(RandomPurpose.TestImages, 2));
            var adjusted = new double[Draws];
            for (var draw = 0; draw < Draws; draw++)
            {
                var (one, other, again, alike) = (later.Next(), earlier.Next(), earlier.Next(), equallyFair.Next());
                adjusted[draw] = one.DisparateImpact - AccuracyPart.ProportionalErrors(one.Mean, other.Mean, other.Best);
                var chance = again.DisparateImpact - other.DisparateImpact;
                variance += chance * chance / (Tables * Draws);
                fair += alike.DisparateImpact - other.DisparateImpact >= rise ? 1.0 / (Tables * Draws) : 0;
            }
            intervals.Add(Quantiles.Interval(adjusted));
        }
        var deviation = Math.Sqrt(variance);
        return new(
            first.Model, second.Model, rise, proportional - before / second.BestRecall, after / first.BestRecall - proportional,
            intervals.Aggregate((one, other) => one.Hull(other)), deviation,
            MathNet.Numerics.Distributions.Normal.CDF(0, 1, -rise / deviation), fair);
    }
}

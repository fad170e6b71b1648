using System.Globalization;
using Reproduction.Claims.Published;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Claims.Verdicts;

/// <summary>A published model's disparate impact beside what accuracy alone gives.</summary>
/// <param name="Model">The model.</param>
/// <param name="Published">The published figure in words: its own, or that of another model's name which only this one's counts
/// print.</param>
/// <param name="Accuracy">Its accuracy.</param>
/// <param name="ProportionalErrors">DI at that accuracy, had all classes' errors of the ledger's first model changed by one factor;
/// <see langword="null"/> where no factor gives it.</param>
/// <param name="EqualRecalls">What classes of one recall print at that accuracy, on average (<see cref="EqualRecall"/>).</param>
/// <param name="WorstShare">Share of the errors of the class of the least printed recall; <see langword="null"/> where no recalls are
/// printed or all are 1.</param>
public sealed record PublishedNulls(
    CountedModel Model, string Published, double Accuracy, double? ProportionalErrors, double EqualRecalls, double? WorstShare)
{
    /// <summary>
    /// Every model that has as many images of as many classes as the first; none where that one's count of the best class is not known.
    /// </summary>
    /// <param name="audit">The audit.</param>
    public static IReadOnlyList<PublishedNulls> Of(LedgerAudit audit)
    {
        if (audit.Counts.Models is not [var first, ..] models
            || audit.Ledger.Figure(first.Model.Id, FigureKind.DisparateImpact) is not { } published)
            return [];
        if (first.Printing(published.Values[0]) is not [var known]) return [];
        var (accuracy, best) = (Share(first), (double)known.Best / first.Model.Support);
        // Without recalls all that is known of the worst class is that it is no better than the mean.
        var worst = Recalls(audit, first)?.Min() ?? accuracy;
        return
        [
            // Where no image is right there is no disparate impact.
            .. models.Where(model => model.Hits > 0 && model.Model.MayShareImagesWith(first.Model)).Select(model => new PublishedNulls(
                model, Printed(audit, model), Share(model),
                AccuracyPart.Exists(Share(model), accuracy, worst) ? AccuracyPart.ProportionalErrors(Share(model), accuracy, best) : null,
                EqualRecall.DisparateImpact([.. Enumerable.Repeat((long)model.Model.Support, model.Model.Classes)], Share(model)),
                Recalls(audit, model) is { } recalls ? Disparity.Over([.. recalls.Select(recall => (double?)recall)]).WorstShare : null)),
        ];
    }

    private static double Share(CountedModel model) => (double)model.Hits / model.Model.Images;

    private static string Printed(LedgerAudit audit, CountedModel model)
    {
        var own = audit.Ledger.Figure(model.Model.Id, FigureKind.DisparateImpact);
        if (own is not null) return model.Printing(own.Values[0]).Count > 0 ? own.Published : $"{own.Published}, which it cannot have";
        var other = audit.Ledger.Figures.FirstOrDefault(figure => figure.Kind == FigureKind.DisparateImpact
            && figure.Model.MayShareImagesWith(model.Model) && model.Printing(figure.Values[0]).Count > 0
            && audit.Counts.Models.Single(named => named.Model.Id == figure.Model.Id).Printing(figure.Values[0]).Count == 0);
        return other is null ? "none" : $"{other.Published}, under the name of {other.Model.Name}";
    }

    /// <summary>The recalls that a model prints; <see langword="null"/> where it prints none.</summary>
    private static double[]? Recalls(LedgerAudit audit, CountedModel model) =>
        audit.Ledger.Figure(model.Model.Id, FigureKind.Recall) is { } recalls
            ? [.. recalls.Values.Select(value => double.Parse(value.ToString(), CultureInfo.InvariantCulture))]
            : null;
}

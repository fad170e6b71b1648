namespace Reproduction.Reporting.Summaries;

/// <summary>How often two models predict the same class, over several seeds.</summary>
/// <param name="First">One model's name.</param>
/// <param name="Second">The other's.</param>
/// <param name="Share">The share of the images.</param>
/// <param name="Disagreement">Of each class the mean share on which they do not; <see langword="null"/> without images of it.</param>
/// <param name="IsOfTeacher">Whether the first learned from the second.</param>
/// <param name="IsMadeOnce">Whether both were made once, so that no seed differs from another.</param>
public sealed record SummaryAgreement(
    string First, string Second, SummaryFigure Share, IReadOnlyList<double?> Disagreement, bool IsOfTeacher, bool IsMadeOnce)
{
    /// <summary>The pair's name.</summary>
    public string Name => $"{First}, {Second}";

    /// <summary>Over the seeds.</summary>
    /// <param name="seeds">The pair in each run.</param>
    /// <param name="madeOnce">Whether both were made once.</param>
    internal static SummaryAgreement Of(IReadOnlyList<ModelAgreement> seeds, bool madeOnce) => new(
        seeds[0].First, seeds[0].Second,
        SummaryFigure.OfShares([.. seeds.Select(seed => (seed.Agreement.Share, seed.Images))]),
        [.. seeds[0].Agreement.DisagreementByClass.Select((_, c) => seeds.Average(seed => seed.Agreement.DisagreementByClass[c]))],
        seeds[0].IsOfTeacher, madeOnce);
}

using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Reporting;

/// <summary>Two models on the same test images: the first's figures minus the second's.</summary>
/// <param name="First">One model's name.</param>
/// <param name="Second">The other's.</param>
/// <param name="Quality">Differences of <see cref="ReportedFigures.Quality"/>, with paired intervals.</param>
/// <param name="Disparities">Differences of <see cref="ReportedFigures.Disparities"/>, with paired intervals.</param>
/// <param name="McNemar">The exact test of their accuracies.</param>
/// <param name="Classes">The exact test within each class.</param>
/// <param name="Swap">Whether their class profiles differ at all.</param>
/// <param name="ByAccuracy">What accuracy alone explains of the difference of disparate impact.</param>
/// <param name="DeviationOfDisparateImpact">How the difference of disparate impact scatters over the resamples.</param>
/// <param name="InDoubt">Which of the two are in doubt, by name; usually none.</param>
public sealed record Comparison(
    string First, string Second, IReadOnlyList<Measured> Quality, IReadOnlyList<Measured> Disparities, McNemar McNemar,
    IReadOnlyList<ClassMcNemar> Classes, SwapTest Swap, AccuracyPart? ByAccuracy, double? DeviationOfDisparateImpact,
    IReadOnlyList<string> InDoubt)
{
    /// <summary>Whether a model is in doubt: what differs from no finding is no finding either.</summary>
    public bool SaysNothing => InDoubt.Count > 0;

    /// <summary>All differences: of quality, then disparities.</summary>
    public IReadOnlyList<Measured> Figures => [.. Quality, .. Disparities];

    /// <summary>One of the differences.</summary>
    /// <param name="name">Its figure's name.</param>
    public Measured Figure(string name) => Figures.Single(figure => figure.Name == name);

    /// <summary>The difference of the accuracies.</summary>
    public Measured Accuracy => Quality[0];

    /// <summary>The difference of the disparate impacts.</summary>
    public Measured DisparateImpact => Disparities[0];

    /// <summary>By how much disparate impact would differ, had all classes' errors changed by one factor.</summary>
    public Measured ByAccuracyAlone => new("DI by accuracy alone", ByAccuracy?.ByAccuracy, ByAccuracy?.ByAccuracyInterval);

    /// <summary>What the first model's class profile adds to that.</summary>
    public Measured ExcessOverProportionalErrors =>
        new(FigureCatalogue.ExcessOverProportionalErrors.Words, ByAccuracy?.Adjusted, ByAccuracy?.AdjustedInterval);

    /// <summary>The comparison's name in tables and figures.</summary>
    public string Name => $"{First} − {Second}";
}

namespace Reproduction.Runs;

/// <summary>How a difference of disparate impact scatters over resamples of the test images.</summary>
/// <param name="Pair">Between which models, <c>student − baseline</c>.</param>
/// <param name="DisparateImpact">The deviation.</param>
public sealed record PairedDeviation(string Pair, double DisparateImpact);

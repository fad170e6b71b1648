namespace Reproduction.Archive;

/// <summary>How a difference of disparate impact scatters over resamples of the test images.</summary>
/// <param name="First">Of which model.</param>
/// <param name="Second">Less that of which.</param>
/// <param name="DisparateImpact">The deviation.</param>
public sealed record PairedDeviation(string First, string Second, double DisparateImpact);

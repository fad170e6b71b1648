namespace Reproduction.Metrics.SignificanceTests;

/// <summary>How surely differences are told from noise, where no ledger says otherwise.</summary>
public static class Significance
{
    /// <summary>Probability of finding a difference where there is none.</summary>
    public const double Level = 0.05;

    /// <summary>Probability with which a difference is to be found.</summary>
    public const double Power = 0.8;
}

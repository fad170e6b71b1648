namespace Reproduction.Claims.Figures;

/// <summary>What follows from a score alone, whatever it is of.</summary>
internal static class ScoreRange
{
    /// <summary>Whether it may be more than 1: a ratio of odds or likelihoods, or a number of images.</summary>
    /// <param name="score">The score.</param>
    public static bool IsUnbounded(this Score score) => score is Score.LikelihoodRatioPositive or Score.LikelihoodRatioNegative
        or Score.DiagnosticOddsRatio or Score.TruePositives or Score.TrueNegatives or Score.Images;
}

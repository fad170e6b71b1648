namespace Reproduction.Metrics;

/// <summary>One row of a classification report: a class, or an average over classes. Shares in [0, 1].</summary>
/// <param name="Precision">Share of the images taken for the class that are of it.</param>
/// <param name="Recall">Share of the class's images that are taken for it.</param>
/// <param name="F1">Harmonic mean of both.</param>
/// <param name="Support">Images.</param>
public readonly record struct ClassScores(double Precision, double Recall, double F1, long Support);

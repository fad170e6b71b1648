namespace Reproduction.Reporting.Summaries;

/// <summary>The difference of a class's recall between two models over the seeds.</summary>
/// <param name="Recall">Its mean; <see langword="null"/> without images of the class.</param>
/// <param name="Adjusted">p of the paired t-test after Holm's correction for all classes; <see langword="null"/> where the seeds have
/// none.</param>
public sealed record PairClass(double? Recall, double? Adjusted);

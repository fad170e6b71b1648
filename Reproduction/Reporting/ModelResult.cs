using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>One model of a report.</summary>
/// <param name="Name"><c>teacher</c>, <c>baseline</c>, <c>student</c> or <c>aliased</c>.</param>
/// <param name="Description">What it is, such as <c>EfficientNet-B0, 132 px, last epoch</c>.</param>
/// <param name="Predictions">Its answers on the test split.</param>
public sealed record ModelResult(string Name, string Description, Predictions Predictions);

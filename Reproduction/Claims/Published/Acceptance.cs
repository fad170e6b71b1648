namespace Reproduction.Claims.Published;

/// <summary>When a set of runs reproduces a figure.</summary>
/// <param name="Recipe">The recipe whose runs can test it.</param>
/// <param name="Model">The model in those runs.</param>
/// <param name="Over">Where the claim is a rise: the model over which; else <see langword="null"/>.</param>
/// <param name="Metric">The metric, as <c>run.json</c> calls it.</param>
/// <param name="Sees">The difference that the runs must be able to see with the ledger's power.</param>
public sealed record Acceptance(string Recipe, string Model, string? Over, string Metric, double Sees);

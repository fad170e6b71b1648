namespace Reproduction.Training;

/// <summary>What one term of a model's loss came to in one epoch.</summary>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="Term">The term's name.</param>
/// <param name="Value">Its mean over the epoch's training images, before its weight.</param>
public sealed record TermRow(int Epoch, string Term, double Value);

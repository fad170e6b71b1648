namespace Reproduction.Runs;

/// <summary>What training a model came to, besides its files.</summary>
/// <param name="Architecture">Its network.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="StartedFrom">The weights before training, in words.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="ChosenEpoch">The epoch whose weights stand for it, from 1.</param>
public sealed record TrainingOutcome(string Architecture, long Parameters, string StartedFrom, int Epochs, int ChosenEpoch);

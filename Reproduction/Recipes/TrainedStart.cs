namespace Reproduction.Recipes;

/// <summary>A copy of a trained model, which trains on.</summary>
/// <param name="Model">Its name.</param>
public sealed record TrainedStart(string Model) : ModelStart;

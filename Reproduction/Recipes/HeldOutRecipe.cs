namespace Reproduction.Recipes;

/// <summary>Training images that are held out by class, so that they choose instead of train.</summary>
/// <param name="ChooseEpoch">How many choose the epoch; null where the test images do, as published.</param>
/// <param name="Calibrate">How many calibrate, drawn from what <paramref name="ChooseEpoch"/> leaves; null for none.</param>
/// <param name="Seed">Pins the split for all seeds; null where it follows the seed.</param>
public sealed record HeldOutRecipe(int? ChooseEpoch, int? Calibrate, long? Seed);

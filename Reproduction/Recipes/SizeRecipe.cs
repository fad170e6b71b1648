namespace Reproduction.Recipes;

/// <summary>Some epochs at one image size.</summary>
/// <param name="Epochs">How many.</param>
/// <param name="ImageSize">Side in pixels.</param>
public sealed record SizeRecipe(int Epochs, int ImageSize);

namespace Reproduction.Recipes;

/// <summary>A paired difference of two models on the same test images: first − second.</summary>
/// <param name="First">The model whose figures stand first.</param>
/// <param name="Second">The model whose figures are subtracted.</param>
public sealed record ModelPair(string First, string Second);

namespace Reproduction.Recipes;

/// <summary>A network of the recipe, before training.</summary>
/// <param name="Network">Its name.</param>
public sealed record NetworkStart(string Network) : ModelStart;

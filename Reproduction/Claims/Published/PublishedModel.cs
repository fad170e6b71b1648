namespace Reproduction.Claims.Published;

/// <summary>A model that figures were published of.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Epoch">The epoch that its figures are of.</param>
/// <param name="Classes">K.</param>
/// <param name="Support">Test images a class.</param>
/// <param name="Recipe">The recipe that trains it as published; <see langword="null"/> where none does.</param>
/// <param name="RunModel">The model's name in that recipe's runs.</param>
/// <param name="WhyNoRecipe">Why no recipe trains it.</param>
public sealed record PublishedModel(
    string Id, string Name, string Epoch, int Classes, int Support, string? Recipe, string? RunModel, string? WhyNoRecipe)
{
    /// <summary>All test images.</summary>
    public long Images => (long)Classes * Support;

    /// <summary>Whether another model can have been tested on the same images: it has as many of as many classes.</summary>
    /// <param name="other">The other model.</param>
    public bool MayShareImagesWith(PublishedModel other) => Classes == other.Classes && Support == other.Support;
}

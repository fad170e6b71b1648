namespace Reproduction.Recipes;

/// <summary>Several models as one: the mean of their probabilities.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seed">The seed to which it is pinned, if it is.</param>
/// <param name="Of">Its members.</param>
public sealed record EnsembleModelRecipe(string Name, long? Seed, IReadOnlyList<string> Of) : ModelRecipe(Name, Seed)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Needs => Of;
}

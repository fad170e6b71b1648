namespace Reproduction.Recipes;

/// <summary>
/// The algorithmic method of the published notebooks: binary cross entropies of the batch's classes over the roots of their counts.
/// </summary>
/// <param name="Counts">What is counted.</param>
/// <param name="Weight">By what it is multiplied in the sum.</param>
public sealed record ClassReweightedRecipe(CountingRule Counts, double Weight) : LossTermRecipe(Weight)
{
    /// <inheritdoc/>
    public override string Name => "class_reweighted";
}

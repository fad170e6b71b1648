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

/// <summary>Which images <see cref="ClassReweightedRecipe"/> counts.</summary>
public enum CountingRule
{
    /// <summary>Each image of each training batch.</summary>
    Once,

    /// <summary>As the notebook's criterion did, which is called twice on each training batch and once on each validation batch.</summary>
    AsPublished,
}

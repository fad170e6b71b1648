namespace Reproduction.Recipes;

/// <summary>Which images <see cref="ClassReweightedRecipe"/> counts.</summary>
public enum CountingRule
{
    /// <summary>Each image of each training batch.</summary>
    Once,

    /// <summary>As the notebook's criterion did, which is called twice on each training batch and once on each validation batch.</summary>
    AsPublished,
}

namespace Reproduction.Recipes;

/// <summary>A model whose logits are another's, corrected by what the <c>calibrate</c> images say.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seed">The seed to which it is pinned, if it is.</param>
/// <param name="Of">The model that is corrected.</param>
/// <param name="By">The correction.</param>
public sealed record CalibratedModelRecipe(string Name, long? Seed, string Of, CalibrationMethod By) : ModelRecipe(Name, Seed)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Needs => [Of];
}

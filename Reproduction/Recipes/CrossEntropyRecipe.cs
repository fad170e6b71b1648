namespace Reproduction.Recipes;

/// <summary>Cross entropy with the labels.</summary>
/// <param name="Weight">By what it is multiplied in the sum.</param>
/// <param name="LabelSmoothing">ε: the target is (1 − ε)·onehot + ε/K (Szegedy et al., CVPR 2016), 0 to 1.</param>
public sealed record CrossEntropyRecipe(double Weight, double LabelSmoothing) : LossTermRecipe(Weight)
{
    /// <inheritdoc/>
    public override string Name => "cross_entropy";
}

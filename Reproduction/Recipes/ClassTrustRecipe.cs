namespace Reproduction.Recipes;

/// <summary>In the place of the cross entropy: labels and teacher, weighed for each class by the margin on held-out images.</summary>
/// <param name="Teacher">The model that is asked.</param>
/// <param name="Temperature">T, above 0.</param>
/// <param name="Weight">By what it is multiplied in the sum.</param>
public sealed record ClassTrustRecipe(string Teacher, double Temperature, double Weight) : LossTermRecipe(Weight, Teacher)
{
    /// <inheritdoc/>
    public override string Name => "class_trust";

    /// <inheritdoc/>
    public override bool AsksOfHeldOut => true;
}

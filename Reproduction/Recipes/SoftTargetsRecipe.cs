namespace Reproduction.Recipes;

/// <summary>Soft targets: T²·KL(teacher ‖ student) at temperature T (Hinton, Vinyals and Dean 2015, arXiv 1503.02531).</summary>
/// <param name="Teacher">The model that is asked, or <see cref="LossTermRecipe.Itself"/>.</param>
/// <param name="Temperature">T, above 0.</param>
/// <param name="Weight">By what it is multiplied in the sum.</param>
public sealed record SoftTargetsRecipe(string Teacher, double Temperature, double Weight) : LossTermRecipe(Weight, Teacher)
{
    /// <inheritdoc/>
    public override string Name => "soft_targets";

    /// <inheritdoc/>
    public override bool AllowsItself => true;
}

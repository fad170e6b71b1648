namespace Reproduction.Recipes;

/// <summary>
/// An advisor of Co-advise (CVPR 2022, arXiv 2106.12378): a head of the student's own for this teacher, which predicts with the others.
/// </summary>
/// <param name="Teacher">The model that is asked.</param>
/// <param name="Temperature">T, above 0.</param>
/// <param name="Weight">By what it is multiplied in the sum.</param>
public sealed record AdviceRecipe(string Teacher, double Temperature, double Weight) : LossTermRecipe(Weight, Teacher)
{
    /// <inheritdoc/>
    public override string Name => "advice";
}

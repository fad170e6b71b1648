namespace Reproduction.Recipes;

/// <summary>Group DRO with the classes as groups: of the cross entropy, or of the soft targets of a teacher.</summary>
/// <param name="Teacher">The model that is asked; null for the cross entropy alone.</param>
/// <param name="Temperature">T of the soft targets, above 0; 1 where no teacher is asked.</param>
/// <param name="LabelWeight">By what the cross entropy is multiplied beside soft targets; 0 where no teacher is asked.</param>
/// <param name="Eta">η, the step of the classes' weights, above 0.</param>
/// <param name="Weight">By what it is multiplied in the sum.</param>
public sealed record GroupDroRecipe(string? Teacher, double Temperature, double LabelWeight, double Eta, double Weight)
    : LossTermRecipe(Weight, Teacher)
{
    /// <inheritdoc/>
    public override string Name => "group_dro";
}

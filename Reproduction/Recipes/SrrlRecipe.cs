namespace Reproduction.Recipes;

/// <summary>
/// Softmax regression representation learning (SRRL, ICLR 2021): pooled features, and what the teacher's classifier makes of them.
/// </summary>
/// <param name="Teacher">The model that is asked.</param>
/// <param name="LogitWeight">λ of what the teacher's classifier says, beside 1 for the features.</param>
/// <param name="Weight">By what the two are multiplied in the sum.</param>
public sealed record SrrlRecipe(string Teacher, double LogitWeight, double Weight) : LossTermRecipe(Weight, Teacher, Tap, Tap)
{
    /// <summary>The only tap that a classifier sees.</summary>
    public const string Tap = "pooled";

    /// <inheritdoc/>
    public override string Name => "srrl";

    /// <inheritdoc/>
    public override bool HasAdaptor => true;
}

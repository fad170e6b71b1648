namespace Reproduction.Recipes;

/// <summary>A hint: the student's features at a tap, by a learned adaptor, are to be the teacher's (FitNets, arXiv 1412.6550).</summary>
/// <param name="Teacher">The model that is asked.</param>
/// <param name="StudentTap">Where in the student.</param>
/// <param name="TeacherTap">Where in the teacher.</param>
/// <param name="Weight">By what it is multiplied in the sum.</param>
public sealed record HintRecipe(string Teacher, string StudentTap, string TeacherTap, double Weight)
    : LossTermRecipe(Weight, Teacher, StudentTap, TeacherTap)
{
    /// <inheritdoc/>
    public override string Name => "hint";

    /// <inheritdoc/>
    public override bool HasAdaptor => true;
}

namespace Reproduction.Recipes;

/// <summary>Similarity-preserving distillation (ICCV 2019, arXiv 1907.09682): which images the teacher takes for alike.</summary>
/// <param name="Teacher">The model that is asked.</param>
/// <param name="StudentTap">Where in the student.</param>
/// <param name="TeacherTap">Where in the teacher.</param>
/// <param name="Weight">By what it is multiplied in the sum; belongs to a batch size.</param>
public sealed record SimilarityRecipe(string Teacher, string StudentTap, string TeacherTap, double Weight)
    : LossTermRecipe(Weight, Teacher, StudentTap, TeacherTap)
{
    /// <inheritdoc/>
    public override string Name => "similarity";
}

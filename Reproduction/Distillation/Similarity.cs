using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// Similarity-preserving distillation (Tung and Mori, ICCV 2019, arXiv 1907.09682): ‖G_t − G_s‖²_F / N², where G is H·Hᵀ with each row
/// brought to length 1 and H has a row for each image of the batch, maps flattened. It compares which images a network takes for alike,
/// so widths need not agree, a rotation of H changes nothing, and its size falls like 1/N: a weight belongs to a batch size.
/// </summary>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="teacher">Name of the teacher.</param>
/// <param name="studentTap">Tap of the student.</param>
/// <param name="teacherTap">Tap of the teacher.</param>
public sealed class Similarity(double weight, string teacher, string studentTap, string teacherTap)
    : LossTerm(weight, teacher, studentTap, teacherTap)
{
    /// <inheritdoc />
    public override string Kind => "similarity";

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var difference =
            SimilarityMatrix(AnswerIn(input).Features[TeacherTap!].detach()) - SimilarityMatrix(input.Student.Features[StudentTap!]);
        return difference.Squared().mean().MoveToOuterDisposeScope();
    }

    /// <summary>G, N×N.</summary>
    private static Tensor SimilarityMatrix(Tensor features)
    {
        var rows = features.flatten(1);
        return nn.functional.normalize(rows.matmul(rows.t()), p: 2, dim: 1);
    }
}

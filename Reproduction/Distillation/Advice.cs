using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// An advisor of Co-advise (Ren et al., CVPR 2022, arXiv 2106.12378): KL(softmax(z_t/T) ‖ softmax(a/T))·T², averaged over images, where
/// a are the logits of the student's head for this teacher (<see cref="AdvisedNetwork"/>). Its gradient at a is
/// T·(softmax(a/T) − softmax(z_t/T)) / N. The student's own head learns from the labels; a convolutional student has no tokens,
/// so the paper's alignment of tokens has no counterpart.
/// </summary>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="teacher">Name of the teacher.</param>
/// <param name="temperature">T, above 0; 1 as published.</param>
public sealed class Advice(double weight, string teacher, double temperature) : LossTerm(weight, teacher, AdvisedNetwork.TapOf(teacher))
{
    /// <summary>T.</summary>
    public double Temperature { get; } = temperature;

    /// <inheritdoc />
    public override string Kind => "advice";

    /// <inheritdoc />
    public override string Name => $"{Kind} of {Teacher}";

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var advised = input.Student.Features[StudentTap!];
        return SoftTargets.OfImages(advised, AnswerIn(input).Logits, Temperature).mean().MoveToOuterDisposeScope();
    }
}

using Reproduction.Distillation;
using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Distillation;

/// <summary>The published loss of logits alone: α·CE + β·T²·KL.</summary>
internal sealed record Distilled(double Temperature, double Alpha = 1, double Beta = 1, double LabelSmoothing = 0)
{
    /// <summary>The whole loss.</summary>
    internal Tensor Of(Tensor student, Tensor teacher, Tensor labels)
    {
        using var loss = new WeightedLoss(new CrossEntropy(Alpha, LabelSmoothing), new SoftTargets(Beta, "teacher", Temperature));
        return loss.Of(Input(student, teacher, labels)).Whole;
    }

    /// <summary>The soft term.</summary>
    internal Tensor Soft(Tensor student, Tensor teacher) =>
        new SoftTargets(Beta, "teacher", Temperature).Of(Input(student, teacher, empty(0, int64)));

    /// <summary>What the loss is given.</summary>
    internal static LossInput Input(Tensor student, Tensor teacher, Tensor labels) =>
        new(Output(student), labels, new Dictionary<string, NetworkOutput> { ["teacher"] = Output(teacher) });

    private static NetworkOutput Output(Tensor logits) => new(logits, new Dictionary<string, Tensor>());
}

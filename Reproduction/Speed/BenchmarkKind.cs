using Reproduction.Training;

namespace Reproduction.Speed;

/// <summary>What one measurement of speed repeats.</summary>
public enum BenchmarkKind
{
    /// <summary>A training step (<see cref="TrainingStep"/>): forward, cross entropy and its numbers, backward, Adam.</summary>
    Train,

    /// <summary>The same with the distillation loss, with a teacher's stored logits or with a teacher that answers in each step.</summary>
    Distill,

    /// <summary>A forward pass in evaluation mode.</summary>
    Eval,
}

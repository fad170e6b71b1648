using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>One summand of the loss that a model minimises; it is disposed with the loss that it is part of.</summary>
/// <param name="weight">What it is multiplied by, at least 0.</param>
/// <param name="teacher">Name of the teacher that it asks; null where it asks none.</param>
/// <param name="studentTap">Tap of the student whose features it looks at; null where it looks at logits alone.</param>
/// <param name="teacherTap">Tap of the teacher whose features it looks at; null where it looks at logits alone.</param>
public abstract class LossTerm(double weight, string? teacher = null, string? studentTap = null, string? teacherTap = null) : IDisposable
{
    /// <summary>What it is multiplied by, at least 0.</summary>
    public double Weight { get; } = weight;

    /// <summary>Name of the teacher that it asks; null where it asks none.</summary>
    public string? Teacher { get; } = teacher;

    /// <summary>Tap of the student whose features it looks at; null where it looks at logits alone.</summary>
    public string? StudentTap { get; } = studentTap;

    /// <summary>Tap of the teacher whose features it looks at; null where it looks at logits alone.</summary>
    public string? TeacherTap { get; } = teacherTap;

    /// <summary>The name under which recipes have it.</summary>
    public abstract string Kind { get; }

    /// <summary>Tells it from the other terms of a loss: <c>cross_entropy</c>, <c>soft_targets of teacher</c>.</summary>
    public virtual string Name => $"{Kind}{(Teacher is null ? "" : $" of {Teacher}")}{(StudentTap is null ? "" : $" at {StudentTap}")}";

    /// <summary>
    /// What it keeps from batch to batch beside the student, without being part of it; null where nothing is. Parameters learn with the
    /// student, such as those that bring its features into the teacher's shape; buffers the term moves itself, such as the counts of
    /// classes. Both are checkpointed beside the student and then forgotten.
    /// </summary>
    public virtual nn.Module? State => null;

    /// <summary>The term before its weight, a scalar that carries gradients to the student and to <see cref="State"/> only.</summary>
    /// <param name="input">The batch.</param>
    public abstract Tensor Of(LossInput input);

    /// <summary>What of <see cref="State"/> is worth a row for each class and epoch beside the term's own; null where nothing is.</summary>
    public virtual ClassFigures? Noted => null;

    /// <summary>Is told, after an epoch's validation, of the labels of the images that validated.</summary>
    /// <param name="labels">Class indices (int64).</param>
    public virtual void Validated(Tensor labels)
    {
    }

    /// <summary>Disposes <see cref="State"/>.</summary>
    public void Dispose()
    {
        State?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What <see cref="Teacher"/> says of the batch.</summary>
    protected NetworkOutput AnswerIn(LossInput input) =>
        input.Teachers[Teacher ?? throw new InvalidOperationException($"{Name} asks no teacher")];
}

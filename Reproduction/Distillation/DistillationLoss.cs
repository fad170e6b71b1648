using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// Knowledge distillation (Hinton, Vinyals and Dean, arXiv 1503.02531) as the experiment has it:
/// L = α·CE(z_s, y) + β·T²·KL(softmax(z_t/T) ‖ softmax(z_s/T)), mean over the batch. Published: α = β = 1, T = 5.
/// </summary>
/// <param name="Temperature">T, above 0; softens both distributions, and T² keeps the gradient's size.</param>
/// <param name="Alpha">α, weight of the cross entropy with the labels.</param>
/// <param name="Beta">β, weight of the divergence from the teacher.</param>
/// <param name="LabelSmoothing">Smoothing of the cross entropy's labels, 0 to 1, as in PyTorch.</param>
public sealed record DistillationLoss(double Temperature, double Alpha = 1, double Beta = 1, double LabelSmoothing = 0)
{
    /// <summary>The whole loss, a scalar that carries gradients to the student only.</summary>
    /// <param name="studentLogits">z_s, N×K.</param>
    /// <param name="teacherLogits">z_t, N×K; taken as constants.</param>
    /// <param name="labels">y, N class indices (int64).</param>
    public Tensor Of(Tensor studentLogits, Tensor teacherLogits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var hard = nn.functional.cross_entropy(studentLogits, labels, label_smoothing: LabelSmoothing);
        return (Alpha * hard + Beta * Soft(studentLogits, teacherLogits)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The soft term T²·KL(teacher ‖ student), summed over classes and averaged over images (PyTorch's <c>batchmean</c>).
    /// Its gradient at z_s is T·(softmax(z_s/T) − softmax(z_t/T)) / N.
    /// </summary>
    /// <param name="studentLogits">z_s, N×K.</param>
    /// <param name="teacherLogits">z_t, N×K; taken as constants.</param>
    public Tensor Soft(Tensor studentLogits, Tensor teacherLogits)
    {
        using var scope = NewDisposeScope();
        var student = (studentLogits / Temperature).log_softmax(1);
        var teacher = (teacherLogits.detach() / Temperature).log_softmax(1);
        // In logarithms throughout: a probability that underflows to 0 still has a finite logarithm, and 0 × finite is 0.
        var divergence = (teacher.exp() * (teacher - student)).sum() / studentLogits.shape[0];
        return (Temperature * Temperature * divergence).MoveToOuterDisposeScope();
    }
}

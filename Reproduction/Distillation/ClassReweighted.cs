using Reproduction.KnownAnswers;
using static TorchSharp.torch;

namespace Reproduction.Distillation;

/// <summary>
/// The algorithmic method of the published notebooks: Σ over the classes c of the batch of BCE(z_c, [y = c]) / √n_c, with
/// BCE(z, t) = mean over the batch of −t·log σ(z) − (1 − t)·log(1 − σ(z)) and n_c the images of class c so far, this batch included.
/// Its gradient at z_c is (σ(z_c) − [y = c]) / (N·√n_c).
/// </summary>
/// <remarks>
/// As published the criterion is called twice on every training batch, of which the second call counts, and again on every validation
/// batch, and its counts go on: 2·5,000 + 1,000 a class and epoch of CIFAR-10. The counts decide the weights, so this much is repeated.
/// Not repeated is what moves no weight of the network: the term within the printed validation and test losses, which are cross
/// entropies here, and the counts of the evaluation after the last epoch.
/// </remarks>
/// <param name="weight">What it is multiplied by.</param>
/// <param name="classes">K.</param>
/// <param name="countsAsPublished">Whether training batches count twice and validation images too.</param>
public sealed class ClassReweighted(double weight, int classes, bool countsAsPublished = false) : LossTerm(weight)
{
    private readonly ClassState counts = new("counts", zeros(classes, ScalarType.Int64));

    /// <summary>K.</summary>
    public int Classes { get; } = classes;

    /// <summary>Whether training batches count twice and validation images too.</summary>
    public bool CountsAsPublished { get; } = countsAsPublished;

    /// <inheritdoc />
    public override string Kind => "class_reweighted";

    /// <inheritdoc />
    public override nn.Module State => counts;

    /// <inheritdoc />
    public override ClassFigures Noted => new("count", Classes, () => counts.Values);

    /// <inheritdoc />
    public override Tensor Of(LossInput input)
    {
        using var scope = NewDisposeScope();
        var logits = input.Student.Logits;
        var members = ClassMeans.Members(input.Labels, logits);
        var images = members.detach().sum(dim: 0);
        Count(images.mul(CountsAsPublished ? HeldScalars.Two : HeldScalars.One));
        var weights = images.gt(HeldScalars.Zero).to(logits.dtype) / counts.Values.clamp(min: HeldScalars.One).to(logits.dtype).sqrt();
        var entropies = nn.functional.binary_cross_entropy_with_logits(logits, members, reduction: nn.Reduction.None).mean([0]);
        return weights.dot(entropies).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override void Validated(Tensor labels)
    {
        using var scope = NewDisposeScope();
        if (CountsAsPublished) Count(nn.functional.one_hot(labels, Classes).sum(dim: 0));
    }

    private void Count(Tensor images)
    {
        using var gradients = no_grad();
        counts.Values.add_(images.to(ScalarType.Int64), HeldScalars.One);
    }
}

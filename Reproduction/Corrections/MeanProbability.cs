using Reproduction.KnownAnswers;
using Reproduction.Metrics;
using static TorchSharp.torch;

namespace Reproduction.Corrections;

/// <summary>
/// Several models as one: the mean of their probabilities, whose logarithms are its logits (deep ensembles, Lakshminarayanan et al.,
/// NeurIPS 2017, arXiv 1612.01474). Of one model it is that model: its logits less one number for each image.
/// </summary>
public static class MeanProbability
{
    /// <summary>The answers of all as one, in float64.</summary>
    /// <param name="members">Answers to the same images, in the same order.</param>
    /// <exception cref="ArgumentException">None, or of other images or classes than the first's.</exception>
    public static Predictions Of(IReadOnlyList<Predictions> members)
    {
        if (members.Count == 0
            || members.Any(member => member.Classes != members[0].Classes || !member.Labels.SequenceEqual(members[0].Labels)))
            throw new ArgumentException("expected answers to the same images among the same classes", nameof(members));
        var (count, classes) = (members[0].Count, members[0].Classes);
        var logits = new double[count * classes];
        for (var image = 0; image < count; image++)
            for (var c = 0; c < classes; c++)
            {
                double[] each = [.. members.Select(member => Softmax.LogOf(member.Logits(image), c))];
                var largest = each.Max();
                logits[image * classes + c] = largest + Math.Log(each.Sum(one => Math.Exp(one - largest)) / each.Length);
            }
        return new(members[0].Labels.ToArray(), logits, classes);
    }

    /// <summary>The logarithm of the mean probability, in the dtype of the first.</summary>
    /// <param name="members">N×K logits each.</param>
    /// <exception cref="ArgumentException">None, or of other images or classes than the first's.</exception>
    public static Tensor Of(IReadOnlyList<Tensor> members)
    {
        if (members.Count == 0 || members.Any(member => !member.shape.SequenceEqual(members[0].shape)))
            throw new ArgumentException("expected logits of the same images among the same classes", nameof(members));
        using var scope = NewDisposeScope();
        var all = stack([.. members.Select(member => member.to(ScalarType.Float64).log_softmax(1))]);
        return all.logsumexp(0).Minus(Math.Log(members.Count)).to(members[0].dtype).MoveToOuterDisposeScope();
    }
}

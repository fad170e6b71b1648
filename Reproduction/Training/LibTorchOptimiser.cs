using Reproduction.Kernels;
using Reproduction.KnownAnswers;
using Reproduction.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>The optimiser whose tensors libtorch's operations step all at once (<see cref="JoinedParameters"/>).</summary>
/// <remarks>
/// These are the operations of TorchSharp's <c>Adam</c>, <c>AdamW</c> and <c>SGD</c>, in their order, but for the numbers, of which
/// those let go (<see cref="HeldScalars"/>).
/// </remarks>
internal sealed class LibTorchOptimiser : Optimiser
{
    private readonly List<Group> groups = [];
    private long steps;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="kind">The rule.</param>
    /// <param name="named">The parameters with their names, by whether weight decay applies.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    public LibTorchOptimiser(OptimiserKind kind, ILookup<bool, (string Name, Parameter Value)> named, double weightDecay)
        : base(kind, named)
    {
        foreach (var group in named)
        {
            var joined = new JoinedParameters([.. group]);
            Tensor[] moments = kind == OptimiserKind.Sgd ? [] : [ZerosLike(joined.Whole), ZerosLike(joined.Whole)];
            groups.Add(new(joined, group.Key ? weightDecay : 0) { Moments = moments });
        }
    }

    /// <inheritdoc />
    public override void Step(double learningRate)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        steps++;
        foreach (var group in groups)
        {
            group.Joined.TakeGradients();
            var gradient = Decayed(group, learningRate);
            if (Kind == OptimiserKind.Sgd) StepSgd(group, gradient, learningRate);
            else StepAdam(group, gradient, learningRate);
            group.Joined.PutBackIdle(() => group.Moments);
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var group in groups)
        {
            foreach (var moment in group.Moments) moment.Dispose();
            group.Joined.Dispose();
        }
    }

    /// <inheritdoc />
    private protected override IEnumerable<(string Name, Tensor[] Moments)> MomentsOfParameters()
    {
        foreach (var group in groups)
        {
            var moments = group.Moments.Select(whole => group.Joined.PartsOf(whole).ToArray()).ToArray();
            for (var i = 0; moments.Length > 0 && i < moments[0].Length; i++)
                yield return (moments[0][i].Name, [.. moments.Select(parts => parts[i].Value)]);
        }
    }

    /// <inheritdoc />
    private protected override void GoOnAfter(long steps)
    {
        this.steps = steps;
        // SGD's first step makes its momentum.
        if (steps == 0) return;
        foreach (var group in groups)
            if (group.Moments is []) group.Moments = [ZerosLike(group.Joined.Whole)];
    }

    /// <summary>The gradient with weight decay; AdamW's shrinks the weights themselves instead.</summary>
    private Tensor Decayed(Group group, double learningRate)
    {
        var (whole, gradient) = (group.Joined.Whole, group.Joined.Whole.grad!);
        if (group.WeightDecay == 0) return gradient;
        if (Kind != OptimiserKind.AdamW) return gradient.Plus(whole, times: group.WeightDecay);
        using var kept = (1 - learningRate * group.WeightDecay).ToScalar();
        whole.mul_(kept);
        return gradient;
    }

    private void StepAdam(Group group, Tensor gradient, double learningRate)
    {
        var (mean, square) = (group.Moments[0], group.Moments[1]);
        using Scalar oldMean = AdamStep.Beta1.ToScalar(), newMean = (1 - AdamStep.Beta1).ToScalar();
        using Scalar oldSquare = AdamStep.Beta2.ToScalar(), newSquare = (1 - AdamStep.Beta2).ToScalar();
        using var epsilon = AdamStep.DefaultEpsilon.ToScalar();
        using var length = (-(learningRate / (1 - Math.Pow(AdamStep.Beta1, steps)))).ToScalar();

        mean.mul_(oldMean).add_(gradient, alpha: newMean);
        square.mul_(oldSquare).addcmul_(gradient, gradient, value: newSquare);
        var deviation = square.sqrt().DividedBy(Math.Sqrt(1 - Math.Pow(AdamStep.Beta2, steps))).add_(epsilon, HeldScalars.One);
        group.Joined.Whole.addcdiv_(mean, deviation, value: length);
    }

    private static void StepSgd(Group group, Tensor gradient, double learningRate)
    {
        if (group.Moments is [var momentum])
        {
            using var kept = Momentum.ToScalar();
            momentum.mul_(kept).add_(gradient, HeldScalars.One);
        }
        else group.Moments = [gradient.clone().DetachFromDisposeScope()];
        using var length = (-learningRate).ToScalar();
        group.Joined.Whole.add_(gradient.Plus(group.Moments[0], times: Momentum), alpha: length);
    }

    private static Tensor ZerosLike(Tensor whole)
    {
        using var noGradients = no_grad();
        return zeros_like(whole).DetachFromDisposeScope();
    }

    /// <summary>The parameters to which one weight decay applies.</summary>
    /// <param name="Joined">They themselves.</param>
    /// <param name="WeightDecay">λ.</param>
    private sealed record Group(JoinedParameters Joined, double WeightDecay)
    {
        /// <summary>Mean and square of Adam, the momentum of SGD after its first step; each lies as the parameters do.</summary>
        public Tensor[] Moments { get; set; } = [];
    }
}

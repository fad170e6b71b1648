using Reproduction.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>The optimiser whose tensors libtorch's operations step all at once (<see cref="JoinedParameters"/>).</summary>
internal sealed class LibTorchOptimiser : Optimiser
{
    private readonly List<JoinedParameters> joined = [];
    private readonly OptimizerHelper rule;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="kind">The rule.</param>
    /// <param name="named">The parameters with their names, by whether weight decay applies.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <exception cref="InvalidOperationException">There is no such rule.</exception>
    public LibTorchOptimiser(OptimiserKind kind, ILookup<bool, (string Name, Parameter Value)> named, double weightDecay) : base(kind, named)
    {
        List<(Parameter[] Parameters, double Decay)> groups = [];
        foreach (var group in named)
        {
            joined.Add(new([.. group]));
            groups.Add(([joined[^1].Whole], group.Key ? weightDecay : 0));
        }
        rule = kind switch
        {
            OptimiserKind.Adam => new Adam(groups.Select(group => new Adam.ParamGroup(group.Parameters, weight_decay: group.Decay))),
            OptimiserKind.AdamW => new AdamW(groups.Select(group => new AdamW.ParamGroup(group.Parameters, weight_decay: group.Decay))),
            // A rate must be given; every step sets its own.
            OptimiserKind.Sgd => new SGD(
                groups.Select(group =>
                    new SGD.ParamGroup(group.Parameters, lr: 0, momentum: Momentum, weight_decay: group.Decay, nesterov: true)), lr: 0),
            _ => throw new InvalidOperationException($"no such optimiser: {kind}"),
        };
    }

    /// <inheritdoc />
    public override void Step(double learningRate)
    {
        foreach (var group in rule.ParamGroups) group.LearningRate = learningRate;
        foreach (var group in joined) group.TakeGradients();
        rule.step();
        foreach (var (i, group) in joined.Index()) group.PutBackIdle(() => MomentsOf(rule.state_dict().State[i]));
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        rule.Dispose();
        joined.ForEach(group => group.Dispose());
    }

    /// <inheritdoc />
    private protected override IEnumerable<(string Name, Tensor[] Moments)> MomentsOfParameters()
    {
        foreach (var (group, state) in joined.Zip(rule.state_dict().State))
        {
            var moments = MomentsOf(state).Select(whole => group.PartsOf(whole).ToArray()).ToArray();
            for (var i = 0; moments.Length > 0 && i < moments[0].Length; i++)
                yield return (moments[0][i].Name, [.. moments.Select(parts => parts[i].Value)]);
        }
    }

    /// <inheritdoc />
    private protected override void GoOnAfter(long steps)
    {
        foreach (var (group, state) in joined.Zip(rule.state_dict().State))
        {
            switch (state)
            {
                case Adam.State adam:
                    adam.step = steps;
                    break;
                case AdamW.State adamW:
                    adamW.step = steps;
                    break;
                case SGD.State sgd when steps > 0:
                    sgd.momentum_buffer?.Dispose();
                    sgd.momentum_buffer = zeros_like(group.Whole).detach_().DetachFromDisposeScope();
                    break;
            }
        }
    }

    /// <summary>The moments of all parameters of a group, laid end to end as these are.</summary>
    private static Tensor[] MomentsOf(OptimizerState state) => state switch
    {
        Adam.State adam => [adam.exp_avg, adam.exp_avg_sq],
        AdamW.State adamW => [adamW.exp_avg, adamW.exp_avg_sq],
        SGD.State { momentum_buffer: { } buffer } => [buffer],
        _ => [],
    };
}

using Reproduction.Kernels;
using Reproduction.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// An optimiser over a network's parameters, its rate set before every step and its state readable as named tensors.
/// Weight decay applies to tensors of two and more dimensions only: batch norms and biases are left alone. Where the kernels
/// suit, each tensor is stepped in one pass; elsewhere libtorch's operations step all of them at once (<see cref="JoinedParameters"/>).
/// </summary>
public sealed class Optimiser : IDisposable
{
    private const double Momentum = 0.9;

    private readonly OptimiserKind kind;
    private readonly OptimizerHelper? optimizer;
    private readonly List<OptimiserState> states = [];
    private readonly List<JoinedParameters> joined = [];
    private readonly List<(string Name, Parameter Value)> parameters;
    private long steps;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="kind">The rule.</param>
    /// <param name="network">Whose parameters are stepped.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="loss">What learns beside the network; the names of its parameters begin with <c>loss.</c></param>
    public Optimiser(OptimiserKind kind, nn.Module network, double weightDecay, nn.Module? loss = null)
    {
        var beside = loss?.named_parameters().Select(parameter => ($"loss.{parameter.name}", parameter.parameter)) ?? [];
        var named = network.named_parameters().Concat(beside).ToLookup(parameter => parameter.parameter.dim() >= 2);
        this.kind = kind;
        parameters = [.. named[true], .. named[false]];
        if (parameters.TrueForAll(parameter => Arithmetic.Suits(parameter.Value)))
        {
            foreach (var (name, value) in parameters)
                states.Add(new(name, value, value.dim() >= 2 ? weightDecay : 0, kind != OptimiserKind.Sgd));
            return;
        }
        List<(Parameter[] Parameters, double Decay)> groups = [];
        foreach (var group in named)
        {
            joined.Add(new([.. group]));
            groups.Add(([joined[^1].Whole], group.Key ? weightDecay : 0));
        }
        optimizer = kind switch
        {
            OptimiserKind.Adam => new Adam(groups.Select(group => new Adam.ParamGroup(group.Parameters, weight_decay: group.Decay))),
            OptimiserKind.AdamW => new AdamW(groups.Select(group => new AdamW.ParamGroup(group.Parameters, weight_decay: group.Decay))),
            OptimiserKind.Sgd => new SGD(
                groups.Select(group =>
                    new SGD.ParamGroup(group.Parameters, 0.1, momentum: Momentum, weight_decay: group.Decay, nesterov: true)), lr: 0.1),
            _ => throw new InvalidOperationException($"no such optimiser: {kind}"),
        };
    }

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        foreach (var (_, parameter) in parameters) parameter.grad = null;
    }

    /// <summary>One step against the gradients; a parameter without one stays as it is.</summary>
    /// <param name="learningRate">The rate of this step.</param>
    public void Step(double learningRate)
    {
        if (optimizer is null)
        {
            using var gradients = no_grad();
            steps++;
            if (kind == OptimiserKind.Sgd) Arithmetic.Run(new SgdKernel(states, learningRate, Momentum, steps == 1));
            else Arithmetic.Run(new AdamKernel(states, learningRate, kind == OptimiserKind.AdamW, steps));
            return;
        }
        foreach (var group in optimizer.ParamGroups) group.LearningRate = learningRate;
        foreach (var group in joined) group.TakeGradients();
        optimizer.step();
        foreach (var (i, group) in joined.Index())
            group.PutBackIdle(() => Moments(optimizer.state_dict().State[i]).Select(moment => moment.Whole));
    }

    /// <summary>
    /// The moments, named <c>PARAMETER.exp_avg</c>, <c>PARAMETER.exp_avg_sq</c> (Adam, AdamW) or <c>PARAMETER.momentum_buffer</c>
    /// (SGD, from the first step on). They stay the optimiser's own.
    /// </summary>
    public IEnumerable<(string Name, Tensor Value)> Moments()
    {
        foreach (var state in states)
        {
            if (state.Square is { } square)
            {
                yield return ($"{state.Name}.exp_avg", state.Mean);
                yield return ($"{state.Name}.exp_avg_sq", square);
            }
            else if (steps > 0)
            {
                yield return ($"{state.Name}.momentum_buffer", state.Mean);
            }
        }
        if (optimizer is null) yield break;
        foreach (var (group, state) in joined.Zip(optimizer.state_dict().State))
        {
            // Parameter by parameter, each with all its moments.
            var moments = Moments(state)
                .Select(moment => group.PartsOf(moment.Whole).Select(part => ($"{part.Name}.{moment.Moment}", part.Value)).ToArray())
                .ToArray();
            for (var i = 0; moments.Length > 0 && i < moments[0].Length; i++)
                foreach (var moment in moments) yield return moment[i];
        }
    }

    private static (string Moment, Tensor Whole)[] Moments(OptimizerState state) => state switch
    {
        Adam.State adam => [("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq)],
        AdamW.State adamW => [("exp_avg", adamW.exp_avg), ("exp_avg_sq", adamW.exp_avg_sq)],
        SGD.State { momentum_buffer: { } buffer } => [("momentum_buffer", buffer)],
        _ => [],
    };

    /// <summary>What keeps stored moments from being this optimiser's, in words; null where nothing does.</summary>
    /// <param name="steps">The number of steps that had been taken.</param>
    /// <param name="moments">The moments under the names of <see cref="Moments()"/>.</param>
    public string? Oddity(long steps, IReadOnlyDictionary<string, Tensor> moments)
    {
        string[] kinds = kind != OptimiserKind.Sgd ? ["exp_avg", "exp_avg_sq"] : steps > 0 ? ["momentum_buffer"] : [];
        var wanted = parameters.SelectMany(parameter => kinds.Select(of => (Name: $"{parameter.Name}.{of}", parameter.Value))).ToList();
        foreach (var (name, value) in wanted)
        {
            if (!moments.TryGetValue(name, out var moment)) return $"the optimiser's {name} is missing";
            if (moment.dtype != value.dtype || !moment.shape.SequenceEqual(value.shape))
                return $"the optimiser's {name} has not the shape and dtype of its parameter";
        }
        return moments.Count == wanted.Count ? null : $"{moments.Count} moments of the optimiser, expected {wanted.Count}";
    }

    /// <summary>Goes on from stored moments.</summary>
    /// <param name="steps">The number of steps that had been taken.</param>
    /// <param name="moments">The moments under the names of <see cref="Moments()"/>.</param>
    public void Restore(long steps, IReadOnlyDictionary<string, Tensor> moments)
    {
        using var gradients = no_grad();
        this.steps = steps;
        foreach (var state in states)
        {
            if (state.Square is { } square)
            {
                state.Mean.copy_(moments[$"{state.Name}.exp_avg"]);
                square.copy_(moments[$"{state.Name}.exp_avg_sq"]);
            }
            else if (steps > 0)
            {
                state.Mean.copy_(moments[$"{state.Name}.momentum_buffer"]);
            }
        }
        if (optimizer is null) return;
        foreach (var (group, state) in joined.Zip(optimizer.state_dict().State))
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
            using var scope = NewDisposeScope();
            foreach (var (moment, whole) in Moments(state))
                foreach (var (name, value) in group.PartsOf(whole))
                    value.copy_(moments[$"{name}.{moment}"]);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        optimizer?.Dispose();
        joined.ForEach(group => group.Dispose());
        states.ForEach(state => state.Dispose());
    }
}

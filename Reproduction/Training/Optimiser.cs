using Reproduction.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>Which rule turns gradients into steps.</summary>
public enum OptimiserKind
{
    /// <summary>Adam (Kingma and Ba, ICLR 2015) with PyTorch's defaults: β 0.9 and 0.999, ε 1e-8; weight decay is an L2 penalty.</summary>
    Adam,

    /// <summary>AdamW (Loshchilov and Hutter, ICLR 2019) with PyTorch's β and ε; weight decay is decoupled.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with Nesterov momentum 0.9; weight decay is an L2 penalty.</summary>
    Sgd,
}

/// <summary>
/// An optimiser over a network's parameters, its rate set before every step and its state readable as named tensors.
/// Weight decay applies to tensors of two and more dimensions only: batch norms and biases are left alone. Where the kernels
/// suit, each tensor is stepped in one pass; elsewhere libtorch's operations do it, a dozen to a tensor.
/// </summary>
public sealed class Optimiser : IDisposable
{
    private const double Momentum = 0.9;

    private readonly OptimiserKind kind;
    private readonly OptimizerHelper? optimizer;
    private readonly List<OptimiserState> states = [];
    private readonly List<(string Name, Parameter Value)> parameters;
    private long steps;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="kind">The rule.</param>
    /// <param name="network">Whose parameters are stepped.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    public Optimiser(OptimiserKind kind, nn.Module network, double weightDecay)
    {
        var named = network.named_parameters().ToLookup(parameter => parameter.parameter.dim() >= 2);
        this.kind = kind;
        parameters = [.. named[true], .. named[false]];
        if (parameters.TrueForAll(parameter => Arithmetic.Suits(parameter.Value)))
        {
            foreach (var (name, value) in parameters)
                states.Add(new(name, value, value.dim() >= 2 ? weightDecay : 0, kind != OptimiserKind.Sgd));
            return;
        }
        var decayed = named[true].Select(parameter => parameter.parameter);
        var free = named[false].Select(parameter => parameter.parameter);
        optimizer = kind switch
        {
            OptimiserKind.Adam => new Adam(new Adam.ParamGroup[] { new(decayed, weight_decay: weightDecay), new(free) }),
            OptimiserKind.AdamW => new AdamW(new AdamW.ParamGroup[] { new(decayed, weight_decay: weightDecay), new(free, weight_decay: 0) }),
            OptimiserKind.Sgd => new SGD(
                new SGD.ParamGroup[]
                {
                    new(decayed, 0.1, momentum: Momentum, weight_decay: weightDecay, nesterov: true),
                    new(free, 0.1, momentum: Momentum, nesterov: true),
                },
                lr: 0.1),
            _ => throw new InvalidOperationException($"no such optimiser: {kind}"),
        };
    }

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        foreach (var (_, parameter) in parameters) parameter.grad = null;
    }

    /// <summary>One step against the gradients.</summary>
    /// <param name="learningRate">The rate of this step.</param>
    public void Step(double learningRate)
    {
        if (optimizer is null)
        {
            using var gradients = no_grad();
            steps++;
            if (kind == OptimiserKind.Sgd) OptimiserState.Sgd(states, learningRate, Momentum, steps == 1, get_num_threads());
            else OptimiserState.Adam(states, learningRate, kind == OptimiserKind.AdamW, steps, get_num_threads());
            return;
        }
        foreach (var group in optimizer.ParamGroups) group.LearningRate = learningRate;
        optimizer.step();
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
        foreach (var ((name, _), state) in parameters.Zip(optimizer.state_dict().State))
        {
            switch (state)
            {
                case Adam.State adam:
                    yield return ($"{name}.exp_avg", adam.exp_avg);
                    yield return ($"{name}.exp_avg_sq", adam.exp_avg_sq);
                    break;
                case AdamW.State adamW:
                    yield return ($"{name}.exp_avg", adamW.exp_avg);
                    yield return ($"{name}.exp_avg_sq", adamW.exp_avg_sq);
                    break;
                case SGD.State { momentum_buffer: { } buffer }:
                    yield return ($"{name}.momentum_buffer", buffer);
                    break;
            }
        }
    }

    /// <summary>Goes on from stored moments.</summary>
    /// <param name="steps">The number of steps that had been taken.</param>
    /// <param name="moments">The moments under the names of <see cref="Moments"/>.</param>
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
        foreach (var ((name, parameter), state) in parameters.Zip(optimizer.state_dict().State))
        {
            switch (state)
            {
                case Adam.State adam:
                    adam.step = steps;
                    adam.exp_avg.copy_(moments[$"{name}.exp_avg"]);
                    adam.exp_avg_sq.copy_(moments[$"{name}.exp_avg_sq"]);
                    break;
                case AdamW.State adamW:
                    adamW.step = steps;
                    adamW.exp_avg.copy_(moments[$"{name}.exp_avg"]);
                    adamW.exp_avg_sq.copy_(moments[$"{name}.exp_avg_sq"]);
                    break;
                case SGD.State sgd when moments.TryGetValue($"{name}.momentum_buffer", out var buffer):
                    sgd.momentum_buffer?.Dispose();
                    // In the parameter's memory order, as the optimiser itself makes it: sums over another order may round otherwise.
                    sgd.momentum_buffer = empty_like(parameter).detach_().copy_(buffer).DetachFromDisposeScope();
                    break;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        optimizer?.Dispose();
        states.ForEach(state => state.Dispose());
    }
}

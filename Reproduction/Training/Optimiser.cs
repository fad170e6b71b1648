using Reproduction.Kernels;
using Reproduction.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// An optimiser over a network's parameters, its rate set at every step and its state readable as named tensors.
/// Weight decay applies to tensors of two and more dimensions only: batch norms and biases are left alone.
/// </summary>
public abstract class Optimiser : IDisposable
{
    /// <summary>μ of Nesterov's momentum.</summary>
    private protected const double Momentum = 0.9;

    private readonly List<(string Name, Parameter Value)> parameters;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="kind">The rule.</param>
    /// <param name="named">The parameters with their names, by whether weight decay applies.</param>
    private protected Optimiser(OptimiserKind kind, ILookup<bool, (string Name, Parameter Value)> named)
    {
        Kind = kind;
        parameters = [.. named[true], .. named[false]];
    }

    /// <summary>The rule.</summary>
    private protected OptimiserKind Kind { get; }

    private string[] MomentNames => Kind == OptimiserKind.Sgd ? ["momentum_buffer"] : ["exp_avg", "exp_avg_sq"];

    /// <summary>
    /// An optimiser with empty moments. Where the kernels suit, they step each tensor in one pass (<see cref="KernelOptimiser"/>);
    /// elsewhere libtorch's operations step all of them at once (<see cref="LibTorchOptimiser"/>).
    /// </summary>
    /// <param name="kind">The rule.</param>
    /// <param name="network">Whose parameters are stepped.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="loss">What learns beside the network; the names of its parameters begin with <c>loss.</c></param>
    public static Optimiser Of(OptimiserKind kind, nn.Module network, double weightDecay, nn.Module? loss = null)
    {
        var beside = loss?.named_parameters().Select(parameter => ($"loss.{parameter.name}", parameter.parameter)) ?? [];
        var named = network.named_parameters().Concat(beside).ToLookup(parameter => parameter.parameter.dim() >= 2);
        return named.All(group => group.All(parameter => Arithmetic.Suits(parameter.parameter)))
            ? new KernelOptimiser(kind, named, weightDecay)
            : new LibTorchOptimiser(kind, named, weightDecay);
    }

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGradients()
    {
        foreach (var (_, parameter) in parameters) parameter.grad = null;
    }

    /// <summary>One step against the gradients; a parameter without one stays as it is.</summary>
    /// <param name="learningRate">The rate of this step.</param>
    public abstract void Step(double learningRate);

    /// <summary>
    /// The moments, named <c>PARAMETER.exp_avg</c>, <c>PARAMETER.exp_avg_sq</c> (Adam, AdamW) or <c>PARAMETER.momentum_buffer</c>
    /// (SGD, from the first step on). They stay the optimiser's own.
    /// </summary>
    public IEnumerable<(string Name, Tensor Value)> Moments() =>
        from parameter in MomentsOfParameters()
        from moment in MomentNames.Zip(parameter.Moments)
        select ($"{parameter.Name}.{moment.First}", moment.Second);

    /// <summary>What keeps stored moments from being this optimiser's, in words; null where nothing does.</summary>
    /// <param name="steps">The number of steps that had been taken.</param>
    /// <param name="moments">The moments under the names of <see cref="Moments"/>.</param>
    public string? Oddity(long steps, IReadOnlyDictionary<string, Tensor> moments)
    {
        string[] kinds = Kind != OptimiserKind.Sgd || steps > 0 ? MomentNames : [];
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
    /// <param name="moments">The moments under the names of <see cref="Moments"/>.</param>
    public void Restore(long steps, IReadOnlyDictionary<string, Tensor> moments)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        GoOnAfter(steps);
        foreach (var (name, value) in Moments()) value.copy_(moments[name]);
    }

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>Each parameter's moments as they are now, in the order of their names; none before there are any.</summary>
    private protected abstract IEnumerable<(string Name, Tensor[] Moments)> MomentsOfParameters();

    /// <summary>Takes it that steps were taken, and has room for their moments.</summary>
    /// <param name="steps">How many.</param>
    private protected abstract void GoOnAfter(long steps);
}

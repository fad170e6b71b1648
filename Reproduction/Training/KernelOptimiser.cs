using Reproduction.Kernels;
using Reproduction.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>The optimiser whose kernels step each tensor in one pass.</summary>
internal sealed class KernelOptimiser : Optimiser
{
    private readonly List<OptimiserState> states = [];
    private long steps;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="kind">The rule.</param>
    /// <param name="named">The parameters with their names, by whether weight decay applies.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    public KernelOptimiser(OptimiserKind kind, ILookup<bool, (string Name, Parameter Value)> named, double weightDecay) : base(kind, named)
    {
        foreach (var decays in new[] { true, false })
            foreach (var (name, value) in named[decays])
                states.Add(new(name, value, decays ? weightDecay : 0, kind != OptimiserKind.Sgd));
    }

    /// <inheritdoc />
    public override void Step(double learningRate)
    {
        using var gradients = no_grad();
        steps++;
        if (Kind == OptimiserKind.Sgd) Arithmetic.Run(new SgdKernel(states, learningRate, Momentum, steps == 1));
        else Arithmetic.Run(new AdamKernel(states, learningRate, Kind == OptimiserKind.AdamW, steps));
    }

    /// <inheritdoc />
    public override void Dispose() => states.ForEach(state => state.Dispose());

    /// <inheritdoc />
    private protected override IEnumerable<(string Name, Tensor[] Moments)> MomentsOfParameters() =>
        states.Select(state => (state.Name, MomentsOf(state)));

    /// <inheritdoc />
    private protected override void GoOnAfter(long steps) => this.steps = steps;

    // SGD's first step makes its momentum.
    private Tensor[] MomentsOf(OptimiserState state) =>
        state.Square is { } square ? [state.Mean, square] : steps > 0 ? [state.Mean] : [];
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Kernels;

/// <summary>One parameter with its moments, as the optimiser's kernel steps it.</summary>
/// <param name="name">The parameter's name.</param>
/// <param name="parameter">The parameter; its memory is contiguous or channels-last.</param>
/// <param name="weightDecay">λ.</param>
/// <param name="hasSquares">Whether the second moment is kept.</param>
internal sealed class OptimiserState(string name, Parameter parameter, double weightDecay, bool hasSquares) : IDisposable
{
    internal string Name => name;

    internal Parameter Parameter => parameter;

    /// <summary>m.</summary>
    internal Tensor Mean { get; } = ZerosLike(parameter);

    /// <summary>v, or null.</summary>
    internal Tensor? Square { get; } = hasSquares ? ZerosLike(parameter) : null;

    /// <summary>λ.</summary>
    internal double WeightDecay => weightDecay;

    /// <summary>Does some work on every piece of the parameters that have a gradient.</summary>
    internal static unsafe void ForPieces(IReadOnlyList<OptimiserState> states, int parts, PieceOfState work)
    {
        using var scope = NewDisposeScope();
        List<(OptimiserState State, nint Weights, nint Gradients)> stepped = [];
        foreach (var state in states)
        {
            if (state.Parameter.grad is not { } gradient) continue;
            var inOrder = SameOrder(gradient, state.Parameter);
            stepped.Add((state, (nint)Memory.Of(state.Parameter), (nint)Memory.Of(inOrder)));
        }
        Pieces.Run(
            [.. stepped.Select(tensors => tensors.State.Parameter.numel())], parts,
            (of, from, count) =>
            {
                var began = Profile.Begin();
                var (state, weights, gradients) = stepped[of];
                float* w = (float*)weights + from, g = (float*)gradients + from, m = Memory.Of(state.Mean) + from;
                work(state, w, g, m, state.Square is null ? null : Memory.Of(state.Square) + from, count);
                Profile.End(Work.Optimiser, began);
            });
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Mean.Dispose();
        Square?.Dispose();
    }

    private static Tensor ZerosLike(Parameter parameter)
    {
        using var gradients = no_grad();
        return zeros_like(parameter).DetachFromDisposeScope();
    }

    // A gradient's numbers in the parameter's order in memory; a dimension of one element has no order.
    private static Tensor SameOrder(Tensor gradient, Tensor parameter)
    {
        var (shape, mine, theirs) = (parameter.shape, parameter.stride(), gradient.stride());
        for (var i = 0; i < shape.Length; i++)
            if (shape[i] != 1 && mine[i] != theirs[i]) return empty_like(parameter).copy_(gradient);
        return gradient;
    }
}

/// <summary>What is done with a piece of a parameter: its weights, gradients and moments, v null where there is none.</summary>
internal unsafe delegate void PieceOfState(OptimiserState state, float* w, float* g, float* m, float* v, nint count);

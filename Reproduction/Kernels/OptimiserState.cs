using System.Runtime.Intrinsics;
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

    /// <summary>One step of Adam or AdamW over some parameters, those without a gradient left alone.</summary>
    internal static void Adam(IReadOnlyList<OptimiserState> states, double rate, bool isDecoupled, long step, int parts) =>
        ForPieces(states, parts,
            (state, w, g, from, count) => state.Adam(w, g, from, count, AdamStep.Of(rate, state.Decay, isDecoupled, step)));

    /// <summary>One step of SGD over some parameters, those without a gradient left alone.</summary>
    internal static void Sgd(IReadOnlyList<OptimiserState> states, double rate, double momentum, bool isFirst, int parts) =>
        ForPieces(states, parts,
            (state, w, g, from, count) => state.Sgd(w, g, from, count, new((float)rate, (float)momentum, (float)state.Decay, isFirst)));

    /// <inheritdoc />
    public void Dispose()
    {
        Mean.Dispose();
        Square?.Dispose();
    }

    private double Decay => weightDecay;

    private delegate void Work(OptimiserState state, nint weights, nint gradients, nint from, nint count);

    private static unsafe void ForPieces(IReadOnlyList<OptimiserState> states, int parts, Work work)
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
            (of, from, count) => work(stepped[of].State, stepped[of].Weights, stepped[of].Gradients, from, count));
    }

    private unsafe void Adam(nint weights, nint gradients, nint from, nint count, AdamStep step)
    {
        float* w = (float*)weights + from, g = (float*)gradients + from, m = Memory.Of(Mean) + from, v = Memory.Of(Square!) + from;
        if (Arithmetic.IsWide) OptimiserKernel<Vector512<float>, Simd512>.Adam(w, g, m, v, count, step);
        else OptimiserKernel<Vector256<float>, Simd256>.Adam(w, g, m, v, count, step);
    }

    private unsafe void Sgd(nint weights, nint gradients, nint from, nint count, SgdStep step)
    {
        float* w = (float*)weights + from, g = (float*)gradients + from, m = Memory.Of(Mean) + from;
        if (Arithmetic.IsWide) OptimiserKernel<Vector512<float>, Simd512>.Sgd(w, g, m, count, step);
        else OptimiserKernel<Vector256<float>, Simd256>.Sgd(w, g, m, count, step);
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

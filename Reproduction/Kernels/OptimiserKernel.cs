using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>
/// One step of an optimiser over one tensor in one pass, element by element as PyTorch's own optimisers compute it, so that
/// neither threads nor order matter to a bit:
/// <code>
/// Adam   g ← g + λw;  m ← m + (1 − β1)(g − m);  v ← β2·v + (1 − β2)g²;  w ← w − η/(1 − β1ᵗ) · m / (√v/√(1 − β2ᵗ) + ε)
/// AdamW  w ← w − ηλw, and then Adam with λ = 0
/// SGD    g ← g + λw;  m ← μm + g (at first m = g);  w ← w − η(g + μm)      (Nesterov's momentum)
/// </code>
/// </summary>
internal static unsafe class OptimiserKernel<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Adam(float* w, float* g, float* m, float* v, nint count, AdamStep step)
    {
        TVector keep = TSimd.Fill(step.Keep), penalty = TSimd.Fill(step.Penalty), fresh = TSimd.Fill(step.FreshMean);
        TVector old = TSimd.Fill(step.OldSquare), square = TSimd.Fill(step.FreshSquare);
        TVector rate = TSimd.Fill(step.Rate), correction = TSimd.Fill(step.Correction), epsilon = TSimd.Fill(step.Epsilon);
        nint i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width)
        {
            var weight = TSimd.Multiply(TSimd.Load(w + i), keep);
            var gradient = TSimd.MultiplyAdd(penalty, weight, TSimd.Load(g + i));
            var mean = TSimd.Load(m + i);
            mean = TSimd.MultiplyAdd(fresh, TSimd.Subtract(gradient, mean), mean);
            var variance = TSimd.MultiplyAdd(TSimd.Multiply(square, gradient), gradient, TSimd.Multiply(TSimd.Load(v + i), old));
            var root = TSimd.MultiplyAdd(TSimd.SquareRoot(variance), correction, epsilon);
            TSimd.Store(mean, m + i);
            TSimd.Store(variance, v + i);
            TSimd.Store(TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(rate, mean), root)), w + i);
        }
        if (i < count) Remainder(w + i, g + i, m + i, v + i, count - i, (a, b, c, d) => Adam(a, b, c, d, TSimd.Width, step));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Sgd(float* w, float* g, float* m, nint count, SgdStep step)
    {
        TVector penalty = TSimd.Fill(step.Penalty), momentum = TSimd.Fill(step.Momentum), rate = TSimd.Fill(-step.Rate);
        nint i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width)
        {
            var weight = TSimd.Load(w + i);
            var gradient = TSimd.MultiplyAdd(penalty, weight, TSimd.Load(g + i));
            var mean = step.IsFirst ? gradient : TSimd.MultiplyAdd(momentum, TSimd.Load(m + i), gradient);
            TSimd.Store(mean, m + i);
            TSimd.Store(TSimd.MultiplyAdd(rate, TSimd.MultiplyAdd(momentum, mean, gradient), weight), w + i);
        }
        if (i < count) Remainder(w + i, g + i, m + i, m + i, count - i, (a, b, c, _) => Sgd(a, b, c, TSimd.Width, step));
    }

    private delegate void Whole(float* w, float* g, float* m, float* v);

    // The elements after the last whole vector, by the same vector operations on a copy.
    private static void Remainder(float* w, float* g, float* m, float* v, nint count, Whole whole)
    {
        var width = TSimd.Width;
        var room = stackalloc float[4 * width];
        new Span<float>(room, 4 * width).Clear();
        var length = (int)count;
        new Span<float>(w, length).CopyTo(new(room, length));
        new Span<float>(g, length).CopyTo(new(room + width, length));
        new Span<float>(m, length).CopyTo(new(room + 2 * width, length));
        new Span<float>(v, length).CopyTo(new(room + 3 * width, length));
        whole(room, room + width, room + 2 * width, room + 3 * width);
        new Span<float>(room, length).CopyTo(new(w, length));
        // Where SGD has no second moment, v is m: the one that was written goes back last.
        new Span<float>(room + 3 * width, length).CopyTo(new(v, length));
        new Span<float>(room + 2 * width, length).CopyTo(new(m, length));
    }
}

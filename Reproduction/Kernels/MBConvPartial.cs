using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>What one part adds up of an inverted bottleneck's weights' gradients: W1 and F2 transposed, taps tap by tap.</summary>
internal readonly unsafe struct MBConvPartial
{
    private readonly float* memory;
    private readonly MBConvShape shape;

    internal MBConvPartial(Workspace workspace, MBConvShape shape)
    {
        this.shape = shape;
        memory = workspace.Floats(Size);
    }

    internal float* W1 => memory;

    internal float* W3 => memory + W1Size;

    internal float* Taps => W3 + W3Size;

    internal float* F1 => Taps + TapsSize;

    internal float* F2 => F1 + F1Size;

    internal float* F2Bias => F2 + F1Size;

    internal float* F1Bias => F2Bias + shape.Expanded;

    private int W1Size => shape.Expands ? shape.Input * shape.Expanded : 0;

    private int W3Size => shape.Output * shape.Expanded;

    private int TapsSize => shape.Kernel * shape.Kernel * shape.Expanded;

    private int F1Size => shape.Squeezed * shape.Expanded;

    private int Size => W1Size + W3Size + TapsSize + 2 * F1Size + shape.Expanded + shape.Squeezed;

    internal void Clear() => new Span<float>(memory, Size).Clear();

    /// <summary>Adds up what the parts found, each part some of the channels.</summary>
    /// <param name="partial">What they found; the first one is added to.</param>
    /// <param name="to">The gradients; are filled in.</param>
    /// <param name="part">The part.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Join<TVector, TSimd>(MBConvPartial[] partial, MBConvGradients to, int part)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var began = Profile.Begin();
        var (sum, parts) = (partial[0], partial.Length);
        var (e, k2, q) = (sum.shape.Expanded, sum.shape.Kernel * sum.shape.Kernel, sum.shape.Squeezed);
        var isLast = part == parts - 1;
        var (first, end) = sum.shape.Expands ? Team.Share(sum.shape.Input, part, parts) : (0, 0);
        var (from, until) = Team.Share(sum.W3Size, part, parts);
        for (var i = 1; i < parts; i++)
        {
            var other = partial[i];
            Add(sum.W1 + (nint)first * e, other.W1 + (nint)first * e, (end - first) * e);
            Add(sum.W3 + from, other.W3 + from, until - from);
            if (part == 0)
            {
                Add(sum.Taps, other.Taps, sum.TapsSize);
                Add(sum.F1, other.F1, sum.F1Size);
                Add(sum.F1Bias, other.F1Bias, q);
                Add(sum.F2Bias, other.F2Bias, e);
            }
            if (isLast) Add(sum.F2, other.F2, sum.F1Size);
        }
        if (sum.shape.Expands) Transposition.Share(sum.W1, sum.shape.Input, e, to.W1, part, parts);
        Copy(sum.W3 + from, to.W3 + from, until - from);
        if (part == 0)
        {
            Transposition.Share(sum.Taps, k2, e, to.Taps, 0, 1);
            Copy(sum.F1, to.F1, sum.F1Size);
            Copy(sum.F1Bias, to.F1Bias, q);
            Copy(sum.F2Bias, to.F2Bias, e);
        }
        if (isLast) Transposition.Share(sum.F2, q, e, to.F2, 0, 1);
        Profile.End(Work.Packing, began);

        static void Add(float* to, float* from, int count) => Flat<TVector, TSimd>.MultiplyAdd(to, null, from, count);
        static void Copy(float* from, float* to, int count) => new Span<float>(from, count).CopyTo(new(to, count));
    }
}

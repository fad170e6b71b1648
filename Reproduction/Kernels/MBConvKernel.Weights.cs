using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <content>Weights in the order in which the passes read them, and the parts' shares of their gradients.</content>
internal static unsafe partial class MBConvKernel<TVector, TSimd>
{
    // The weights as a pass reads them: those of products by columns of their own result, which on the way back are the transposed
    // matrix's.
    private static Packed Pack(MBConvShape shape, MBConvWeights weights, Workspace workspace, int parts, bool back = false)
    {
        var (c, e, o, k2) = (shape.Input, shape.Expanded, shape.Output, shape.Kernel * shape.Kernel);
        // W1 is E×C and W3 C'×E: forward their rows are the product's columns, on the way back its sum's terms.
        var (terms1, columns1, terms3, columns3) = back ? (e, c, o, e) : (c, e, e, o);
        var (termStep1, columnStep1, termStep3, columnStep3) = back ? (c, 1, e, 1) : (1, c, 1, e);
        var w1 = workspace.Floats(shape.Expands ? MatrixProduct<TVector, TSimd>.PackedSize(terms1, columns1) : 0);
        var w3 = workspace.Floats(MatrixProduct<TVector, TSimd>.PackedSize(terms3, columns3));
        var taps = workspace.Floats(k2 * e);
        var f2 = workspace.Floats(shape.Squeezed * e);
        Team.Run(parts, part =>
        {
            if (shape.Expands)
                MatrixProduct<TVector, TSimd>.Pack(
                    weights.W1, termStep1, columnStep1, terms1, columns1, w1,
                    Team.Share(MatrixProduct<TVector, TSimd>.Panels(columns1), part, parts));
            MatrixProduct<TVector, TSimd>.Pack(
                weights.W3, termStep3, columnStep3, terms3, columns3, w3,
                Team.Share(MatrixProduct<TVector, TSimd>.Panels(columns3), part, parts));
            Transpose(weights.Taps, e, k2, taps, Team.Share(e, part, parts));
            Transpose(weights.F2, e, shape.Squeezed, f2, Team.Share(e, part, parts));
        });
        return new(w1, w3, taps, f2);
    }

    // Some rows of a rows×columns matrix, transposed.
    private static void Transpose(float* from, int rows, int columns, float* to, (int From, int To) share) =>
        Transposition.Of(from + (nint)share.From * columns, columns, share.To - share.From, columns, to + share.From, rows);

    // Adds up what the parts found, each part some of the channels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(MBConvShape shape, Partial[] partial, MBConvGradients to, int part)
    {
        var (e, c, k2, q) = (shape.Expanded, shape.Output, shape.Kernel * shape.Kernel, shape.Squeezed);
        var parts = partial.Length;
        var (first, end) = shape.Expands ? Team.Share(shape.Input, part, parts) : (0, 0);
        for (var i = 1; i < parts; i++)
        {
            var other = partial[i];
            AddShare(partial[0].W1 + (nint)first * e, other.W1 + (nint)first * e, (end - first) * e, 0, 1);
            AddShare(partial[0].W3, other.W3, c * e, part, parts);
            if (part == 0)
            {
                AddShare(partial[0].Taps, other.Taps, k2 * e, 0, 1);
                AddShare(partial[0].F1, other.F1, q * e, 0, 1);
                AddShare(partial[0].F1Bias, other.F1Bias, q, 0, 1);
                AddShare(partial[0].F2Bias, other.F2Bias, e, 0, 1);
            }
            if (part == parts - 1) AddShare(partial[0].F2, other.F2, q * e, 0, 1);
        }
        var sum = partial[0];
        if (shape.Expands) Transpose(sum.W1, shape.Input, e, to.W1, (first, end));
        {
            var (from, until) = Team.Share(c * e, part, parts);
            new Span<float>(sum.W3 + from, until - from).CopyTo(new(to.W3 + from, until - from));
        }
        if (part == 0)
        {
            Transpose(sum.Taps, k2, e, to.Taps, (0, k2));
            new Span<float>(sum.F1, q * e).CopyTo(new(to.F1, q * e));
            new Span<float>(sum.F1Bias, q).CopyTo(new(to.F1Bias, q));
            new Span<float>(sum.F2Bias, e).CopyTo(new(to.F2Bias, e));
        }
        if (part == parts - 1) Transpose(sum.F2, q, e, to.F2, (0, q));
    }

    private static void AddShare(float* to, float* from, int count, int part, int parts)
    {
        var (first, end) = Team.Share(count, part, parts);
        Channelwise<TVector, TSimd>.MultiplyAdd(to + first, null, from + first, end - first);
    }

    /// <summary>Weights in the order in which the kernels read them.</summary>
    private readonly struct Packed(float* w1, float* w3, float* taps, float* f2)
    {
        internal float* W1 => w1;

        internal float* W3 => w3;

        internal float* Taps => taps;

        internal float* F2 => f2;
    }

    /// <summary>What one part adds up of the weights' gradients: W1 and F2 transposed, taps tap by tap.</summary>
    private readonly struct Partial
    {
        private readonly float* memory;
        private readonly int w1;
        private readonly int w3;
        private readonly int taps;
        private readonly int f1;
        private readonly int expanded;
        private readonly int squeezed;

        internal Partial(Workspace workspace, MBConvShape shape)
        {
            (expanded, squeezed) = (shape.Expanded, shape.Squeezed);
            w1 = shape.Expands ? shape.Input * expanded : 0;
            w3 = shape.Output * expanded;
            taps = shape.Kernel * shape.Kernel * expanded;
            f1 = squeezed * expanded;
            memory = workspace.Floats(Size);
        }

        private int Size => w1 + w3 + taps + 2 * f1 + expanded + squeezed;

        internal float* W1 => memory;

        internal float* W3 => memory + w1;

        internal float* Taps => W3 + w3;

        internal float* F1 => Taps + taps;

        internal float* F2 => F1 + f1;

        internal float* F2Bias => F2 + f1;

        internal float* F1Bias => F2Bias + expanded;

        internal void Clear() => new Span<float>(memory, Size).Clear();
    }
}

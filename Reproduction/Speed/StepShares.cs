using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reproduction.Kernels;
using static TorchSharp.torch;

namespace Reproduction.Speed;

/// <summary>
/// Where a training step's time goes: every pass of every block played again by itself, on buffers of its size, and timed. What
/// a block keeps in the cache from one pass to the next is there here too, because a group of images passes at a time.
/// </summary>
/// <param name="Convolution">Seconds of matrix products: 1×1 convolutions and stem, values and gradients.</param>
/// <param name="Depthwise">Seconds of depthwise convolutions, values and gradients.</param>
/// <param name="BatchNorm">Seconds of statistics, their gradients' sums, and the passes that apply them without SiLU.</param>
/// <param name="Activation">Seconds of the passes with SiLU, which apply the batch norm before it too.</param>
public sealed unsafe record StepShares(double Convolution, double Depthwise, double BatchNorm, double Activation)
{
    /// <summary>Plays the passes of some layers.</summary>
    /// <param name="layers">The blocks of a network; stem and head are given as blocks without depthwise convolution.</param>
    /// <param name="rounds">How often; the least time of each pass counts.</param>
    internal static StepShares Of(IReadOnlyList<ShareLayer> layers, int rounds) =>
        Arithmetic.IsWide
            ? Replay<Vector512<float>, Simd512>.Of(layers, rounds)
            : Replay<Vector256<float>, Simd256>.Of(layers, rounds);

    /// <summary>The best that a step could be: its multiply-adds at the rate of a matrix product and its bytes at that of a copy.</summary>
    /// <param name="multiplyAdds">Multiply-adds of a step.</param>
    /// <param name="bytes">Bytes that a step reads and writes at least.</param>
    public static (double Seconds, double MultiplyAddsPerSecond, double BytesPerSecond) Floor(double multiplyAdds, double bytes)
    {
        using var scope = NewDisposeScope();
        const int side = 1536;
        var (a, b) = (randn(side, side), randn(side, side));
        var product = Best(() => a.mm(b).Dispose());
        const int floats = 1 << 26;
        float* from = (float*)NativeMemory.AllocZeroed(floats, sizeof(float)), to = (float*)NativeMemory.AllocZeroed(floats, sizeof(float));
        var parts = get_num_threads();
        var copy = Best(() => Team.Run(parts, part =>
        {
            var (first, end) = Team.Share(floats, part, parts);
            new Span<float>(from + first, end - first).CopyTo(new(to + first, end - first));
        }));
        NativeMemory.Free(from);
        NativeMemory.Free(to);
        var (rate, speed) = (Math.Pow(side, 3) / product, 2.0 * floats * sizeof(float) / copy);
        return (multiplyAdds / rate + bytes / speed, rate, speed);
    }

    internal static double Best(Action work, int times = 5)
    {
        work();
        var best = double.MaxValue;
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return best;
    }

    private static class Replay<TVector, TSimd>
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        internal static StepShares Of(IReadOnlyList<ShareLayer> layers, int rounds)
        {
            double convolution = 0, depthwise = 0, norm = 0, activation = 0;
            var parts = get_num_threads();
            foreach (var layer in layers)
            {
                using var workspace = Workspace.Rent();
                var (e, size) =
                    (layer.Inner,
                        new DepthwiseSize(layer.Side, layer.Side, layer.Inner, layer.Kernel == 0 ? 3 : layer.Kernel, layer.Stride));
                var (pixels, output) = (layer.Side * layer.Side, layer.Kernel == 0 ? 0 : size.OutputHeight * size.OutputWidth);
                var group = Math.Clamp((1 << 17) / (pixels * e), 1, layer.Images);
                var wide = (nint)workspace.Zeros(layer.Images * pixels * e);
                var half = (nint)workspace.Zeros(layer.Images * Math.Max(output, 1) * e);
                var narrow = (nint)workspace.Zeros(layer.Images * pixels * Math.Max(layer.Input, layer.Output));
                var line = (nint)workspace.Zeros(4 * e);
                var packed = (nint)workspace.Zeros(2 * Math.Max(layer.Input, layer.Output) * (e + 64));
                var (scratch, sums, grown, moments) = (new nint[parts], new nint[parts], new nint[parts], new Moments[parts]);
                for (var part = 0; part < parts; part++)
                {
                    scratch[part] = (nint)workspace.Zeros(Math.Max(group * pixels * e, layer.Side * size.PaddedWidth * e));
                    sums[part] = (nint)workspace.Zeros(6 * e);
                    grown[part] = (nint)workspace.Zeros(Math.Max(layer.Input + 4, Math.Max(layer.Output, 25)) * e);
                    moments[part] = new(e);
                }
                double Time(Action<int, int, int> work) => Best(
                    () => Team.Run(parts, part =>
                    {
                        var (from, to) = Team.Share(layer.Images, part, parts);
                        for (var first = from; first < to; first += group) work(part, first, Math.Min(group, to - first));
                    }),
                    rounds);
                float* Wide(int image) => (float*)wide + (nint)image * pixels * e;
                float* Half(int image) => (float*)half + (nint)image * output * e;

                if (layer.Expands)
                {
                    var (k, rows) = ((layer.Input + 3) / 4 * 4, pixels);
                    convolution += Time((part, first, count) =>
                    {
                        var x = (float*)narrow + (nint)first * rows * layer.Input;
                        MatrixProduct<TVector, TSimd>.Multiply(x, count * rows, (float*)packed, layer.Input, e, Wide(first));
                        if (layer.BackToInput)
                            MatrixProduct<TVector, TSimd>.Multiply((float*)scratch[part], count * rows, (float*)packed, e, layer.Input, x);
                        MatrixProduct<TVector, TSimd>.AddOuter(x, layer.Input / 4 * 4, (float*)scratch[part], e, count * rows,
                            (float*)grown[part]);
                    });
                    norm += Time((part, first, count) =>
                    {
                        Channelwise<TVector, TSimd>.AddMoments(Wide(first), count * rows, e, moments[part], (float*)sums[part]);
                        Channelwise<TVector, TSimd>.AddGradientSums(Wide(first), 1, Wide(first), count * rows, e, (float*)line,
                            (double*)sums[part], (float*)(sums[part] + 16 * e));
                        Channelwise<TVector, TSimd>.NormGradient(Wide(first), 1, Wide(first), count * rows, e, (float*)line, (float*)line,
                            (float*)line, (float*)scratch[part]);
                    });
                    activation += Time((part, first, count) =>
                    {
                        Channelwise<TVector, TSimd>.NormaliseAndActivate(Wide(first), count * rows, e, (float*)line, (float*)line,
                            (float*)scratch[part]);
                        Channelwise<TVector, TSimd>.ActivateWithSlope(Wide(first), count * rows, e, (float*)line, (float*)line,
                            (float*)scratch[part], Wide(first));
                        Channelwise<TVector, TSimd>.MultiplyAdd(Wide(first), (float*)scratch[part], null, (nint)count * rows * e);
                    });
                }
                if (layer.Kernel == 0) continue;
                depthwise += Time((part, first, count) =>
                {
                    for (var image = first; image < first + count; image++)
                    {
                        Depthwise<TVector, TSimd>.Forward((float*)scratch[part], size, (float*)grown[part], Half(image));
                        Depthwise<TVector, TSimd>.AddWeightGradient((float*)scratch[part], (float*)scratch[part], size,
                            (float*)grown[part]);
                        Depthwise<TVector, TSimd>.InputGradient((float*)scratch[part], size, (float*)grown[part], Wide(image));
                    }
                });
                norm += Time((part, first, count) =>
                {
                    var rows = count * output;
                    Channelwise<TVector, TSimd>.AddMoments(Half(first), rows, e, moments[part], (float*)sums[part]);
                    Channelwise<TVector, TSimd>.AddGradientSums(Half(first), 1, Half(first), rows, e, (float*)line, (double*)sums[part],
                        (float*)(sums[part] + 16 * e));
                    Channelwise<TVector, TSimd>.NormGradient(Half(first), 1, Half(first), rows, e, (float*)line, (float*)line, (float*)line,
                        (float*)scratch[part]);
                });
                activation += Time((part, first, count) =>
                {
                    var rows = count * output;
                    Channelwise<TVector, TSimd>.NormaliseAndActivate(Half(first), rows, e, (float*)line, (float*)line,
                        (float*)scratch[part]);
                    Channelwise<TVector, TSimd>.ActivateWithSlope(Half(first), rows, e, (float*)line, (float*)line, (float*)scratch[part],
                        Half(first));
                });
                convolution += Time((part, first, count) =>
                {
                    var rows = count * output;
                    var x = (float*)narrow + (nint)first * output * layer.Output;
                    MatrixProduct<TVector, TSimd>.Multiply((float*)scratch[part], rows, (float*)packed, e, layer.Output, x);
                    MatrixProduct<TVector, TSimd>.Multiply(x, rows, (float*)packed, layer.Output, e, (float*)scratch[part]);
                    MatrixProduct<TVector, TSimd>.AddOuter(x, layer.Output, (float*)scratch[part], e, rows, (float*)grown[part]);
                });
            }
            return new(convolution, depthwise, norm, activation);
        }
    }
}

/// <summary>The sizes of one layer of a network, as <see cref="StepShares"/> plays it.</summary>
/// <param name="Images">N.</param>
/// <param name="Side">Side of the map that the inner channels have before the depthwise convolution.</param>
/// <param name="Input">Inputs of the first product.</param>
/// <param name="Inner">Channels inside, or the output of stem and head.</param>
/// <param name="Output">Channels of the output.</param>
/// <param name="Kernel">Side of the depthwise kernel; 0 for stem and head.</param>
/// <param name="Stride">Stride of the depthwise convolution.</param>
/// <param name="Expands">Whether there is a first product.</param>
/// <param name="BackToInput">Whether the gradient at the input is needed.</param>
internal sealed record ShareLayer(
    int Images, int Side, int Input, int Inner, int Output, int Kernel, int Stride, bool Expands, bool BackToInput)
{
    private int OutputSide => Kernel == 0 ? Side : (Side - 1) / Stride + 1;

    /// <summary>Multiply-adds of a training step: values, and the gradients at inputs and weights.</summary>
    internal double MultiplyAdds
    {
        get
        {
            var (wide, after) = ((double)Images * Side * Side * Inner, (double)Images * OutputSide * OutputSide * Inner);
            var first = Expands ? wide * Input * (BackToInput ? 3 : 2) : 0;
            return first + (Kernel == 0 ? 0 : 3 * after * (Kernel * Kernel + Output));
        }
    }

    /// <summary>
    /// Bytes that must pass between memory and processor where the cache holds one group of images: each tensor that a batch norm
    /// stops at is written and read once forward and read twice backward, and so on for gradients.
    /// </summary>
    internal double Bytes
    {
        get
        {
            var (x, wide) = ((double)Images * Side * Side * Input, (double)Images * Side * Side * Inner);
            var (after, y) = ((double)Images * OutputSide * OutputSide * Inner, (double)Images * OutputSide * OutputSide * Output);
            if (Kernel == 0) return sizeof(float) * (2 * x + 7 * wide);
            return sizeof(float) * ((Expands ? 3 * x + 6 * wide : 3 * x) + 6 * after + 8 * y);
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Reproduction.KnownAnswers;

/// <summary>
/// The operations and their gradients in plain loops, which share nothing with libtorch or with the kernels. Images are N·H·W·C and
/// weights C'·k·k·C. Convolutions and products are given small whole numbers: every sum of them is below 2²⁴, so that it is exact in
/// float32, whatever its order and how often it is rounded on the way.
/// </summary>
internal static class OwnArithmetic
{
    /// <summary>y = x·wᵀ + bias.</summary>
    /// <param name="rows">Rows of x.</param>
    /// <param name="x">rows×C.</param>
    /// <param name="w">C'×C.</param>
    /// <param name="bias">C', or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float[] Product(int rows, float[] x, float[] w, float[]? bias = null)
    {
        var (input, output) = (x.Length / rows, w.Length / (x.Length / rows));
        var y = new float[rows * output];
        for (var at = 0; at < y.Length; at++)
        {
            var row = x.AsSpan(at / output * input, input);
            var weights = w.AsSpan(at % output * input, input);
            var sums = Vector<float>.Zero;
            var c = 0;
            for (; c <= input - Vector<float>.Count; c += Vector<float>.Count)
                sums += new Vector<float>(row[c..]) * new Vector<float>(weights[c..]);
            y[at] = Vector.Sum(sums);
            for (; c < input; c++) y[at] += row[c] * weights[c];
            if (bias is not null) y[at] += bias[at % output];
        }
        return y;
    }

    /// <summary>The gradients of x·wᵀ + bias at x, w and the bias, for a gradient dy at y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float[][] ProductGradients(int rows, float[] x, float[] w, float[] dy)
    {
        var (input, output) = (x.Length / rows, dy.Length / rows);
        var (dx, dw, dBias) = (new float[x.Length], new float[w.Length], new float[output]);
        for (var at = 0; at < dy.Length; at++)
        {
            dBias[at % output] += dy[at];
            var (row, weights) = (at / output * input, at % output * input);
            for (var c = 0; c < input; c++)
            {
                dx[row + c] += dy[at] * w[weights + c];
                dw[weights + c] += dy[at] * x[row + c];
            }
        }
        return [dx, dw, dBias];
    }

    /// <summary>Convolution with "same" padding and its gradients.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">N·H·W·C.</param>
    /// <param name="w">C'·k·k·(C/groups).</param>
    /// <param name="dy">N·H'·W'·C'.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (float[] Y, float[] Dx, float[] Dw) Convolution(Map shape, float[] x, float[] w, float[] dy)
    {
        var (y, dx, dw) = (new float[dy.Length], new float[x.Length], new float[w.Length]);
        var (each, of, padding) = (shape.Input / shape.Groups, shape.Output / shape.Groups, shape.Kernel / 2);
        for (var at = 0; at < y.Length; at++)
        {
            var channel = at % shape.Output;
            var pixel = at / shape.Output;
            var (column, row, image) =
                (pixel % shape.OutputSide, pixel / shape.OutputSide % shape.OutputSide, pixel / shape.OutputSide / shape.OutputSide);
            for (var tap = 0; tap < shape.Kernel * shape.Kernel; tap++)
            {
                var (i, j) = (row * shape.Stride + tap / shape.Kernel - padding, column * shape.Stride + tap % shape.Kernel - padding);
                if (i < 0 || j < 0 || i >= shape.Side || j >= shape.Side) continue;
                var from = ((image * shape.Side + i) * shape.Side + j) * shape.Input + channel / of * each;
                var weight = (channel * shape.Kernel * shape.Kernel + tap) * each;
                for (var c = 0; c < each; c++)
                {
                    y[at] += x[from + c] * w[weight + c];
                    dx[from + c] += dy[at] * w[weight + c];
                    dw[weight + c] += dy[at] * x[from + c];
                }
            }
        }
        return (y, dx, dw);
    }

    /// <summary>Batch norm in training over rows×C: y, then the gradients at x, γ and β.</summary>
    internal static float[][] Norm(int channels, float[] x, float[] gamma, float[] beta, double epsilon, float[] dy)
    {
        var (y, dx, dGamma, dBeta) = (new float[x.Length], new float[x.Length], new float[channels], new float[channels]);
        var rows = x.Length / channels;
        for (var c = 0; c < channels; c++)
        {
            double mean = 0, variance = 0, sum = 0, product = 0;
            for (var i = c; i < x.Length; i += channels) mean += (double)x[i] / rows;
            for (var i = c; i < x.Length; i += channels) variance += (x[i] - mean) * (x[i] - mean) / rows;
            var deviation = Math.Sqrt(variance + epsilon);
            for (var i = c; i < x.Length; i += channels)
            {
                sum += dy[i];
                product += dy[i] * (x[i] - mean) / deviation;
            }
            for (var i = c; i < x.Length; i += channels)
            {
                var normal = (x[i] - mean) / deviation;
                y[i] = (float)(gamma[c] * normal + beta[c]);
                dx[i] = (float)(gamma[c] / deviation * (dy[i] - sum / rows - normal * product / rows));
            }
            (dGamma[c], dBeta[c]) = ((float)product, (float)sum);
        }
        return [y, dx, dGamma, dBeta];
    }

    /// <summary>x·σ(x) and its gradient.</summary>
    internal static float[][] Silu(float[] x, float[] dy)
    {
        var (y, dx) = (new float[x.Length], new float[x.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            var gate = 1 / (1 + Math.Exp(-x[i]));
            (y[i], dx[i]) = ((float)(x[i] * gate), (float)(dy[i] * gate * (1 + x[i] * (1 - gate))));
        }
        return [y, dx];
    }

    /// <summary>Means over the pixels of N·pixels·C and their gradient, for a gradient N·C. A sum of eighths is exact.</summary>
    internal static float[][] Pool(int channels, int pixels, float[] x, float[] dy)
    {
        var (y, dx) = (new float[dy.Length], new float[x.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            var to = i / (pixels * channels) * channels + i % channels;
            y[to] += x[i];
            dx[i] = dy[to] / pixels;
        }
        for (var i = 0; i < y.Length; i++) y[i] /= pixels;
        return [y, dx];
    }

    /// <summary>The logarithm of softmax along the rows of N×K, and its gradient.</summary>
    internal static float[][] LogSoftmax(int classes, float[] x, float[] dy)
    {
        var (y, dx) = (new float[x.Length], new float[x.Length]);
        for (var row = 0; row < x.Length; row += classes)
        {
            double total = 0, sum = 0;
            for (var i = row; i < row + classes; i++)
            {
                total += Math.Exp(x[i]);
                sum += dy[i];
            }
            for (var i = row; i < row + classes; i++)
            {
                y[i] = (float)(x[i] - Math.Log(total));
                dx[i] = (float)(dy[i] - Math.Exp(x[i]) / total * sum);
            }
        }
        return [y, dx];
    }

    /// <summary>The sizes of a convolution of square maps.</summary>
    /// <param name="Images">N.</param>
    /// <param name="Side">H and W.</param>
    /// <param name="Input">C.</param>
    /// <param name="Output">C'.</param>
    /// <param name="Kernel">k.</param>
    /// <param name="Stride">Stride.</param>
    /// <param name="Groups">1, or C for a depthwise convolution.</param>
    internal readonly record struct Map(int Images, int Side, int Input, int Output, int Kernel, int Stride, int Groups)
    {
        internal int OutputSide => (Side - 1) / Stride + 1;
    }
}

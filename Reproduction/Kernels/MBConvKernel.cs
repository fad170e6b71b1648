using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>
/// An inverted bottleneck in one piece over N·H·W·C, with E channels inside:
/// <code>
/// u1 = x·W1ᵀ              s1 = SiLU(norm1(u1))      (where nothing is expanded s1 = x)
/// u2 = depthwise(s1)      s2 = SiLU(norm2(u2))
/// p = mean over pixels of s2,  q = F1·p + f1,  v = F2·SiLU(q) + f2,  g = σ(v)
/// u3 = (s2·g)·W3ᵀ         y = norm3(u3)·keep + x    (x where the block is residual; keep: stochastic depth's row mask)
/// </code>
/// Only u1, u2 and u3 are kept; everything else is computed again on the way back, a few images at a time, in the cache. A batch
/// norm needs the whole batch's statistics, so the parts meet once after each. What each part does depends on the sizes and the
/// number of parts alone.
/// </summary>
internal static unsafe class MBConvKernel<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>Training's forward pass.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">Parameters and buffers; running statistics move.</param>
    /// <param name="x">N·H·W·C input.</param>
    /// <param name="keep">N factors, or null.</param>
    /// <param name="saved">What the backward pass needs; is filled in.</param>
    /// <param name="y">N·H'·W'·C' output.</param>
    /// <param name="parts">Number of threads.</param>
    internal static void Forward(MBConvShape shape, MBConvWeights weights, float* x, float* keep, MBConvSaved saved, float* y, int parts)
    {
        using var workspace = Workspace.Rent();
        var packed = Pack(shape, weights, workspace, parts);
        var (n, e) = (shape.Images, shape.Expanded);
        var sums = Buffers(workspace, parts, 2 * Math.Max(e, shape.Output));
        var images = Buffers(workspace, parts, shape.PaddedImage);
        var groups = Buffers(workspace, parts, shape.Group * shape.OutputPixels * e);
        var size = shape.Depthwise;

        if (shape.Expands)
        {
            var moments = NewMoments(parts, e);
            Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
            {
                var u1 = saved.U1 + (nint)first * shape.Pixels * e;
                MatrixProduct<TVector, TSimd>.Multiply(x + (nint)first * shape.Pixels * shape.Input, count * shape.Pixels, packed.W1, shape.Input, e, u1);
                Channelwise<TVector, TSimd>.AddMoments(u1, count * shape.Pixels, e, moments[part], (float*)sums[part]);
            }));
            weights.Norm1.Train(moments, (long)n * shape.Pixels, saved.Norm1);
        }

        var moments2 = NewMoments(parts, e);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            for (var image = first; image < first + count; image++)
            {
                PadActivated(shape, shape.Expands ? saved.U1 : x, saved.Norm1, image, (float*)images[part], null);
                Depthwise<TVector, TSimd>.Forward((float*)images[part], size, packed.Taps, saved.U2 + (nint)image * shape.OutputPixels * e);
            }
            Channelwise<TVector, TSimd>.AddMoments(
                saved.U2 + (nint)first * shape.OutputPixels * e, count * shape.OutputPixels, e, moments2[part], (float*)sums[part]);
        }));
        weights.Norm2.Train(moments2, (long)n * shape.OutputPixels, saved.Norm2);

        var moments3 = NewMoments(parts, shape.Output);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            var s2 = (float*)groups[part];
            Channelwise<TVector, TSimd>.NormaliseAndActivate(
                saved.U2 + (nint)first * shape.OutputPixels * e, count * shape.OutputPixels, e, saved.Norm2.Scale, saved.Norm2.Shift, s2);
            for (var image = 0; image < count; image++)
            {
                var of = s2 + (nint)image * shape.OutputPixels * e;
                Gate(shape, weights, packed.F2, of, saved.Pooled(first + image), saved.Squeezed(first + image), saved.Gate(first + image));
                Channelwise<TVector, TSimd>.Scale(of, shape.OutputPixels, e, saved.Gate(first + image), of);
            }
            var u3 = saved.U3 + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(s2, count * shape.OutputPixels, packed.W3, e, shape.Output, u3);
            Channelwise<TVector, TSimd>.AddMoments(u3, count * shape.OutputPixels, shape.Output, moments3[part], (float*)sums[part]);
        }));
        weights.Norm3.Train(moments3, (long)n * shape.OutputPixels, saved.Norm3);

        Team.Run(parts, part =>
        {
            var (from, to) = Team.Share(n, part, parts);
            var floats = (nint)shape.OutputPixels * shape.Output;
            for (var image = from; image < to; image++)
                Channelwise<TVector, TSimd>.Normalise(
                    saved.U3 + image * floats, shape.OutputPixels, shape.Output, saved.Norm3.Scale, saved.Norm3.Shift,
                    keep == null ? 1 : keep[image], shape.Residual ? x + image * floats : null, y + image * floats);
        });
    }

    /// <summary>Evaluation: with running statistics no part waits for another, and nothing is kept.</summary>
    internal static void Evaluate(MBConvShape shape, MBConvWeights weights, float* x, float* y, int parts)
    {
        using var workspace = Workspace.Rent();
        var packed = Pack(shape, weights, workspace, parts);
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var norm1 = new NormLine(workspace.Floats(4 * e), e);
        var norm2 = new NormLine(workspace.Floats(4 * e), e);
        var norm3 = new NormLine(workspace.Floats(4 * shape.Output), shape.Output);
        if (shape.Expands) weights.Norm1.Evaluate(norm1);
        weights.Norm2.Evaluate(norm2);
        weights.Norm3.Evaluate(norm3);
        var expanded = Buffers(workspace, parts, shape.Expands ? shape.Group * shape.Pixels * e : 0);
        var images = Buffers(workspace, parts, shape.PaddedImage);
        var groups = Buffers(workspace, parts, shape.Group * shape.OutputPixels * e);
        var gates = Buffers(workspace, parts, 2 * e + shape.Squeezed);

        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            var input = x + (nint)first * shape.Pixels * shape.Input;
            var u1 = shape.Expands ? (float*)expanded[part] : input;
            var s2 = (float*)groups[part];
            if (shape.Expands) MatrixProduct<TVector, TSimd>.Multiply(input, count * shape.Pixels, packed.W1, shape.Input, e, u1);
            var pooled = (float*)gates[part];
            for (var image = 0; image < count; image++)
            {
                var of = s2 + (nint)image * shape.OutputPixels * e;
                PadActivated(shape, u1, norm1, image, (float*)images[part], null);
                Depthwise<TVector, TSimd>.Forward((float*)images[part], size, packed.Taps, of);
                Channelwise<TVector, TSimd>.NormaliseAndActivate(of, shape.OutputPixels, e, norm2.Scale, norm2.Shift, of);
                Gate(shape, weights, packed.F2, of, pooled, pooled + 2 * e, pooled + e);
                Channelwise<TVector, TSimd>.Scale(of, shape.OutputPixels, e, pooled + e, of);
            }
            var result = y + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(s2, count * shape.OutputPixels, packed.W3, e, shape.Output, result);
            Channelwise<TVector, TSimd>.Normalise(
                result, count * shape.OutputPixels, shape.Output, norm3.Scale, norm3.Shift, 1, shape.Residual ? input : null, result);
        }));
    }

    /// <summary>Training's backward pass.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">The parameters.</param>
    /// <param name="x">The input.</param>
    /// <param name="keep">N factors, or null.</param>
    /// <param name="saved">What the forward pass kept.</param>
    /// <param name="dy">Gradient at the output, N·H'·W'·C'.</param>
    /// <param name="to">The gradients; are filled in.</param>
    /// <param name="parts">Number of threads.</param>
    internal static void Backward(
        MBConvShape shape, MBConvWeights weights, float* x, float* keep, MBConvSaved saved, float* dy, MBConvGradients to, int parts)
    {
        using var workspace = Workspace.Rent();
        var (n, e, c, k) = (shape.Images, shape.Expanded, shape.Output, shape.Kernel);
        var (pixels, outputPixels, size) = (shape.Pixels, shape.OutputPixels, shape.Depthwise);
        var packed = PackBack(shape, weights, workspace, parts);
        var sums = Buffers(workspace, parts, 2 * Math.Max(e, c));
        var partial = new Partial[parts];
        for (var part = 0; part < parts; part++) partial[part] = new(workspace, shape);
        var widest = Math.Max(e, c);
        var (slope, offset) = ((nint)workspace.Floats(widest), (nint)workspace.Floats(widest));
        var totals = (nint)workspace.Doubles(parts * 2 * widest);
        double* Totals(int part, int channels) => (double*)totals + (nint)part * 2 * channels;
        float Keep(int image) => keep == null ? 1 : keep[image];

        // Through norm3: its sums.
        Team.Run(parts, part =>
        {
            partial[part].Clear();
            var (from, until) = Team.Share(n, part, parts);
            var floats = (nint)outputPixels * c;
            for (var image = from; image < until; image++)
                Channelwise<TVector, TSimd>.AddGradientSums(
                    dy + image * floats, Keep(image), saved.U3 + image * floats, outputPixels, c, saved.Norm3.Mean, Totals(part, c), (float*)sums[part]);
        });
        weights.Norm3.Gradient((double*)totals, parts, (long)n * outputPixels, saved.Norm3, to.Gamma3, to.Beta3, (float*)slope, (float*)offset);
        new Span<double>((void*)totals, parts * 2 * widest).Clear();

        // Through the projection, the gate and the second activation: the gradient at norm2's output.
        var da2 = (nint)workspace.Floats(n * outputPixels * e);
        var du3s = Buffers(workspace, parts, shape.Group * outputPixels * c);
        var dzs = Buffers(workspace, parts, shape.Group * outputPixels * e);
        var zs = Buffers(workspace, parts, shape.Group * outputPixels * e);
        var gates = Buffers(workspace, parts, 2 * e + 2 * shape.Squeezed);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            float* du3 = (float*)du3s[part], dz = (float*)dzs[part], z = (float*)zs[part];
            var slopes = (float*)da2 + (nint)first * outputPixels * e;
            var u2 = saved.U2 + (nint)first * outputPixels * e;
            for (var image = 0; image < count; image++)
            {
                var at = (nint)(first + image) * outputPixels * c;
                Channelwise<TVector, TSimd>.NormGradient(
                    dy + at, Keep(first + image), saved.U3 + at, outputPixels, c, saved.Norm3.Scale, (float*)slope, (float*)offset,
                    du3 + (nint)image * outputPixels * c);
            }
            MatrixProduct<TVector, TSimd>.Multiply(du3, count * outputPixels, packed.W3, c, e, dz);
            Channelwise<TVector, TSimd>.ActivateWithSlope(u2, count * outputPixels, e, saved.Norm2.Scale, saved.Norm2.Shift, z, slopes);
            for (var image = 0; image < count; image++)
            {
                var at = (nint)image * outputPixels * e;
                var dg = (float*)gates[part];
                GateGradient(shape, weights, packed.F2, dz + at, z + at, first + image, saved, partial[part], dg);
                Channelwise<TVector, TSimd>.Scale(z + at, outputPixels, e, saved.Gate(first + image), z + at);
                Channelwise<TVector, TSimd>.GateGradient(dz + at, outputPixels, e, saved.Gate(first + image), dg, slopes + at);
            }
            MatrixProduct<TVector, TSimd>.AddOuter(du3, c, z, e, count * outputPixels, partial[part].W3);
            Channelwise<TVector, TSimd>.AddGradientSums(slopes, 1, u2, count * outputPixels, e, saved.Norm2.Mean, Totals(part, e), (float*)sums[part]);
        }));
        weights.Norm2.Gradient((double*)totals, parts, (long)n * outputPixels, saved.Norm2, to.Gamma2, to.Beta2, (float*)slope, (float*)offset);
        new Span<double>((void*)totals, parts * 2 * widest).Clear();

        // Through the depthwise convolution and the first activation: the gradient at norm1's output, or at the input.
        var da1 = shape.Expands ? (nint)workspace.Floats(n * pixels * e) : (nint)to.Input;
        var images = Buffers(workspace, parts, shape.PaddedImage);
        var du2s = Buffers(workspace, parts, shape.PaddedOutputImage);
        var ds1s = Buffers(workspace, parts, pixels * e);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            float* s1 = (float*)images[part], du2 = (float*)du2s[part], ds1 = (float*)ds1s[part];
            for (var image = first; image < first + count; image++)
            {
                PadGradient(shape, (float*)da2, saved, image, (float*)slope, (float*)offset, du2);
                var slopes = (float*)da1 + (nint)image * pixels * e;
                PadActivated(shape, shape.Expands ? saved.U1 : x, saved.Norm1, image, s1, slopes);
                Depthwise<TVector, TSimd>.AddWeightGradient(du2, s1, size, partial[part].Taps);
                if (shape.Expands)
                {
                    Depthwise<TVector, TSimd>.InputGradient(du2, size, packed.Taps, ds1);
                    Channelwise<TVector, TSimd>.MultiplyAdd(slopes, ds1, null, (nint)pixels * e);
                }
                else
                {
                    Depthwise<TVector, TSimd>.InputGradient(du2, size, packed.Taps, slopes);
                    if (shape.Residual) Channelwise<TVector, TSimd>.MultiplyAdd(slopes, null, dy + (nint)image * pixels * e, (nint)pixels * e);
                }
            }
            if (shape.Expands)
                Channelwise<TVector, TSimd>.AddGradientSums(
                    (float*)da1 + (nint)first * pixels * e, 1, saved.U1 + (nint)first * pixels * e, count * pixels, e, saved.Norm1.Mean,
                    Totals(part, e), (float*)sums[part]);
        }));

        // Through norm1 and the expansion: the gradient at the input.
        if (shape.Expands)
        {
            weights.Norm1.Gradient((double*)totals, parts, (long)n * pixels, saved.Norm1, to.Gamma1, to.Beta1, (float*)slope, (float*)offset);
            var du1s = Buffers(workspace, parts, shape.Group * pixels * e);
            Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
            {
                var du1 = (float*)du1s[part];
                var at = (nint)first * pixels;
                Channelwise<TVector, TSimd>.NormGradient(
                    (float*)da1 + at * e, 1, saved.U1 + at * e, count * pixels, e, saved.Norm1.Scale, (float*)slope, (float*)offset, du1);
                MatrixProduct<TVector, TSimd>.Multiply(du1, count * pixels, packed.W1, e, shape.Input, to.Input + at * shape.Input);
                if (shape.Residual)
                    Channelwise<TVector, TSimd>.MultiplyAdd(to.Input + at * shape.Input, null, dy + at * shape.Input, (nint)count * pixels * shape.Input);
                MatrixProduct<TVector, TSimd>.AddOuter(x + at * shape.Input, shape.Input, du1, e, count * pixels, partial[part].W1);
            }));
        }
        Team.Run(parts, part => Join(shape, partial, to, part));
    }

    // Squeeze and excitation of one image.
    private static void Gate(MBConvShape shape, MBConvWeights weights, float* f2, float* s2, float* pooled, float* squeezed, float* gate)
    {
        var e = shape.Expanded;
        new Span<float>(pooled, e).Clear();
        Channelwise<TVector, TSimd>.AddColumnSums(s2, null, shape.OutputPixels, e, pooled);
        for (var i = 0; i < e; i++) pooled[i] /= shape.OutputPixels;
        new Span<float>(weights.F2Bias, e).CopyTo(new(gate, e));
        for (var j = 0; j < shape.Squeezed; j++)
        {
            squeezed[j] = weights.F1Bias[j] + Channelwise<TVector, TSimd>.Dot(weights.F1 + (nint)j * e, pooled, e);
            Channelwise<TVector, TSimd>.AddScaled(squeezed[j] * Sigma(squeezed[j]), f2 + (nint)j * e, e, gate);
        }
        Channelwise<TVector, TSimd>.Sigmoid(gate, e);
    }

    // Back through squeeze and excitation of one image; leaves what flows back to each pixel, dp / H'W', in the first E floats of room.
    private static void GateGradient(
        MBConvShape shape, MBConvWeights weights, float* f2, float* dz, float* s2, int image, MBConvSaved saved, Partial partial, float* room)
    {
        var e = shape.Expanded;
        float* dp = room, dv = room + e;
        float* pooled = saved.Pooled(image), squeezed = saved.Squeezed(image), gate = saved.Gate(image);
        new Span<float>(dp, 2 * e).Clear();
        Channelwise<TVector, TSimd>.AddColumnSums(dz, s2, shape.OutputPixels, e, dv);
        for (var i = 0; i < e; i++) dv[i] *= gate[i] * (1 - gate[i]);
        Channelwise<TVector, TSimd>.AddScaled(1, dv, e, partial.F2Bias);
        for (var j = 0; j < shape.Squeezed; j++)
        {
            var sigma = Sigma(squeezed[j]);
            var dt = Channelwise<TVector, TSimd>.Dot(dv, f2 + (nint)j * e, e);
            var dq = dt * sigma * (1 + squeezed[j] * (1 - sigma));
            Channelwise<TVector, TSimd>.AddScaled(squeezed[j] * sigma, dv, e, partial.F2 + (nint)j * e);
            Channelwise<TVector, TSimd>.AddScaled(dq, pooled, e, partial.F1 + (nint)j * e);
            Channelwise<TVector, TSimd>.AddScaled(dq / shape.OutputPixels, weights.F1 + (nint)j * e, e, dp);
            partial.F1Bias[j] += dq;
        }
    }

    private static float Sigma(float x) => 1 / (1 + MathF.Exp(-x));

    // s1 of one image in padded rows; where slopes are asked for, SiLU' beside it.
    private static void PadActivated(MBConvShape shape, float* u1, NormLine norm, int image, float* padded, float* slopes)
    {
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var edge = size.Padding * e;
        var row = shape.Width * e;
        var from = u1 + (nint)image * shape.Pixels * e;
        for (var i = 0; i < shape.Height; i++, from += row, padded += row + 2 * edge)
        {
            new Span<float>(padded, edge).Clear();
            if (!shape.Expands) new Span<float>(from, row).CopyTo(new(padded + edge, row));
            else if (slopes == null) Channelwise<TVector, TSimd>.NormaliseAndActivate(from, shape.Width, e, norm.Scale, norm.Shift, padded + edge);
            else Channelwise<TVector, TSimd>.ActivateWithSlope(from, shape.Width, e, norm.Scale, norm.Shift, padded + edge, slopes + (nint)i * row);
            new Span<float>(padded + edge + row, edge).Clear();
        }
    }

    // The gradient at u2 of one image in padded rows.
    private static void PadGradient(MBConvShape shape, float* da2, MBConvSaved saved, int image, float* slope, float* offset, float* padded)
    {
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var edge = size.Padding * e;
        var row = size.OutputWidth * e;
        var at = (nint)image * shape.OutputPixels * e;
        for (var i = 0; i < size.OutputHeight; i++, at += row, padded += row + 2 * edge)
        {
            new Span<float>(padded, edge).Clear();
            Channelwise<TVector, TSimd>.NormGradient(da2 + at, 1, saved.U2 + at, size.OutputWidth, e, saved.Norm2.Scale, slope, offset, padded + edge);
            new Span<float>(padded + edge + row, edge).Clear();
        }
    }

    private static void ForGroups(MBConvShape shape, int part, int parts, Action<int, int> work)
    {
        var (from, to) = Team.Share(shape.Images, part, parts);
        for (var first = from; first < to; first += shape.Group) work(first, Math.Min(shape.Group, to - first));
    }

    private static nint[] Buffers(Workspace workspace, int parts, int floats)
    {
        var buffers = new nint[parts];
        for (var part = 0; part < parts; part++) buffers[part] = (nint)workspace.Floats(floats);
        return buffers;
    }

    private static Moments[] NewMoments(int parts, int channels)
    {
        var moments = new Moments[parts];
        for (var part = 0; part < parts; part++) moments[part] = new(channels);
        return moments;
    }

    private static Packed Pack(MBConvShape shape, MBConvWeights weights, Workspace workspace, int parts)
    {
        var (e, c, k2) = (shape.Expanded, shape.Output, shape.Kernel * shape.Kernel);
        var w1 = workspace.Floats(shape.Expands ? MatrixProduct<TVector, TSimd>.PackedSize(shape.Input, e) : 0);
        var w3 = workspace.Floats(MatrixProduct<TVector, TSimd>.PackedSize(e, c));
        var taps = workspace.Floats(k2 * e);
        var f2 = workspace.Floats(shape.Squeezed * e);
        Team.Run(parts, part =>
        {
            if (shape.Expands)
                MatrixProduct<TVector, TSimd>.Pack(
                    weights.W1, 1, shape.Input, shape.Input, e, w1, Team.Share(MatrixProduct<TVector, TSimd>.Panels(e), part, parts));
            MatrixProduct<TVector, TSimd>.Pack(weights.W3, 1, e, e, c, w3, Team.Share(MatrixProduct<TVector, TSimd>.Panels(c), part, parts));
            Transpose(weights.Taps, e, k2, taps, Team.Share(e, part, parts));
            Transpose(weights.F2, e, shape.Squeezed, f2, Team.Share(e, part, parts));
        });
        return new(w1, w3, taps, f2);
    }

    private static Packed PackBack(MBConvShape shape, MBConvWeights weights, Workspace workspace, int parts)
    {
        var (e, c, k2) = (shape.Expanded, shape.Output, shape.Kernel * shape.Kernel);
        var w1 = workspace.Floats(shape.Expands ? MatrixProduct<TVector, TSimd>.PackedSize(e, shape.Input) : 0);
        var w3 = workspace.Floats(MatrixProduct<TVector, TSimd>.PackedSize(c, e));
        var taps = workspace.Floats(k2 * e);
        var f2 = workspace.Floats(shape.Squeezed * e);
        Team.Run(parts, part =>
        {
            if (shape.Expands)
                MatrixProduct<TVector, TSimd>.Pack(
                    weights.W1, shape.Input, 1, e, shape.Input, w1, Team.Share(MatrixProduct<TVector, TSimd>.Panels(shape.Input), part, parts));
            MatrixProduct<TVector, TSimd>.Pack(weights.W3, e, 1, c, e, w3, Team.Share(MatrixProduct<TVector, TSimd>.Panels(e), part, parts));
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

using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>
/// The network's stem (3×3, stride 2, from three colours) and head (1×1): u = patches·Wᵀ, y = SiLU(norm(u)), over N·H·W·C. The
/// patches of a 1×1 convolution are the pixels themselves; those of the stem are copied out, 27 numbers and a zero, a few images
/// at a time. Only u is kept.
/// </summary>
internal static unsafe class ConvNormKernel<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>Training's forward pass.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weight">C'×3×3×3 with the colours innermost, or C'×C.</param>
    /// <param name="norm">The batch norm; its running statistics move.</param>
    /// <param name="x">N·H·W·C input.</param>
    /// <param name="u">N·H'·W'·C', is filled in.</param>
    /// <param name="line">Is filled in.</param>
    /// <param name="y">N·H'·W'·C', is filled in.</param>
    /// <param name="parts">Number of threads.</param>
    internal static void Forward(ConvNormShape shape, float* weight, BatchNorm norm, float* x, float* u, NormLine line, float* y, int parts)
    {
        using var workspace = Workspace.Rent();
        var packed = (nint)Pack(shape, weight, workspace, parts);
        var patches = Patches(shape, workspace, parts);
        var sums = new nint[parts];
        var moments = new Moments[parts];
        for (var part = 0; part < parts; part++)
            (sums[part], moments[part]) = ((nint)workspace.Floats(2 * shape.Output), new(shape.Output));
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            var rows = count * shape.OutputPixels;
            var to = u + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(PatchesOf(shape, x, first, count, (float*)patches[part]), rows, (float*)packed,
                shape.Patch, shape.Output, to);
            Channelwise<TVector, TSimd>.AddMoments(to, rows, shape.Output, moments[part], (float*)sums[part]);
        }));
        norm.Train(moments, shape.Rows, line);
        Team.Run(parts, part =>
        {
            var (from, to) = Team.Share(shape.Rows, part, parts);
            Channelwise<TVector, TSimd>.NormaliseAndActivate(
                u + (nint)from * shape.Output, to - from, shape.Output, line.Scale, line.Shift, y + (nint)from * shape.Output);
        });
    }

    /// <summary>Evaluation, with running statistics.</summary>
    internal static void Evaluate(ConvNormShape shape, float* weight, BatchNorm norm, float* x, float* y, int parts)
    {
        using var workspace = Workspace.Rent();
        var packed = (nint)Pack(shape, weight, workspace, parts);
        var patches = Patches(shape, workspace, parts);
        var line = new NormLine(workspace.Floats(norm.LineSize), shape.Output);
        norm.Evaluate(line);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            var rows = count * shape.OutputPixels;
            var to = y + (nint)first * shape.OutputPixels * shape.Output;
            MatrixProduct<TVector, TSimd>.Multiply(PatchesOf(shape, x, first, count, (float*)patches[part]), rows, (float*)packed,
                shape.Patch, shape.Output, to);
            Channelwise<TVector, TSimd>.NormaliseAndActivate(to, rows, shape.Output, line.Scale, line.Shift, to);
        }));
    }

    /// <summary>Training's backward pass.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weight">As for the forward pass.</param>
    /// <param name="norm">The batch norm.</param>
    /// <param name="x">The input.</param>
    /// <param name="u">What the forward pass kept.</param>
    /// <param name="line">What the forward pass kept.</param>
    /// <param name="dy">Gradient at the output.</param>
    /// <param name="to">The gradients; are filled in.</param>
    /// <param name="parts">Number of threads.</param>
    internal static void Backward(
        ConvNormShape shape, float* weight, BatchNorm norm, float* x, float* u, NormLine line, float* dy, ConvNormGradients to, int parts)
    {
        using var workspace = Workspace.Rent();
        var c = shape.Output;
        var back = to.Input == null ? null : workspace.Floats(MatrixProduct<TVector, TSimd>.PackedSize(c, shape.Input));
        var patches = Patches(shape, workspace, parts);
        var da = (nint)workspace.Floats(shape.Rows * c);
        var totals = (nint)workspace.Doubles(parts * 2 * c);
        var (slope, offset) = ((nint)workspace.Floats(c), (nint)workspace.Floats(c));
        var (sums, activated, partial) = (new nint[parts], new nint[parts], new nint[parts]);
        for (var part = 0; part < parts; part++)
        {
            sums[part] = (nint)workspace.Floats(2 * c);
            activated[part] = (nint)workspace.Floats(shape.Group * shape.OutputPixels * c);
            partial[part] = (nint)workspace.Floats(shape.Patch * c);
        }
        Team.Run(parts, part =>
        {
            new Span<float>((float*)partial[part], shape.Patch * c).Clear();
            if (back != null)
                MatrixProduct<TVector, TSimd>.Pack(
                    weight, shape.Input, 1, c, shape.Input, back,
                    Team.Share(MatrixProduct<TVector, TSimd>.Panels(shape.Input), part, parts));
            ForGroups(shape, part, parts, (first, count) =>
            {
                var rows = count * shape.OutputPixels;
                var at = (nint)first * shape.OutputPixels * c;
                Channelwise<TVector, TSimd>.ActivateWithSlope(u + at, rows, c, line.Scale, line.Shift, (float*)activated[part],
                    (float*)da + at);
                Channelwise<TVector, TSimd>.MultiplyAdd((float*)da + at, dy + at, null, (nint)rows * c);
                Channelwise<TVector, TSimd>.AddGradientSums(
                    (float*)da + at, 1, u + at, rows, c, line.Mean, (double*)totals + (nint)part * 2 * c, (float*)sums[part]);
            });
        });
        norm.Gradient((double*)totals, parts, shape.Rows, line, to.Gamma, to.Beta, (float*)slope, (float*)offset);
        Team.Run(parts, part => ForGroups(shape, part, parts, (first, count) =>
        {
            var rows = count * shape.OutputPixels;
            var at = (nint)first * shape.OutputPixels * c;
            var du = (float*)activated[part];
            Channelwise<TVector, TSimd>.NormGradient((float*)da + at, 1, u + at, rows, c, line.Scale, (float*)slope, (float*)offset, du);
            MatrixProduct<TVector, TSimd>.AddOuter(
                PatchesOf(shape, x, first, count, (float*)patches[part]), shape.Patch, du, c, rows, (float*)partial[part]);
            if (back != null)
                MatrixProduct<TVector, TSimd>.Multiply(du, rows, back, c, shape.Input,
                    to.Input + (nint)first * shape.OutputPixels * shape.Input);
        }));
        Team.Run(parts, part => Join(shape, partial, to.Weight, Team.Share(c, part, parts)));
    }

    // The weight's gradient C'×taps from the parts' taps×C'.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(ConvNormShape shape, nint[] partial, float* to, (int From, int To) channels)
    {
        for (var tap = 0; tap < shape.Taps; tap++)
        {
            for (var channel = channels.From; channel < channels.To; channel++)
            {
                var at = (nint)tap * shape.Output + channel;
                var sum = 0f;
                foreach (var part in partial) sum += ((float*)part)[at];
                to[(nint)channel * shape.Taps + tap] = sum;
            }
        }
    }

    private static float* Pack(ConvNormShape shape, float* weight, Workspace workspace, int parts)
    {
        var packed = workspace.Floats(MatrixProduct<TVector, TSimd>.PackedSize(shape.Patch, shape.Output));
        var rows = weight;
        if (shape.Patch != shape.Taps)
        {
            rows = workspace.Zeros(shape.Patch * shape.Output);
            for (var channel = 0; channel < shape.Output; channel++)
                new Span<float>(weight + channel * shape.Taps, shape.Taps).CopyTo(new(rows + channel * shape.Patch, shape.Taps));
        }
        Team.Run(parts, part => MatrixProduct<TVector, TSimd>.Pack(
            rows, 1, shape.Patch, shape.Patch, shape.Output, packed,
            Team.Share(MatrixProduct<TVector, TSimd>.Panels(shape.Output), part, parts)));
        return packed;
    }

    private static nint[] Patches(ConvNormShape shape, Workspace workspace, int parts)
    {
        var patches = new nint[parts];
        if (shape.IsStem)
            for (var part = 0; part < parts; part++) patches[part] = (nint)workspace.Floats(shape.Group * shape.OutputPixels * shape.Patch);
        return patches;
    }

    private static float* PatchesOf(ConvNormShape shape, float* x, int first, int count, float* room)
    {
        var image = (nint)shape.Height * shape.Width * shape.Input;
        if (!shape.IsStem) return x + first * image;
        for (var i = 0; i < count; i++) CopyPatches(shape, x + (first + i) * image, room + (nint)i * shape.OutputPixels * shape.Patch);
        return room;
    }

    // Taps in the order row, column, colour; those outside the image are zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyPatches(ConvNormShape shape, float* x, float* to)
    {
        var row = shape.Width * shape.Input;
        for (var i = 0; i < shape.OutputHeight; i++)
        {
            for (var j = 0; j < shape.OutputWidth; j++, to += shape.Patch)
            {
                var left = 2 * j - 1;
                var inside = left >= 0 && left + 3 <= shape.Width;
                for (var a = 0; a < 3; a++)
                {
                    var at = 2 * i - 1 + a;
                    var tap = to + a * 9;
                    if (at < 0 || at >= shape.Height)
                    {
                        for (var b = 0; b < 9; b++) tap[b] = 0;
                        continue;
                    }
                    var from = x + (nint)at * row + left * shape.Input;
                    if (inside)
                    {
                        for (var b = 0; b < 9; b++) tap[b] = from[b];
                    }
                    else
                    {
                        for (var b = 0; b < 9; b++) tap[b] = left + b / 3 < 0 || left + b / 3 >= shape.Width ? 0 : from[b];
                    }
                }
                to[27] = 0;
            }
        }
    }

    private static void ForGroups(ConvNormShape shape, int part, int parts, Action<int, int> work)
    {
        var (from, to) = Team.Share(shape.Images, part, parts);
        for (var first = from; first < to; first += shape.Group) work(first, Math.Min(shape.Group, to - first));
    }
}

/// <summary>The sizes of a convolution with batch norm and SiLU.</summary>
/// <param name="Images">N.</param>
/// <param name="Height">H of the input.</param>
/// <param name="Width">W of the input.</param>
/// <param name="Input">Channels of the input; three for the stem.</param>
/// <param name="Output">Channels of the output.</param>
/// <param name="IsStem">3×3 with stride 2 and padding 1; else 1×1.</param>
internal readonly record struct ConvNormShape(int Images, int Height, int Width, int Input, int Output, bool IsStem)
{
    private const int GroupFloats = 1 << 17;

    internal int OutputHeight => IsStem ? (Height - 1) / 2 + 1 : Height;

    internal int OutputWidth => IsStem ? (Width - 1) / 2 + 1 : Width;

    internal int OutputPixels => OutputHeight * OutputWidth;

    internal int Rows => Images * OutputPixels;

    /// <summary>Inputs of one output.</summary>
    internal int Taps => IsStem ? 9 * Input : Input;

    /// <summary>The same, filled up with zeros to a multiple of 4.</summary>
    internal int Patch => (Taps + 3) / 4 * 4;

    internal int Group => Math.Clamp(GroupFloats / (OutputPixels * Output), 1, Images);
}

/// <summary>The gradients of a convolution with batch norm and SiLU.</summary>
internal unsafe struct ConvNormGradients
{
    /// <summary>Null where none is asked for.</summary>
    internal float* Input;
    internal float* Weight;
    internal float* Gamma;
    internal float* Beta;
}

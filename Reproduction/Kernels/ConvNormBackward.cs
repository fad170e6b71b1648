using System.Runtime.CompilerServices;

namespace Reproduction.Kernels;

/// <summary>The way back through <see cref="ConvNormForward"/>.</summary>
/// <param name="shape">The sizes.</param>
/// <param name="weight">As for the way there.</param>
/// <param name="norm">The batch norm.</param>
/// <param name="x">The input.</param>
/// <param name="u">What the forward pass kept.</param>
/// <param name="line">What the forward pass kept.</param>
/// <param name="dy">Gradient at the output.</param>
/// <param name="to">The gradients; are filled in.</param>
internal sealed unsafe class ConvNormBackward(
    ConvNormShape shape, float* weight, BatchNorm norm, float* x, float* u, NormLine line, float* dy, ConvNormGradients to) : IKernel
{
    private readonly int c = shape.Output;

    private bool GoesToInput => to.Input != null;

    /// <inheritdoc />
    public void Compute<TVector, TSimd>(int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        using var workspace = Workspace.Rent();
        var back = GoesToInput ? MatrixProduct<TVector, TSimd>.Room(workspace, c, shape.Input) : default;
        var patches = new Patches(shape, workspace, parts);
        var da = (nint)workspace.Floats(shape.Rows * c);
        var totals = new NormTotals(workspace.Doubles(parts * 2 * c), parts);
        var slant = new NormSlant(workspace.Floats(NormSlant.Size(c)), c);
        var sums = workspace.Floats(parts, 2 * c);
        var activated = workspace.Floats(parts, shape.Group * shape.OutputPixels * c);
        var partial = workspace.Floats(parts, shape.Patch * c);
        Team.Run(parts, part =>
        {
            new Span<float>((float*)partial[part], shape.Patch * c).Clear();
            if (GoesToInput) MatrixProduct<TVector, TSimd>.Pack(weight, shape.Input, 1, back, part, parts);
        });
        Team.RunGroups(shape.Images, shape.Group, parts, (part, first, count) =>
        {
            var rows = count * shape.OutputPixels;
            var at = (nint)first * shape.OutputPixels * c;
            var slope = (float*)da + at;
            Channelwise<TVector, TSimd>.Pass(
                new NormThenSiluWithSlope(u + at, line.Scale, line.Shift, (float*)activated[part], slope), rows, c);
            Flat<TVector, TSimd>.MultiplyAdd(slope, dy + at, null, (nint)rows * c);
            Channelwise<TVector, TSimd>.AddGradientSums(slope, 1, u + at, rows, c, line.Mean, totals.Of(part, c), (float*)sums[part]);
        });
        norm.Gradient(totals, shape.Rows, line, to.Gamma, to.Beta, slant);
        Team.RunGroups(shape.Images, shape.Group, parts, (part, first, count) =>
        {
            var rows = count * shape.OutputPixels;
            var at = (nint)first * shape.OutputPixels * c;
            var du = (float*)activated[part];
            Channelwise<TVector, TSimd>.Pass(slant.Gradient((float*)da + at, 1, u + at, du), rows, c);
            OuterProduct<TVector, TSimd>.Add(patches.Of(part, x, first, count), shape.Patch, du, c, rows, (float*)partial[part]);
            if (GoesToInput)
                MatrixProduct<TVector, TSimd>.Multiply(du, rows, back, to.Input + (nint)first * shape.OutputPixels * shape.Input);
        });
        Team.Run(parts, part => Join(partial, Team.Share(c, part, parts)));
    }

    // The weight's gradient C'×taps from the parts' taps×C'.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(nint[] partial, (int From, int To) channels)
    {
        for (var tap = 0; tap < shape.Taps; tap++)
        {
            for (var channel = channels.From; channel < channels.To; channel++)
            {
                var at = (nint)tap * c + channel;
                var sum = 0f;
                foreach (var part in partial) sum += ((float*)part)[at];
                to.Weight[(nint)channel * shape.Taps + tap] = sum;
            }
        }
    }
}

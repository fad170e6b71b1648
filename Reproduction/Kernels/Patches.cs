using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reproduction.Kernels;

/// <summary>
/// What the product of a stem or head multiplies: the pixels themselves for a 1×1 convolution; for the stem 27 numbers and a zero, copied
/// out, a few images at a time.
/// </summary>
internal sealed unsafe class Patches
{
    private readonly ConvNormShape shape;
    private readonly nint[] rooms;

    internal Patches(ConvNormShape shape, Workspace workspace, int parts)
    {
        this.shape = shape;
        rooms = shape.IsStem ? workspace.Floats(parts, shape.Group * shape.OutputPixels * shape.Patch) : [];
    }

    /// <summary>The weights as the product's second matrix.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weight">C'×3×3×3 with the colours innermost, or C'×C.</param>
    /// <param name="workspace">Whose memory it takes.</param>
    /// <param name="parts">Number of parts.</param>
    internal static PackedMatrix Weights<TVector, TSimd>(ConvNormShape shape, float* weight, Workspace workspace, int parts)
        where TVector : unmanaged
        where TSimd : ISimd<TVector>
    {
        var packed = MatrixProduct<TVector, TSimd>.Room(workspace, shape.Patch, shape.Output);
        var rows = weight;
        if (shape.Patch != shape.Taps)
        {
            rows = workspace.Zeros(shape.Patch * shape.Output);
            for (var channel = 0; channel < shape.Output; channel++)
                new Span<float>(weight + channel * shape.Taps, shape.Taps).CopyTo(new(rows + channel * shape.Patch, shape.Taps));
        }
        Team.Run(parts, part => MatrixProduct<TVector, TSimd>.Pack(rows, 1, shape.Patch, packed, part, parts));
        return packed;
    }

    /// <summary>The patches of some images; they stay until the same part asks for others.</summary>
    /// <param name="part">The part.</param>
    /// <param name="x">N·H·W·C.</param>
    /// <param name="first">The first image.</param>
    /// <param name="count">Number of images.</param>
    internal float* Of(int part, float* x, int first, int count)
    {
        var image = (nint)shape.Height * shape.Width * shape.Input;
        if (!shape.IsStem) return x + first * image;
        var room = (float*)rooms[part];
        for (var i = 0; i < count; i++) Copy(shape, x + (first + i) * image, room + (nint)i * shape.OutputPixels * shape.Patch);
        return room;
    }

    // Taps in the order row, column, colour; those outside the image are zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(ConvNormShape shape, float* x, float* to)
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
                        Vector256.Load(from).Store(tap);
                        tap[8] = from[8];
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
}

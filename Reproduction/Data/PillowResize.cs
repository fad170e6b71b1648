using System.Numerics;

namespace Reproduction.Data;

/// <summary>
/// Pillow's <c>Image.resize(size, BILINEAR)</c> on bytes, byte for byte: a horizontal and a vertical pass in fixed point,
/// each rounded to bytes.
/// </summary>
public static class PillowResize
{
    private const int Half = 1 << (PillowWeights.PrecisionBits - 1);

    /// <summary>Resizes an image.</summary>
    /// <param name="image">The image, which becomes the result.</param>
    /// <param name="height">The new height in pixels.</param>
    /// <param name="width">The new width in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side has no pixel.</exception>
    public static void Apply(PixelBuffer image, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var (oldHeight, oldWidth) = (image.Height, image.Width);
        if (width != oldWidth)
        {
            var weights = PillowWeights.For(oldWidth, width);
            image.Transform(oldHeight, width, (from, to) => Horizontal(from, oldWidth, to, width, weights));
        }
        if (height != oldHeight)
        {
            var weights = PillowWeights.For(oldHeight, height);
            image.Transform(height, width, (from, to) => Vertical(from, to, width, weights));
        }
    }

    private static void Horizontal(ReadOnlySpan<byte> from, int fromWidth, Span<byte> to, int toWidth, PillowWeights weights)
    {
        var (taps, starts, factors) = (weights.Taps, weights.Starts, weights.Weights);
        for (; to.Length > 0; from = from[fromWidth..], to = to[toWidth..])
        {
            if (taps == 2)
            {
                for (var column = 0; column < starts.Length; column++)
                {
                    var window = from.Slice(starts[column], 2);
                    to[column] =
                        (byte)((Half + window[0] * factors[2 * column]
                            + window[1] * factors[2 * column + 1]) >> PillowWeights.PrecisionBits);
                }
                continue;
            }
            for (var column = 0; column < starts.Length; column++)
            {
                var sum = Half;
                var window = from.Slice(starts[column], taps);
                for (var tap = 0; tap < window.Length; tap++)
                    sum += window[tap] * factors[column * taps + tap];
                to[column] = (byte)(sum >> PillowWeights.PrecisionBits);
            }
        }
    }

    private static void Vertical(ReadOnlySpan<byte> from, Span<byte> to, int width, PillowWeights weights)
    {
        var (taps, starts, factors) = (weights.Taps, weights.Starts, weights.Weights);
        for (var row = 0; row < starts.Length; row++)
        {
            var window = from.Slice(starts[row] * width, taps * width);
            var target = to.Slice(row * width, width);
            var rowFactors = factors.AsSpan(row * taps, taps);
            if (width < Vector<byte>.Count)
            {
                for (var column = 0; column < width; column++)
                {
                    var sum = Half;
                    for (var tap = 0; tap < taps; tap++)
                        sum += window[tap * width + column] * rowFactors[tap];
                    target[column] = (byte)(sum >> PillowWeights.PrecisionBits);
                }
                continue;
            }
            for (var column = 0; column < width; column += Vector<byte>.Count)
            {
                // The last vector overlaps the one before it.
                var first = Math.Min(column, width - Vector<byte>.Count);
                Mean(window[first..], width, rowFactors).CopyTo(target[first..]);
            }
        }
    }

    private static Vector<byte> Mean(ReadOnlySpan<byte> window, int width, ReadOnlySpan<int> factors)
    {
        var sum0 = new Vector<uint>(Half);
        var (sum1, sum2, sum3) = (sum0, sum0, sum0);
        for (var tap = 0; tap < factors.Length; tap++)
        {
            var factor = new Vector<uint>((uint)factors[tap]);
            Vector.Widen(new Vector<byte>(window[(tap * width)..]), out var low, out var high);
            Vector.Widen(low, out var pixels0, out var pixels1);
            Vector.Widen(high, out var pixels2, out var pixels3);
            sum0 += pixels0 * factor;
            sum1 += pixels1 * factor;
            sum2 += pixels2 * factor;
            sum3 += pixels3 * factor;
        }
        return Vector.Narrow(
            Vector.Narrow(sum0 >> PillowWeights.PrecisionBits, sum1 >> PillowWeights.PrecisionBits),
            Vector.Narrow(sum2 >> PillowWeights.PrecisionBits, sum3 >> PillowWeights.PrecisionBits));
    }
}

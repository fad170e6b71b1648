namespace Reproduction.Data.Preparation;

/// <summary>
/// The resize of a float image by <c>F.interpolate(mode="bilinear", align_corners=False)</c>: between the four nearest
/// pixels, in float32, not antialiased.
/// </summary>
public static class TensorResize
{
    /// <summary>Resizes one channel of bytes, scaled to [0, 1] beforehand.</summary>
    /// <param name="channel">Height × width bytes.</param>
    /// <param name="height">The channel's height in pixels.</param>
    /// <param name="width">The channel's width in pixels.</param>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="result">Receives size × size values in [0, 1].</param>
    public static void Apply(ReadOnlySpan<byte> channel, int height, int width, int size, Span<float> result)
    {
        var scaled = new float[channel.Length];
        for (var pixel = 0; pixel < scaled.Length; pixel++)
            scaled[pixel] = channel[pixel] / 255f;

        var columns = Neighbours(width, size);
        var rows = Neighbours(height, size);
        var wide = new float[height * size];
        for (var row = 0; row < height; row++)
        {
            var from = scaled.AsSpan(row * width, width);
            var to = wide.AsSpan(row * size, size);
            for (var column = 0; column < size; column++)
            {
                var (first, second, weight) = columns[column];
                to[column] = from[first] * (1 - weight) + from[second] * weight;
            }
        }
        for (var row = 0; row < size; row++)
        {
            var (first, second, weight) = rows[row];
            var above = wide.AsSpan(first * size, size);
            var below = wide.AsSpan(second * size, size);
            var to = result.Slice(row * size, size);
            for (var column = 0; column < to.Length; column++)
                to[column] = above[column] * (1 - weight) + below[column] * weight;
        }
    }

    // As PyTorch rounds: the scale to float32, the position not, the weight to float32. Otherwise results differ by 2e-6.
    private static (int First, int Second, float Weight)[] Neighbours(int inputs, int outputs)
    {
        var scale = (float)inputs / outputs;
        return [.. Enumerable.Range(0, outputs).Select(output =>
        {
            var position = Math.Max(scale * (output + 0.5) - 0.5, 0);
            var first = Math.Min((int)position, inputs - 1);
            return (first, Math.Min(first + 1, inputs - 1), (float)(position - first));
        })];
    }
}

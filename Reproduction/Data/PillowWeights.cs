using System.Collections.Concurrent;

namespace Reproduction.Data;

/// <summary>
/// The weights of one pass of Pillow's bilinear resize: each output is a weighted mean of neighbouring inputs under a
/// triangle, as wide as one input when enlarging and as one output when shrinking.
/// </summary>
internal sealed class PillowWeights
{
    /// <summary>Bits behind the point of a weight: 32 less 8 of the result and 2 to spare.</summary>
    public const int PrecisionBits = 32 - 8 - 2;

    private static readonly ConcurrentDictionary<(int, int), PillowWeights> Known = new();

    /// <summary>Computes them anew; <see cref="For"/> computes each once.</summary>
    internal PillowWeights(int inputs, int outputs)
    {
        var scale = (double)inputs / outputs;
        var support = Math.Max(scale, 1);
        var windows = Enumerable.Range(0, outputs).Select(output => Window(inputs, (output + 0.5) * scale, support)).ToArray();
        Taps = windows.Max(window => window.Weights.Length);
        Starts = new int[outputs];
        Weights = new int[outputs * Taps];
        for (var output = 0; output < outputs; output++)
        {
            var (start, weights) = windows[output];
            // Equally many weights for each output: a short window is filled up by zeros without leaving the image.
            Starts[output] = Math.Min(start, inputs - Taps);
            weights.CopyTo(Weights, output * Taps + start - Starts[output]);
        }
    }

    /// <summary>How many inputs each output is made of.</summary>
    public int Taps { get; }

    /// <summary>The first input of each output.</summary>
    public int[] Starts { get; }

    /// <summary><see cref="Taps"/> weights for each output, in fixed point.</summary>
    public int[] Weights { get; }

    /// <summary>The weights that turn a line of pixels into a longer or shorter one.</summary>
    /// <param name="inputs">Pixels of the line.</param>
    /// <param name="outputs">Pixels of the result.</param>
    public static PillowWeights For(int inputs, int outputs) =>
        Known.GetOrAdd((inputs, outputs), sizes => new(sizes.Item1, sizes.Item2));

    private static (int Start, int[] Weights) Window(int inputs, double centre, double support)
    {
        var start = Math.Max((int)(centre - support + 0.5), 0);
        var end = Math.Min((int)(centre + support + 0.5), inputs);
        var heights = Enumerable.Range(start, end - start)
            .Select(input => Math.Max(0, 1 - Math.Abs((input - centre + 0.5) * (1 / support)))).ToArray();
        var sum = heights.Sum();
        var weights = heights.Select(height => (int)(0.5 + height / sum * (1 << PrecisionBits))).ToList();
        while (weights[^1] == 0)
            weights.RemoveAt(weights.Count - 1);
        while (weights[0] == 0)
        {
            weights.RemoveAt(0);
            start++;
        }
        return (start, [.. weights]);
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using Reproduction.Kernels;
using static TorchSharp.torch;

namespace Reproduction.Speed;

/// <summary>The best that a step could be: its multiply-adds at the rate of a matrix product and its bytes at that of a copy.</summary>
/// <param name="MultiplyAddsPerSecond">The measured rate of a matrix product.</param>
/// <param name="BytesPerSecond">The measured rate of a copy.</param>
internal sealed unsafe record Floor(double MultiplyAddsPerSecond, double BytesPerSecond)
{
    /// <summary>Seconds of a step.</summary>
    /// <param name="multiplyAdds">Its multiply-adds.</param>
    /// <param name="bytes">Bytes that it reads and writes at least.</param>
    internal double Seconds(double multiplyAdds, double bytes) => multiplyAdds / MultiplyAddsPerSecond + bytes / BytesPerSecond;

    /// <summary>Measures both rates, with all threads.</summary>
    internal static Floor Measure()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        const int side = 1536;
        var (a, b) = (randn([side, side], generator: generator), randn([side, side], generator: generator));
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
        return new(Math.Pow(side, 3) / product, 2.0 * floats * sizeof(float) / copy);
    }

    private static double Best(Action work)
    {
        const int times = 5;
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
}

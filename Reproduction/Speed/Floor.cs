using System.Diagnostics;
using System.Runtime.InteropServices;
using Reproduction.Kernels;
using static TorchSharp.torch;

namespace Reproduction.Speed;

/// <summary>The best that a step could be: its multiply-adds at the rate of a matrix product and its bytes at that of a copy.</summary>
/// <param name="Seconds">Seconds.</param>
/// <param name="MultiplyAddsPerSecond">The measured rate of a matrix product.</param>
/// <param name="BytesPerSecond">The measured rate of a copy.</param>
internal sealed unsafe record Floor(double Seconds, double MultiplyAddsPerSecond, double BytesPerSecond)
{
    /// <summary>Measures it.</summary>
    /// <param name="multiplyAdds">Multiply-adds of a step.</param>
    /// <param name="bytes">Bytes that a step reads and writes at least.</param>
    internal static Floor Of(double multiplyAdds, double bytes)
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
        return new(multiplyAdds / rate + bytes / speed, rate, speed);
    }

    private static double Best(Action work, int times = 5)
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
}

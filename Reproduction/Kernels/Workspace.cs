using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Reproduction.Kernels;

/// <summary>
/// Memory that a kernel needs while it runs: aligned to vectors, kept for the next kernel, and never the garbage collector's.
/// </summary>
internal sealed unsafe class Workspace : IDisposable
{
    private const nuint Alignment = 64;

    private static readonly ConcurrentBag<Workspace> Idle = [];
    private readonly List<(nint Memory, int Capacity)> buffers = [];
    private int used;

    /// <summary>A workspace for one kernel; disposing it hands it back.</summary>
    internal static Workspace Rent()
    {
        var workspace = Idle.TryTake(out var free) ? free : new();
        workspace.used = 0;
        return workspace;
    }

    /// <summary>Gives all memory back to the system.</summary>
    internal void Free()
    {
        foreach (var (memory, _) in buffers) NativeMemory.AlignedFree((void*)memory);
        buffers.Clear();
        used = 0;
    }

    /// <summary>A buffer with whatever was in it.</summary>
    /// <param name="floats">How many float32 are needed at least.</param>
    internal float* Floats(int floats)
    {
        if (used == buffers.Count) buffers.Add((0, 0));
        var (memory, capacity) = buffers[used];
        ArgumentOutOfRangeException.ThrowIfNegative(floats);
        if (capacity < floats)
        {
            NativeMemory.AlignedFree((void*)memory);
            // Where there is no memory for the next one, whoever rents this later must not write to the last.
            buffers[used] = (0, 0);
            buffers[used] = ((nint)NativeMemory.AlignedAlloc((nuint)floats * sizeof(float), Alignment), floats);
        }
        return (float*)buffers[used++].Memory;
    }

    /// <summary>A buffer for every part.</summary>
    /// <param name="parts">Number of parts.</param>
    /// <param name="floats">How many float32 each needs at least.</param>
    internal nint[] Floats(int parts, int floats)
    {
        var buffers = new nint[parts];
        for (var part = 0; part < parts; part++) buffers[part] = (nint)Floats(floats);
        return buffers;
    }

    /// <summary>A buffer of zeros.</summary>
    /// <param name="floats">How many.</param>
    internal float* Zeros(int floats)
    {
        var buffer = Floats(floats);
        NativeMemory.Clear(buffer, (nuint)floats * sizeof(float));
        return buffer;
    }

    /// <summary>A buffer of float64 zeros.</summary>
    /// <param name="doubles">How many.</param>
    internal double* Doubles(int doubles) => (double*)Zeros(2 * doubles);

    /// <inheritdoc />
    public void Dispose() => Idle.Add(this);
}

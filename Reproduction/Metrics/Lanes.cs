using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reproduction.Metrics;

/// <summary>
/// Sums of many resamples side by side, a lane each, so that one step of a vector adds an image to several of them. Every lane's
/// sum is added up in the order of the calls, so it is the same to the last bit as if it were computed alone.
/// </summary>
internal static class Lanes
{
    /// <summary>Every number of lanes is a multiple of this.</summary>
    public const int Step = 16;

    /// <summary>sums += times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Span<ushort> sums, ReadOnlySpan<byte> times)
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var more = ref MemoryMarshal.GetReference(times);
        for (nuint lane = 0; lane < (nuint)sums.Length; lane += Step)
            (Vector256.LoadUnsafe(ref sum, lane) + Wide(ref more, lane)).StoreUnsafe(ref sum, lane);
    }

    /// <summary>sums += times.</summary>
    public static void Add(Span<int> sums, ReadOnlySpan<byte> times)
    {
        ref var more = ref MemoryMarshal.GetReference(times);
        for (nuint lane = 0; lane < (nuint)sums.Length; lane += Step) Add(sums, lane, Wide(ref more, lane));
    }

    /// <summary>sums += others, which become 0.</summary>
    public static void Move(Span<int> sums, Span<ushort> others)
    {
        ref var more = ref MemoryMarshal.GetReference(others);
        for (nuint lane = 0; lane < (nuint)sums.Length; lane += Step) Add(sums, lane, Vector256.LoadUnsafe(ref more, lane));
        others.Clear();
    }

    /// <summary>sums += factor · times · numbers, in whole numbers.</summary>
    public static void AddProducts(Span<long> sums, uint factor, ReadOnlySpan<byte> times, ReadOnlySpan<int> numbers)
    {
        for (var lane = 0; lane < sums.Length; lane++) sums[lane] += factor * times[lane] * (long)numbers[lane];
    }

    /// <summary>Whole numbers as float64.</summary>
    public static void Widen(Span<double> numbers, ReadOnlySpan<byte> times)
    {
        ref var number = ref MemoryMarshal.GetReference(numbers);
        ref var from = ref MemoryMarshal.GetReference(times);
        for (nuint lane = 0; lane < (nuint)numbers.Length; lane += Step)
        {
            var (low, high) = Vector256.Widen(Wide(ref from, lane));
            var ((first, second), (third, fourth)) = (Vector256.Widen(low), Vector256.Widen(high));
            Exact(first).StoreUnsafe(ref number, lane);
            Exact(second).StoreUnsafe(ref number, lane + 4);
            Exact(third).StoreUnsafe(ref number, lane + 8);
            Exact(fourth).StoreUnsafe(ref number, lane + 12);
        }

        // The bits of 2⁵² + n are those of 2⁵² with n in the last places.
        static Vector256<double> Exact(Vector256<ulong> whole)
        {
            var large = Vector256.Create((double)(1L << 52));
            return (whole | large.AsUInt64()).AsDouble() - large;
        }
    }

    /// <summary>sums += times · value, rounded after the product and after the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(Span<double> sums, ReadOnlySpan<double> times, double value)
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var factor = ref MemoryMarshal.GetReference(times);
        var values = Vector256.Create(value);
        for (nuint lane = 0; lane < (nuint)sums.Length; lane += 4)
            (Vector256.LoadUnsafe(ref sum, lane) + Vector256.LoadUnsafe(ref factor, lane) * values).StoreUnsafe(ref sum, lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<int> sums, nuint lane, Vector256<ushort> more)
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        var (low, high) = Vector256.Widen(more);
        (Vector256.LoadUnsafe(ref sum, lane) + low.AsInt32()).StoreUnsafe(ref sum, lane);
        (Vector256.LoadUnsafe(ref sum, lane + 8) + high.AsInt32()).StoreUnsafe(ref sum, lane + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Wide(ref readonly byte times, nuint lane) =>
        Vector256.WidenLower(Vector128.LoadUnsafe(in times, lane).ToVector256Unsafe());
}

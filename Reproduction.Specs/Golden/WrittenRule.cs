using System.Runtime.CompilerServices;
using System.Text;

namespace Reproduction.Specs.Golden;

/// <summary>
/// The numbers that <c>golden/_written_rule.py</c> makes, made here: SplitMix64 from the FNV-1a hash of the stream's name.
/// </summary>
public static class WrittenRule
{
    /// <summary>float64 values in [low, high).</summary>
    public static double[] Uniform(string name, long count, double low = 0, double high = 1)
    {
        var (numbers, state) = (new double[count], Hash(name));
        for (var k = 0; k < numbers.Length; k++) numbers[k] = low + (high - low) * ((Next(ref state) >> 11) * (1.0 / (1UL << 53)));
        return numbers;
    }

    /// <summary>Bytes.</summary>
    public static byte[] Octets(string name, long count)
    {
        var (numbers, state) = (new byte[count], Hash(name));
        for (var k = 0; k < numbers.Length; k++) numbers[k] = (byte)(Next(ref state) >> 56);
        return numbers;
    }

    /// <summary>Whole numbers in [0, below).</summary>
    public static long[] Integers(string name, long count, long below)
    {
        var (numbers, state) = (new long[count], Hash(name));
        for (var k = 0; k < numbers.Length; k++) numbers[k] = (long)((Next(ref state) >> 32) * (ulong)below >> 32);
        return numbers;
    }

    private static ulong Hash(string name)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(name)) hash = (hash ^ octet) * 0x100000001B3;
        return hash;
    }

    // Networks have millions of weights.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}

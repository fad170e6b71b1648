using System.Text;

namespace Reproduction.Specs.Golden;

/// <summary>
/// The numbers that <c>golden/_written_rule.py</c> makes, made here: SplitMix64 from the FNV-1a hash of the stream's name.
/// </summary>
public static class WrittenRule
{
    /// <summary>float64 values in [low, high).</summary>
    public static double[] Uniform(string name, long count, double low = 0, double high = 1) =>
        [.. Bits(name, count).Select(bits => low + (high - low) * ((bits >> 11) * (1.0 / (1UL << 53))))];

    /// <summary>Bytes.</summary>
    public static byte[] Octets(string name, long count) => [.. Bits(name, count).Select(bits => (byte)(bits >> 56))];

    /// <summary>Whole numbers in [0, below).</summary>
    public static long[] Integers(string name, long count, long below) =>
        [.. Bits(name, count).Select(bits => (long)((bits >> 32) * (ulong)below >> 32))];

    private static IEnumerable<ulong> Bits(string name, long count)
    {
        var state = 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
            state = (state ^ octet) * 0x100000001B3;
        for (var k = 0L; k < count; k++)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            yield return z ^ z >> 31;
        }
    }
}

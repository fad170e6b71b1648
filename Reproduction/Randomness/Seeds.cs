using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Reproduction.Randomness;

/// <summary>
/// One seed drives everything: each purpose draws from a seed of its own, derived by SHA-256, so that no two purposes share
/// a stream and adding one leaves the others' numbers as they were. What is drawn from one seed is told apart by
/// <see cref="RandomPurpose"/>, which says why there are two.
/// </summary>
public static class Seeds
{
    /// <summary>The seed of one purpose.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What it is for, such as "weights of teacher".</param>
    /// <param name="counter">Which of several, such as the number of a step.</param>
    public static ulong Derive(long seed, string purpose, long counter = 0) =>
        BinaryPrimitives.ReadUInt64LittleEndian(
            SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{purpose}/{counter}"))));
}

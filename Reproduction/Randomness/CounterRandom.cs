using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Reproduction.Randomness;

/// <summary>
/// A stream of random numbers that is a pure function of what it is for: seed, purpose, epoch and image. No stream
/// depends on what was drawn before it, so a view of an image is the same whatever the batch, thread or network that
/// asks for it, and a resumed run goes on exactly.
/// </summary>
/// <remarks>
/// Philox4x32-10 of J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// SC '11, doi:10.1145/2063384.2063405. The key is the seed; the four counter words are block, image, epoch, purpose.
/// </remarks>
public sealed class CounterRandom
{
    private const int BlockWords = 4, AtOnce = 8, Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    private readonly uint key0, key1, image, epoch, purpose;
    private readonly uint[] bits = new uint[AtOnce * BlockWords];
    private uint blocks;
    private int used = AtOnce * BlockWords;

    /// <summary>The stream of one purpose, epoch and image.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="purpose">What the numbers are for; two purposes never share numbers.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="image">The image, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch or the image is negative.</exception>
    public CounterRandom(ulong seed, RandomPurpose purpose, int epoch = 0, int image = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(image);
        (key0, key1) = ((uint)seed, (uint)(seed >> 32));
        (this.image, this.epoch, this.purpose) = ((uint)image, (uint)epoch, (uint)purpose);
    }

    /// <summary>The epoch, from 0.</summary>
    public int Epoch => (int)epoch;

    /// <summary>A stream of the same seed and image that is the same in every epoch.</summary>
    /// <param name="purpose">What its numbers are for.</param>
    public CounterRandom OfEveryEpoch(RandomPurpose purpose) => new((ulong)key1 << 32 | key0, purpose, image: (int)image);

    /// <summary>32 random bits.</summary>
    public uint NextBits()
    {
        if (used == bits.Length) Fill();
        return bits[used++];
    }

    /// <summary>A uniform number in [low, high), with 53 random bits.</summary>
    /// <param name="low">The lower end, included.</param>
    /// <param name="high">The upper end, excluded.</param>
    public double NextUniform(double low = 0, double high = 1)
    {
        var bits = (ulong)NextBits() << 32 | NextBits();
        return low + (high - low) * ((bits >> 11) * (1.0 / (1UL << 53)));
    }

    /// <summary>
    /// A uniform whole number in [0, count): the high word of bits × count, drawn again where that would favour some
    /// (D. Lemire, "Fast random integer generation in an interval", 2019, arXiv:1805.10941).
    /// </summary>
    /// <param name="count">How many numbers there are to choose from.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public int NextBelow(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        while (true)
        {
            var product = (ulong)NextBits() * (uint)count;
            // What would favour some lies below the remainder of 2³² by the count, which is less than the count.
            if ((uint)product >= (uint)count || (uint)product >= (uint)-count % (uint)count)
                return (int)(product >> 32);
        }
    }

    /// <summary>One block: ten rounds over a counter of four words with a key of two.</summary>
    /// <param name="counter">Four words.</param>
    /// <param name="key0">The first word of the key.</param>
    /// <param name="key1">The second word of the key.</param>
    /// <param name="block">Receives four words.</param>
    public static void Philox(ReadOnlySpan<uint> counter, uint key0, uint key1, Span<uint> block)
    {
        var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3]);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }
        (block[0], block[1], block[2], block[3]) = (c0, c1, c2, c3);
    }

    private void Fill()
    {
        if (Avx2.IsSupported) EightBlocks();
        else
            for (var b = 0u; b < AtOnce; b++)
                Philox([blocks + b, image, epoch, purpose], key0, key1, bits.AsSpan((int)b * BlockWords, BlockWords));
        blocks += AtOnce;
        used = 0;
    }

    /// <summary>Eight blocks, one in each lane.</summary>
    private void EightBlocks()
    {
        var (c0, c1) = (Vector256.Create(blocks) + Vector256<uint>.Indices, Vector256.Create(image));
        var (c2, c3) = (Vector256.Create(epoch), Vector256.Create(purpose));
        var (k0, k1) = (key0, key1);
        for (var round = 0; round < Rounds; round++)
        {
            var (low0, high0) = Products(c0, Multiplier0);
            var (low1, high1) = Products(c2, Multiplier1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector256.Create(k0), low1, high0 ^ c3 ^ Vector256.Create(k1), low0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        var (first, second) = (Avx2.UnpackLow(c0, c1).AsUInt64(), Avx2.UnpackLow(c2, c3).AsUInt64());
        var (third, fourth) = (Avx2.UnpackHigh(c0, c1).AsUInt64(), Avx2.UnpackHigh(c2, c3).AsUInt64());
        Store(Avx2.UnpackLow(first, second), 0);
        Store(Avx2.UnpackHigh(first, second), 1);
        Store(Avx2.UnpackLow(third, fourth), 2);
        Store(Avx2.UnpackHigh(third, fourth), 3);

        // A lane pair of the lower half is a block, and one of the upper half the fourth after it.
        void Store(Vector256<ulong> two, int block)
        {
            two.GetLower().AsUInt32().CopyTo(bits, block * BlockWords);
            two.GetUpper().AsUInt32().CopyTo(bits, (block + AtOnce / 2) * BlockWords);
        }
    }

    /// <summary>Lower and upper words of the products.</summary>
    private static (Vector256<uint> Low, Vector256<uint> High) Products(Vector256<uint> factors, uint multiplier)
    {
        var by = Vector256.Create(multiplier);
        var (even, odd) = (Avx2.Multiply(factors, by), Avx2.Multiply(Avx2.ShiftRightLogical(factors.AsUInt64(), 32).AsUInt32(), by));
        return (
            Avx2.Blend(even.AsUInt32(), Avx2.ShiftLeftLogical(odd, 32).AsUInt32(), 0b10101010),
            Avx2.Blend(Avx2.ShiftRightLogical(even, 32).AsUInt32(), odd.AsUInt32(), 0b10101010));
    }
}

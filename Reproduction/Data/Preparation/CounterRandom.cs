namespace Reproduction.Data.Preparation;

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
    private readonly uint key0, key1, image, epoch, purpose;
    private readonly uint[] block = new uint[4];
    private uint blocks;
    private int used = 4;

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

    /// <summary>32 random bits.</summary>
    public uint NextBits()
    {
        if (used == block.Length)
        {
            Philox([blocks++, image, epoch, purpose], key0, key1, block);
            used = 0;
        }
        return block[used++];
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
        var unfair = (uint)-count % (uint)count;
        while (true)
        {
            var product = (ulong)NextBits() * (uint)count;
            if ((uint)product >= unfair)
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
        for (var round = 0; round < 10; round++)
        {
            var product0 = 0xD2511F53UL * c0;
            var product1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }
        (block[0], block[1], block[2], block[3]) = (c0, c1, c2, c3);
    }
}

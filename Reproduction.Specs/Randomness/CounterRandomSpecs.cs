using Reproduction.Data.Preparation;
using Reproduction.Randomness;

namespace Reproduction.Specs.Randomness;

public sealed class CounterRandomSpecs
{
    /// <summary>The known answers that the authors of Philox4x32-10 publish with Random123.</summary>
    [Theory]
    [InlineData(new uint[] { 0, 0, 0, 0 }, 0u, 0u, new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, 0xffffffffu, 0xffffffffu,
        new uint[] { 0x408f276du, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, 0xa4093822u, 0x299f31d0u,
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420u, 0x24126ea1u })]
    public void A_block_is_the_one_that_the_authors_of_Philox_publish(uint[] counter, uint key0, uint key1, uint[] expected)
    {
        var block = new uint[4];

        CounterRandom.Philox(counter, key0, key1, block);

        block.Should().Equal(expected);
    }

    [Fact]
    public void The_key_is_the_seed_and_the_counter_block_image_epoch_and_purpose()
    {
        var random = new CounterRandom(0x0000_0007_0000_0005, RandomPurpose.HeldOut, epoch: 9, image: 11);
        var (first, second) = (new uint[4], new uint[4]);
        CounterRandom.Philox([0, 11, 9, 3], 5, 7, first);
        CounterRandom.Philox([1, 11, 9, 3], 5, 7, second);

        Enumerable.Range(0, 8).Select(_ => random.NextBits()).Should().Equal([.. first, .. second]);
    }

    [Fact]
    public void Blocks_that_are_computed_side_by_side_are_those_of_one_after_the_other()
    {
        var random = new CounterRandom(0xfedc_ba98_7654_3210, RandomPurpose.Resample, epoch: 123_456, image: 789);
        var block = new uint[4];

        for (var b = 0u; b < 50; b++)
        {
            CounterRandom.Philox([b, 789, 123_456, (uint)RandomPurpose.Resample], 0x7654_3210, 0xfedc_ba98, block);
            Enumerable.Range(0, 4).Select(_ => random.NextBits()).Should().Equal(block, $"of block {b}");
        }
    }

    [Fact]
    public void A_uniform_number_has_the_first_53_of_64_bits()
    {
        var (bits, uniform, ranged) = (Stream(), Stream(), Stream());
        var expected = (((ulong)bits.NextBits() << 32) + bits.NextBits()) / 2048 / Math.Pow(2, 53);

        uniform.NextUniform().Should().Be(expected);
        ranged.NextUniform(-1, 3).Should().Be(-1 + 4 * expected);
    }

    [Fact]
    public void A_number_below_a_count_is_the_high_word_of_bits_times_count()
    {
        var (bits, below) = (Stream(), Stream());

        for (var i = 0; i < 100; i++) below.NextBelow(10).Should().Be((int)((ulong)bits.NextBits() * 10 >> 32));
        new CounterRandom(1, RandomPurpose.View).NextBelow(1).Should().Be(0);
    }

    [Fact]
    public void Bits_that_would_favour_some_numbers_are_drawn_again()
    {
        // Of the 32 bits' values a quarter is left over: 2³² mod 3 · 2²⁹ = 2³⁰.
        const uint count = 3u << 29;
        var (bits, below) = (Stream(), Stream());
        var unfair = (uint)((1UL << 32) % count);
        uint Fair()
        {
            while (true)
            {
                var drawn = bits.NextBits();
                if ((uint)((ulong)drawn * count) >= unfair) return drawn;
            }
        }

        for (var i = 0; i < 200; i++) below.NextBelow((int)count).Should().Be((int)((ulong)Fair() * count >> 32));
    }

    [Fact]
    public void There_is_no_number_below_none_and_no_stream_of_a_negative_image_or_epoch()
    {
        FluentActions.Invoking(() => Stream().NextBelow(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CounterRandom(1, RandomPurpose.View, epoch: -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CounterRandom(1, RandomPurpose.View, image: -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void An_epochs_order_is_Fisher_and_Yates_with_its_own_stream()
    {
        var expected = new[] { 5, 6, 7, 8, 9 };
        var random = new CounterRandom(3, RandomPurpose.EpochOrder, epoch: 2);
        foreach (var last in new[] { 4, 3, 2, 1 })
        {
            var other = random.NextBelow(last + 1);
            (expected[last], expected[other]) = (expected[other], expected[last]);
        }

        new EpochSeed(3, 2).Shuffle([5, 6, 7, 8, 9]).Should().Equal(expected);
        new EpochSeed(3, 2).View(4).NextBits().Should().Be(new CounterRandom(3, RandomPurpose.View, epoch: 2, image: 4).NextBits());
    }

    private static CounterRandom Stream() => new(42, RandomPurpose.View, 1, 2);
}

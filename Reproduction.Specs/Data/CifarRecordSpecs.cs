using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Reproduction.Data;

namespace Reproduction.Specs.Data;

public sealed class CifarRecordSpecs
{
    [Property(MaxTest = 50, Replay = "(1234567890123456789,987654321)", Arbitrary = [typeof(Images)])]
    public void What_is_written_as_records_is_read_back_the_same(ImageSet images)
    {
        using var stream = new MemoryStream();
        CifarRecords.Write(stream, images, 0, images.Count);

        var read = new CifarRecords().Read([("batch", stream.Length, () => new MemoryStream(stream.ToArray()))], "training", 256);

        stream.Length.Should().Be(images.Count * 3073L);
        read.Labels.Should().Equal(images.Labels);
        read.Pixels.Span.SequenceEqual(images.Pixels.Span).Should().BeTrue();
    }

    [Property(MaxTest = 30, Replay = "(1234567890123456789,987654321)", Arbitrary = [typeof(Images)])]
    public void A_split_over_several_files_reads_like_one_file(ImageSet images, NonNegativeInt cut)
    {
        var first = cut.Get % (images.Count + 1);
        using var one = new MemoryStream();
        using var two = new MemoryStream();
        CifarRecords.Write(one, images, 0, first);
        CifarRecords.Write(two, images, first, images.Count - first);

        var read = new CifarRecords().Read(
            [("1", one.Length, () => new MemoryStream(one.ToArray())), ("2", two.Length, () => new MemoryStream(two.ToArray()))],
            "training", 256);

        read.Labels.Should().Equal(images.Labels);
        read.Pixels.Span.SequenceEqual(images.Pixels.Span).Should().BeTrue();
    }

    [Fact]
    public void A_length_beyond_memory_is_refused_before_any_is_taken()
    {
        var counting = () => new CifarRecords().CountIn("batch", 3073L * 1_000_000);

        counting.Should().Throw<BadInputException>().WithMessage("batch: 1000000 records are more than fit in memory*");
    }

    public static class Images
    {
        public static Arbitrary<ImageSet> Some() => Arb.From(
            from count in Gen.Choose(1, 6)
            from labels in Gen.ArrayOf(Gen.Choose(0, 255), count)
            from seed in Gen.Choose(0, int.MaxValue)
            select new ImageSet(Noise(seed, count * 3072), labels, 3, 32, 32));

        private static byte[] Noise(int seed, int length)
        {
            var bytes = new byte[length];
            new Random(seed).NextBytes(bytes);
            return bytes;
        }
    }
}

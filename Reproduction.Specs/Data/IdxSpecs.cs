using System.IO.Compression;
using Reproduction.Data;

namespace Reproduction.Specs.Data;

public sealed class IdxSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Three 2×4 images and their labels, written out as the format's description has them.
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 4, .. Enumerable.Range(100, 24).Select(i => (byte)i)];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9];

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void Images_and_labels_are_read_plain_and_gzipped(string ending)
    {
        WriteAll(folder.MakeFolder("mnist"), ending);

        var data = HeldDataset.In(folder.Path, "mnist")!.Read();

        data.Train.Labels.Should().Equal(7, 0, 9);
        (data.Train.Count, data.Train.Channels, data.Train.Height, data.Train.Width).Should().Be((3, 1, 2, 4));
        data.Test.Image(1).ToArray().Should().Equal(108, 109, 110, 111, 112, 113, 114, 115);
    }

    [Fact]
    public void A_wrong_magic_is_refused_with_the_one_expected() =>
        Reading(Labels, "images").Should().Throw<BadInputException>().WithMessage("*images: magic 0x00000801; expected 0x00000803, an IDX file of images");

    [Fact]
    public void Fewer_bytes_than_the_header_says_are_refused() =>
        Reading(Images[..^1], "images").Should().Throw<BadInputException>().WithMessage("*images: says 3×2×4 images, 24 bytes, but has 23");

    [Fact]
    public void More_bytes_than_the_header_says_are_refused() =>
        Reading([.. Images, 0], "images").Should().Throw<BadInputException>().WithMessage("*images: says 3×2×4 images, 24 bytes, but goes on after them");

    [Fact]
    public void A_header_cut_short_is_refused() =>
        Reading(Images[..9], "images").Should().Throw<BadInputException>().WithMessage("*images: ends after 9 bytes; expected an IDX header of 16");

    [Theory]
    [InlineData("images")]
    [InlineData("images.gz")]
    public void A_header_that_claims_two_thousand_million_images_takes_no_memory(string file)
    {
        byte[] claim = [0, 0, 8, 3, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Reading(file.EndsWith(".gz", StringComparison.Ordinal) ? Gzipped(claim) : claim, file).Should().Throw<BadInputException>()
            .WithMessage("*says 2147483647×1×1 images, 2147483647 bytes, but has*");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000_000);
    }

    [Theory]
    [InlineData(0xff)]
    [InlineData(0)]
    public void A_negative_number_of_images_or_none_is_refused(byte byteOfCount) =>
        Reading([0, 0, 8, 3, byteOfCount, byteOfCount, byteOfCount, byteOfCount, .. Images[8..]], "images")
            .Should().Throw<BadInputException>().WithMessage("*expected at least one*");

    [Fact]
    public void A_gzip_file_cut_anywhere_is_refused()
    {
        var whole = Gzipped(Images);
        for (var length = 0; length < whole.Length; length++)
            Reading(whole[..length], "images.gz").Should().Throw<BadInputException>($"{length} of {whole.Length} bytes are not the whole").WithMessage("*images.gz: *");
    }

    [Fact]
    public void A_gzip_file_with_a_bit_turned_in_its_content_or_checksum_is_refused()
    {
        // Stored, not compressed, so that only the checksum can tell.
        var whole = Gzipped(Images, CompressionLevel.NoCompression);
        foreach (var at in new[] { whole.Length - 12, whole.Length - 7 })
        {
            var turned = whole.ToArray();
            turned[at] ^= 1;
            Reading(turned, "images.gz").Should().Throw<BadInputException>().WithMessage("*images.gz: not a whole gzip file*");
        }
    }

    [Fact]
    public void A_file_that_is_no_gzip_at_all_is_refused() =>
        Reading(Images, "images.gz").Should().Throw<BadInputException>().WithMessage("*images.gz: not a whole gzip file*");

    [Fact]
    public void Label_10_is_refused_with_its_place()
    {
        var file = folder["labels"];
        File.WriteAllBytes(file, [0, 0, 8, 1, 0, 0, 0, 3, 9, 10, 0]);

        var reading = () => IdxFile.ReadLabels(file, classes: 10);

        reading.Should().Throw<BadInputException>().WithMessage("*labels: label 1 is 10; expected 0 to 9");
    }

    [Fact]
    public void As_many_labels_as_images_are_expected()
    {
        WriteAll(folder.MakeFolder("mnist"), "");
        File.WriteAllBytes(folder["mnist/t10k-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 2, 7, 0]);

        var reading = () => HeldDataset.In(folder.Path, "mnist")!.Read();

        reading.Should().Throw<BadInputException>().WithMessage("*t10k-labels-idx1-ubyte: 2 labels; expected 3, one for each image of t10k-images-idx3-ubyte");
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void A_missing_file_is_named(string file)
    {
        WriteAll(folder.MakeFolder("mnist"), "");
        File.Delete(folder["mnist/" + file]);

        var reading = () => HeldDataset.In(folder.Path, "mnist")!.Read();

        reading.Should().Throw<BadInputException>().WithMessage($"*{file}: missing, plain and with .gz*");
    }

    internal static void WriteAll(string place, string ending)
    {
        foreach (var split in new[] { "train", "t10k" })
        {
            File.WriteAllBytes(Path.Combine(place, $"{split}-images-idx3-ubyte{ending}"), ending == "" ? Images : Gzipped(Images));
            File.WriteAllBytes(Path.Combine(place, $"{split}-labels-idx1-ubyte{ending}"), ending == "" ? Labels : Gzipped(Labels));
        }
    }

    internal static byte[] Gzipped(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, level)) gzip.Write(bytes);
        return memory.ToArray();
    }

    private Action Reading(byte[] bytes, string name)
    {
        var file = folder[name];
        File.WriteAllBytes(file, bytes);
        return () => IdxFile.ReadImages(file);
    }
}

using System.IO.Compression;
using Reproduction.Data;

namespace Reproduction.Specs.Data;

public sealed class IdxSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Three 2×4 images and their labels, written out as the format's description has them.
    private static readonly byte[] Images =
        [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 4, .. Enumerable.Range(100, 24).Select(i => (byte)i)];
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
        Reading(Labels, "images").Should().Throw<BadInputException>()
            .WithMessage("*images: magic 0x00000801, expected 0x00000803, an IDX file of images");

    [Fact]
    public void Fewer_bytes_than_the_header_says_are_refused() =>
        Reading(Images[..^1], "images").Should().Throw<BadInputException>().WithMessage("*images: says 3×2×4 images, 24 bytes, but has 23");

    [Fact]
    public void More_bytes_than_the_header_says_are_refused() =>
        Reading([.. Images, 0], "images").Should().Throw<BadInputException>()
            .WithMessage("*images: says 3×2×4 images, 24 bytes, but goes on after them");

    [Fact]
    public void A_header_cut_short_is_refused() =>
        Reading(Images[..9], "images").Should().Throw<BadInputException>()
            .WithMessage("*images: ends after 9 bytes, expected an IDX header of 16");

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
            Reading(whole[..length], "images.gz").Should().Throw<BadInputException>($"{length} of {whole.Length} bytes are not the whole")
                .WithMessage("*images.gz: *");
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

        reading.Should().Throw<BadInputException>().WithMessage("*labels: label 1 is 10, expected 0 to 9");
    }

    [Fact]
    public void The_first_label_is_checked_like_all_others_and_labels_are_called_labels()
    {
        var file = folder["labels"];
        File.WriteAllBytes(file, [0, 0, 8, 1, 0, 0, 0, 1, 10]);
        FluentActions.Invoking(() => IdxFile.ReadLabels(file, classes: 10)).Should().Throw<BadInputException>()
            .WithMessage("*labels: label 0 is 10, expected 0 to 9");

        File.WriteAllBytes(file, Images);
        FluentActions.Invoking(() => IdxFile.ReadLabels(file, classes: 10)).Should().Throw<BadInputException>()
            .WithMessage("*magic 0x00000803, expected 0x00000801, an IDX file of labels");
    }

    [Theory]
    [InlineData(0x10, 0x00, true)]
    [InlineData(0x10, 0x01, false)]
    public void Sides_of_up_to_4096_pixels_are_believed(byte upper, byte lower, bool believed)
    {
        var side = 256 * upper + lower;
        var file = folder["images"];
        File.WriteAllBytes(file, [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, upper, lower, .. new byte[side]]);

        var reading = () => IdxFile.ReadImages(file, inColour: false);

        if (believed) reading.Should().NotThrow();
        else reading.Should().Throw<BadInputException>().WithMessage("*says 1×1×4097 images, expected at least one, of sides up to 4096");
    }

    [Fact]
    public void A_gzip_file_whose_content_ends_before_the_header_says_is_refused_with_both_numbers() =>
        Reading(Gzipped(Images[..^1]), "images.gz").Should().Throw<BadInputException>()
            .WithMessage("*images.gz: says 3×2×4 images, 24 bytes, but ends after 23");

    [Fact]
    public void Of_a_gzip_file_the_message_says_what_it_can_hold_at_most() =>
        Reading(Gzipped([0, 0, 8, 3, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 1, 1]), "images.gz")
            .Should().Throw<BadInputException>().WithMessage("*2147483647 bytes, but has at most *");

    [Fact]
    public void A_file_with_nothing_but_the_magic_of_another_format_is_told_so() =>
        Reading(Labels[..4], "images").Should().Throw<BadInputException>().WithMessage("*magic 0x00000801, expected 0x00000803*");

    [Fact]
    public void The_origin_is_unrecorded_where_nothing_recorded_it()
    {
        WriteAll(folder.MakeFolder("mnist"), "");

        var held = HeldDataset.In(folder.Path, "mnist")!;

        held.Form.Should().Be("IDX files");
        held.Read().Source.Should().Be("IDX files of unrecorded origin (no source.json beside them)");
    }

    [Fact]
    public void A_folder_named_after_the_data_set_is_taken_before_files_that_lie_beside_it()
    {
        WriteAll(folder.MakeFolder("mnist"), "");
        WriteAll(folder.Path, "");

        HeldDataset.In(folder.Path, "mnist")!.Path.Should().Be(folder["mnist"]);
    }

    [Fact]
    public void As_many_labels_as_images_are_expected()
    {
        WriteAll(folder.MakeFolder("mnist"), "");
        File.WriteAllBytes(folder["mnist/t10k-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 2, 7, 0]);

        var reading = () => HeldDataset.In(folder.Path, "mnist")!.Read();

        reading.Should().Throw<BadInputException>()
            .WithMessage("*t10k-labels-idx1-ubyte: 2 labels, expected 3, one for each image of t10k-images-idx3-ubyte");
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void A_missing_file_is_named(string file)
    {
        WriteAll(folder.MakeFolder("mnist"), "");
        File.Delete(folder["mnist/" + file]);

        var reading = () => HeldDataset.In(folder.Path, "mnist")!.Read();

        reading.Should().Throw<BadInputException>()
            .WithMessage(
                $"*{file}: missing, plain and with .gz, expected train-images-idx3-ubyte, train-labels-idx1-ubyte, "
                + "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte in one folder");
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
        return () => IdxFile.ReadImages(file, inColour: false);
    }
}

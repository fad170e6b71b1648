using Reproduction.Data;

namespace Reproduction.Specs.Data;

public sealed class CifarBatchSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string batches;

    public CifarBatchSpecs() => batches = CifarFiles.Write(folder["cifar-10-batches-bin"]);

    public void Dispose() => folder.Dispose();

    private Dataset Read() => HeldDataset.In(folder.Path, "cifar-10")!.Read();

    [Fact]
    public void Labels_and_pixels_come_in_the_order_of_the_files_red_before_green_before_blue()
    {
        var data = Read();

        data.Train.Labels.Should().Equal(0, 9, 1, 8, 2, 7, 3, 6, 4, 5);
        data.Test.Labels.Should().Equal(3, 1, 4);
        (data.Train.Channels, data.Train.Height, data.Train.Width).Should().Be((3, 32, 32));
        data.Train.Image(3).ToArray().Should().Equal(CifarFiles.Record(8, 13)[1..]);
        data.Test.Image(2).ToArray().Should().Equal(CifarFiles.Record(4, 26)[1..]);
    }

    [Fact]
    public void Without_a_file_of_class_names_the_official_ten_hold() =>
        Read().ClassNames.Should().Equal("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    [Fact]
    public void The_official_file_of_class_names_ends_in_a_blank_line_that_is_no_class()
    {
        File.WriteAllText(Path.Combine(batches, "batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");

        Read().ClassNames.Should().Equal("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    }

    [Fact]
    public void Batches_that_are_links_are_read_where_they_lead()
    {
        folder.MakeFolder("elsewhere");
        foreach (var file in Directory.GetFiles(batches))
        {
            File.Move(file, folder[$"elsewhere/{Path.GetFileName(file)}"]);
            File.CreateSymbolicLink(file, $"../elsewhere/{Path.GetFileName(file)}");
        }

        Read().Train.Labels.Should().Equal(0, 9, 1, 8, 2, 7, 3, 6, 4, 5);
    }

    [Fact]
    public void A_truncated_batch_is_refused() => AfterWriting("data_batch_3.bin", CifarFiles.Batch(1, 2)[..^1])
        .Should().Throw<BadInputException>()
        .WithMessage("*data_batch_3.bin: 6145 bytes are 1 records and 3072 bytes, expected a whole number of 3073-byte records*");

    [Fact]
    public void An_oversized_batch_is_refused() => AfterWriting("test_batch.bin", [.. CifarFiles.Batch(1, 2), 0])
        .Should().Throw<BadInputException>().WithMessage("*test_batch.bin: 6147 bytes are 2 records and 1 bytes, expected*");

    [Fact]
    public void Label_10_is_refused_with_its_record() => AfterWriting("data_batch_2.bin", CifarFiles.Batch(9, 0, 10, 1))
        .Should().Throw<BadInputException>().WithMessage("*data_batch_2.bin: record 2 (byte 6146) has label 10, expected 0 to 9");

    [Fact]
    public void A_label_is_out_of_range_where_the_file_of_class_names_has_fewer()
    {
        File.WriteAllText(Path.Combine(batches, "batches.meta.txt"), "cat\ndog\n");

        var reading = Read;

        reading.Should().Throw<BadInputException>().WithMessage("*has label 9, expected 0 to 1");
    }

    [Theory]
    [InlineData("data_batch_4.bin")]
    [InlineData("test_batch.bin")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(batches, file));

        var reading = Read;

        reading.Should().Throw<BadInputException>().WithMessage($"*{file}: missing*");
    }

    [Fact]
    public void A_batch_may_be_empty_but_not_a_split()
    {
        AfterWriting("data_batch_5.bin", []).Should().NotThrow();
        AfterWriting("test_batch.bin", []).Should().Throw<BadInputException>()
            .WithMessage("*test_batch.bin: empty, expected at least one test image");
    }

    private Func<Dataset> AfterWriting(string file, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(batches, file), bytes);
        return Read;
    }
}

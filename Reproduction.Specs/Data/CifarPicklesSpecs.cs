using System.Text;
using Reproduction.Data;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Data;

/// <summary>CIFAR as torchvision downloads it.</summary>
public sealed class CifarPicklesSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("protocol_2")]
    [InlineData("protocol_3")]
    [InlineData("protocol_4")]
    [InlineData("protocol_5")]
    [InlineData("by_columns")]
    [InlineData("by_columns_5")]
    [InlineData("text_keys")]
    public void A_batch_that_Python_pickled_gives_the_pixels_and_labels_that_it_was_given(string file)
    {
        var images = Read(Golden(file));

        images.Labels.Should().Equal(3, 9, 0);
        images.Pixels.ToArray().Should().Equal(GoldenValues.Tensors("cifar_pickles", "pixels")["pixels"].Bytes);
    }

    /// <summary>As the official files begin: Python 2 wrote bytes as text and the array by numpy.core.multiarray.</summary>
    [Fact]
    public void A_batch_as_Python_2_wrote_it_is_read()
    {
        var pixels = GoldenValues.Tensors("cifar_pickles", "pixels")["pixels"].Bytes[..3072];
        byte[] batch =
        [
            0x80, 2, (byte)'}', (byte)'(', .. Short("labels"), (byte)']', (byte)'K', 7, (byte)'a', .. Short("data"),
            .. Encoding.ASCII.GetBytes(
                "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tU\u0001btR(K\u0001(K\u0001M\0\u000ctcnumpy\ndtype\n(U\u0002u1K\0K\u0001tR(K\u0003U\u0001|NNNJ"),
            0xff, 0xff, 0xff, 0xff, (byte)'J', 0xff, 0xff, 0xff, 0xff, (byte)'K', 0, (byte)'t', (byte)'b', 0x89,
            (byte)'T', .. BitConverter.GetBytes(pixels.Length), .. pixels, (byte)'t', (byte)'b', (byte)'u', (byte)'.',
        ];

        var images = Read(batch);

        images.Labels.Should().Equal(7);
        images.Pixels.ToArray().Should().Equal(pixels);

        static byte[] Short(string text) => [(byte)'U', (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
    }

    [Theory]
    [InlineData("floats", "data has elements of another type, expected bytes (uint8)")]
    [InlineData("a_row_too_few", "3 labels and 2 images, expected as many of both")]
    [InlineData("fine", "has no labels, expected the labels and data of CIFAR's Python format")]
    public void A_batch_that_is_none_is_refused(string file, string message) =>
        FluentActions.Invoking(() => Read(Golden(file))).Should().Throw<BadInputException>().WithMessage($"batch: {message}");

    [Fact]
    public void A_label_beyond_the_classes_is_refused() =>
        FluentActions.Invoking(() => Read(Golden("protocol_4"), classes: 9)).Should().Throw<BadInputException>()
            .WithMessage("batch: label 1 of labels is 9, expected 0 to 8");

    [Fact]
    public void A_pickle_that_would_run_something_is_refused_by_its_name_and_nothing_is_run() =>
        FluentActions.Invoking(() => Read("cos\nsystem\n(S'touch ran'\ntR."u8.ToArray())).Should().Throw<BadInputException>()
            .WithMessage("batch: *os.system*nothing was run*");

    [Fact]
    public void A_folder_as_torchvision_downloads_it_holds_the_same_data_set_as_binary_batches()
    {
        CifarFiles.Write(folder["binary/cifar-10-batches-bin"]);
        var binary = HeldDataset.In(folder["binary"], "cifar-10")!.Read();
        WritePython(folder.MakeFolder("python/cifar-10-batches-py"));

        var held = HeldDataset.In(folder["python"], "cifar-10")!;

        held.Form.Should().Be("Python batches");
        held.Read().Fingerprint.Should().Be(binary.Fingerprint);
        CifarFiles.WriteArchive(folder["cifar-10-python.tar.gz"], folder["python/cifar-10-batches-py"]);
        HeldDataset.In(folder.Path, "cifar-10")!.Read().Fingerprint.Should().Be(binary.Fingerprint);
    }

    [Fact]
    public void Class_names_come_from_the_file_of_them()
    {
        File.WriteAllBytes(folder["batches.meta"], Golden("meta"));

        new CifarPickles("labels", "label_names").ReadClasses(folder["batches.meta"], Golden("meta")).Should()
            .Equal("airplane", "automobile");
    }

    private static byte[] Golden(string file) => GoldenValues.Tensors("cifar_pickles", "files")[file].Bytes;

    private static ImageSet Read(byte[] content, int classes = 10) =>
        new CifarPickles("labels", "label_names").Read([("batch", content.Length, () => new MemoryStream(content))], "training", classes);

    // The records of the binary files, pickled with the opcodes of protocol 3.
    private void WritePython(string place)
    {
        foreach (var name in CifarFiles.TrainNames.Append(CifarFiles.TestName))
        {
            var records = File.ReadAllBytes(folder[$"binary/cifar-10-batches-bin/{name}"]).Chunk(3073).ToArray();
            byte[] pixels = [.. records.SelectMany(record => record[1..])];
            byte[] labels = [.. records.SelectMany(record => new[] { (byte)'K', record[0], (byte)'a' })];
            File.WriteAllBytes(Path.Combine(place, Path.ChangeExtension(name, null)),
            [
                0x80, 3, (byte)'}', (byte)'(', (byte)'C', 6, .. "labels"u8, (byte)']', .. labels, (byte)'C', 4, .. "data"u8,
                .. "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tC\u0001btR(K\u0001("u8, (byte)'K', (byte)records.Length,
                (byte)'M', 0, 12, (byte)'t',
                .. "cnumpy\ndtype\n(C\u0002u1K\0K\u0001tR"u8, 0x89, (byte)'B', .. BitConverter.GetBytes(pixels.Length), .. pixels,
                (byte)'t', (byte)'b', (byte)'u', (byte)'.',
            ]);
        }
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using Reproduction.Data;
using Reproduction.Data.Import;
using SkiaSharp;

namespace Reproduction.Specs.Data.Import;

public sealed class ImageImportSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Batches => folder["data/cifar-10-batches-bin"];

    private Dataset Import(string source, params string[] classes)
    {
        new ImageImport("cifar-10", classes.Length == 0 ? null : classes).Run(source, folder["data"]);
        return HeldDataset.In(folder["data"], "cifar-10")!.Read();
    }

    [Fact]
    public void The_classes_take_turns_each_with_its_files_in_the_order_of_their_names()
    {
        var data = Import(ImageFiles.WriteFolder(folder["pictures"], ImageFiles.Tree()));

        data.ClassNames.Should().Equal("cat", "dog");
        data.Train.Labels.Should().Equal(0, 1, 0, 1, 0);
        Seeds(data.Train).Should().Equal(0, 100, 1, 101, 2);
        Seeds(data.Test).Should().Equal(50, 150);
    }

    [Fact]
    public void A_zip_gives_the_same_batches_as_the_folder_in_whatever_order_its_entries_are()
    {
        var tree = ImageFiles.Tree();
        var fromFolder = Import(ImageFiles.WriteFolder(folder["pictures"], tree)).Fingerprint;

        Import(ImageFiles.WriteZip(folder["forth.zip"], tree)).Fingerprint.Should().Be(fromFolder);
        Import(ImageFiles.WriteZip(folder["back.zip"], tree.Reverse())).Fingerprint.Should().Be(fromFolder);
    }

    [Fact]
    public void A_given_class_order_decides_the_labels()
    {
        var data = Import(ImageFiles.WriteFolder(folder["pictures"], ImageFiles.Tree()), "dog", "cat");

        data.ClassNames.Should().Equal("dog", "cat");
        Seeds(data.Train).Should().Equal(100, 0, 101, 1, 2);
        data.Train.Labels.Should().Equal(0, 1, 0, 1, 1);
    }

    [Fact]
    public void The_training_images_are_split_evenly_over_five_files_and_the_test_images_are_in_one()
    {
        var tree = Enumerable.Range(0, 12).ToDictionary(i => $"train/cat/{i:d4}.png", i => ImageFiles.Encoded(SKEncodedImageFormat.Png, i));
        tree["test/cat/0.png"] = ImageFiles.Encoded(SKEncodedImageFormat.Png, 99);

        Import(ImageFiles.WriteFolder(folder["pictures"], tree));

        CifarFiles.TrainNames.Select(name => new FileInfo(Path.Combine(Batches, name)).Length / 3073.0).Should()
            .OnlyContain(count => count == 2 || count == 3);
        CifarFiles.TrainNames.Sum(name => new FileInfo(Path.Combine(Batches, name)).Length).Should().Be(12 * 3073);
        new FileInfo(Path.Combine(Batches, CifarFiles.TestName)).Length.Should().Be(3073);
        File.ReadAllText(Path.Combine(Batches, "batches.meta.txt")).Should().Be("cat\n\n");
    }

    [Fact]
    public void The_source_is_recorded_beside_the_batches()
    {
        var zip = ImageFiles.WriteZip(folder["pictures.zip"], ImageFiles.Tree(SKEncodedImageFormat.Jpeg));

        var data = Import(zip);

        var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(Batches, "source.json"))).RootElement;
        record.GetProperty("source").GetString().Should().Be("pictures.zip");
        record.GetProperty("source_sha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(zip))));
        record.GetProperty("encoding").GetString().Should().Be("JPEG");
        record.GetProperty("class_order").GetString().Should().Be("alphabetical");
        record.GetProperty("classes").EnumerateArray().Select(name => name.GetString()).Should().Equal("cat", "dog");
        (record.GetProperty("train_images").GetInt32(), record.GetProperty("test_images").GetInt32()).Should().Be((5, 2));
        data.Source.Should()
            .StartWith("JPEG images of pictures.zip (SHA-256 ").And.EndWith("decoded; not bit-equal to the images they were made from");
    }

    [Fact]
    public void Batches_that_changed_after_the_import_no_longer_bear_its_name()
    {
        Import(ImageFiles.WriteFolder(folder["pictures"], ImageFiles.Tree()));
        var batch = File.ReadAllBytes(Path.Combine(Batches, CifarFiles.TestName));
        batch[1] ^= 1;
        File.WriteAllBytes(Path.Combine(Batches, CifarFiles.TestName), batch);

        HeldDataset.In(folder["data"], "cifar-10")!.Read().Source.Should()
            .StartWith("files that have changed since source.json beside them");
    }

    [Fact]
    public void Importing_over_batches_replaces_them_wholly()
    {
        CifarFiles.Write(Batches);
        File.WriteAllText(Path.Combine(Batches, "readme.html"), "of the former batches");

        Import(ImageFiles.WriteFolder(folder["pictures"], ImageFiles.Tree())).Train.Count.Should().Be(5);

        File.Exists(Path.Combine(Batches, "readme.html")).Should().BeFalse();
        Directory.GetFileSystemEntries(folder["data"]).Should().Equal(Batches);
    }

    [Fact]
    public void An_import_that_fails_leaves_the_former_batches_as_they_were()
    {
        CifarFiles.Write(Batches);
        var tree = ImageFiles.Tree();
        tree["test/dog/0001.png"] = [1, 2, 3];

        var importing = () => Import(ImageFiles.WriteFolder(folder["pictures"], tree));

        importing.Should().Throw<BadInputException>();
        Directory.GetFileSystemEntries(folder["data"]).Should().Equal(Batches);
        HeldDataset.In(folder["data"], "cifar-10")!.Read().Test.Labels.Should().Equal(3, 1, 4);
    }

    [Fact]
    public void Files_beside_the_splits_hidden_files_and_what_macOS_adds_to_zips_are_left_alone()
    {
        var tree = ImageFiles.Tree();
        tree["README.md"] = [35];
        tree["train/.DS_Store"] = [0];
        tree["train/cat/._0000.png"] = [0];
        tree["__MACOSX/train/cat/._0000.png"] = [0];

        Import(ImageFiles.WriteZip(folder["pictures.zip"], tree)).Train.Count.Should().Be(5);
    }

    [Fact]
    public void A_data_set_of_another_name_is_found_by_that_name()
    {
        new ImageImport("my-pets").Run(ImageFiles.WriteFolder(folder["pictures"], ImageFiles.Tree()), folder["data"]);

        HeldDataset.In(folder["data"], "my-pets")!.Read().ClassNames.Should().Equal("cat", "dog");
        HeldDataset.In(folder["data/my-pets-batches-bin"], "my-pets")!.Read().Name.Should().Be("my-pets");
        HeldDataset.In(folder["data/my-pets-batches-bin"], "cifar-10").Should().BeNull();
        new DataPlaces([folder["data"]]).Names().Should().Equal("cifar-10", "cifar-100", "fashion-mnist", "mnist", "my-pets");
    }

    [Fact]
    public void Test_images_that_are_training_images_and_images_of_two_classes_are_said_by_their_pixels()
    {
        var tree = ImageFiles.Tree();
        // The same pixels in another file format, and in another class.
        tree["test/cat/0009.bmp"] = Bitmap(tree["train/cat/0001.png"]);
        tree["test/dog/0008.png"] = tree["train/cat/0001.png"];
        tree["train/dog/0009.png"] = tree["train/cat/0002.png"];

        Repeated(tree).Should().Equal(
            "2 test images are also training images, the first test/cat/0009.bmp (train/cat/0001.png)",
            "2 images are also images of another class, the first train/dog/0009.png (train/cat/0002.png)");
        tree.Remove("test/dog/0008.png");
        Repeated(tree).Should().Equal(
            "1 test image is also a training image, the first test/cat/0009.bmp (train/cat/0001.png)",
            "1 image is also one of another class, the first train/dog/0009.png (train/cat/0002.png)");
        Repeated(ImageFiles.Tree()).Should().BeEmpty();

        IReadOnlyList<string> Repeated(Dictionary<string, byte[]> images) =>
            new ImageImport("pets").Run(ImageFiles.WriteZip(folder[$"{Guid.NewGuid()}.zip"], images), folder["data"]).Repeated;

        // Written by hand: Skia encodes none. 32×32 pixels of 24 bits, from the lowest row up, blue first.
        static byte[] Bitmap(byte[] png)
        {
            using var image = SKBitmap.Decode(png);
            var pixels =
                from y in Enumerable.Range(0, 32)
                from x in Enumerable.Range(0, 32)
                let colour = image.GetPixel(x, 31 - y)
                from channel in new[] { colour.Blue, colour.Green, colour.Red }
                select channel;
            return [.. "BM"u8, .. Words(54 + 3072, 0, 54, 40, 32, 32, 1 | 24 << 16, 0, 3072, 2835, 2835, 0, 0), .. pixels];
        }

        static byte[] Words(params int[] words) => [.. words.SelectMany(BitConverter.GetBytes)];
    }

    /// <summary>The seed of each image, found in its first red byte; PNG keeps it exactly.</summary>
    private static IEnumerable<int> Seeds(ImageSet images) => Enumerable.Range(0, images.Count).Select(i => (int)images.Image(i)[0]);
}

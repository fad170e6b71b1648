using System.IO.Compression;
using System.Text;
using Reproduction.Data.Import;
using SkiaSharp;

namespace Reproduction.Specs.Data.Import;

/// <summary>What an import refuses, each in one line that names the file.</summary>
public sealed class ImageImportRefusalSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, byte[]> tree = ImageFiles.Tree();

    public void Dispose()
    {
        Directory.Exists(folder["data"]).Should().BeFalse("nothing is written when the source is refused");
        folder.Dispose();
    }

    [Fact]
    public void A_file_that_is_not_an_image()
    {
        tree["train/dog/0001.png"] = "not an image"u8.ToArray();

        FromZip("*pictures.zip: train/dog/0001.png: not an image, expected a JPEG, PNG, WebP or BMP file");
        FromFolder("*pictures/train/dog/0001.png: not an image, expected a JPEG, PNG, WebP or BMP file");
    }

    [Fact]
    public void The_first_of_several_bad_files_in_every_run()
    {
        tree["train/cat/0001.png"] = [1];
        tree["train/cat/0002.png"] = [2];
        tree["train/dog/0001.png"] = [3];

        for (var run = 0; run < 5; run++) FromFolder("*train/cat/0001.png: not an image*(the first of 3 such files)");
    }

    [Fact]
    public void Of_bad_files_in_several_splits_and_classes_the_first_by_its_path()
    {
        tree["train/cat/0002.png"] = [2];
        tree["train/dog/0001.png"] = [3];
        tree["test/dog/0000.png"] = [4];

        FromZip("*: test/dog/0000.png: not an image*(the first of 3 such files)");
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void An_image_cut_short(SKEncodedImageFormat format)
    {
        var whole = ImageFiles.Encoded(format, 1);
        tree["train/cat/0001.png"] = whole[..^40];

        FromFolder("*train/cat/0001.png: a damaged *image*");
    }

    [Fact]
    public void An_image_of_another_format_under_a_familiar_name()
    {
        // The smallest GIF there is: one transparent pixel.
        tree["test/cat/0000.png"] = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

        FromFolder("*test/cat/0000.png: a Gif image, expected JPEG, PNG, WebP or BMP");
    }

    [Fact]
    public void An_image_of_another_size()
    {
        tree["test/cat/0000.png"] = ImageFiles.Encoded(SKEncodedImageFormat.Png, 1, width: 33);

        FromFolder("*test/cat/0000.png: 33×32 pixels, expected 32×32 as train/cat/0000.png has, or --resize N");
    }

    [Fact]
    public void A_file_that_is_no_image_by_its_name()
    {
        tree["train/cat/labels.txt"] = [1];

        FromFolder("*train/cat/labels.txt: not an image by its name, expected .jpg, .jpeg, .png, .webp, .bmp");
    }

    [Theory]
    [InlineData("extra/cat/0000.png", "train/CLASS/FILE or test/CLASS/FILE")]
    [InlineData("train/0000.png", "train/CLASS/FILE")]
    [InlineData("train/cat/tabby/0000.png", "train/CLASS/FILE")]
    public void A_file_out_of_place(string file, string expected)
    {
        tree[file] = tree["train/cat/0000.png"];

        FromZip($"*pictures.zip: {file}: out of place, expected {expected}");
    }

    [Fact]
    public void A_class_in_train_that_test_lacks()
    {
        tree.Remove("test/dog/0000.png");

        FromFolder("*pictures/test/dog: missing, expected a folder of images of dog, since train has one");
    }

    [Fact]
    public void A_class_in_test_that_train_lacks()
    {
        tree["test/emu/0000.png"] = tree["test/dog/0000.png"];

        FromZip("*pictures.zip: train/emu: missing, expected a folder of images of emu, since test has one");
    }

    [Theory]
    [InlineData("test")]
    [InlineData("train")]
    public void A_missing_split(string split)
    {
        foreach (var file in tree.Keys.Where(file => file.StartsWith(split, StringComparison.Ordinal)).ToList()) tree.Remove(file);

        FromFolder($"*pictures/{split}: missing or without class folders*");
    }

    [Fact]
    public void An_empty_class_folder()
    {
        tree.Remove("test/dog/0000.png");
        folder.MakeFolder("pictures/test/dog");
        FromFolder("*pictures/test/dog: no images, expected .jpg, .jpeg, .png, .webp, .bmp files");

        tree["test/dog/"] = [];
        FromZip("*pictures.zip: test/dog: no images, expected .jpg, .jpeg, .png, .webp, .bmp files");
    }

    [Fact]
    public void Given_classes_that_are_not_those_of_the_folders()
    {
        FromFolder("*train/emu: missing, expected a folder of images of emu, a class that was asked for", "cat", "dog", "emu");
        FromFolder("*train/dog: not among the classes that were given (cat)", "cat");
    }

    [Theory]
    [InlineData("../train/cat/9.png")]
    [InlineData("train/cat/../../../9.png")]
    [InlineData("/train/cat/9.png")]
    [InlineData("..\\train\\cat\\9.png")]
    [InlineData("C:/train/cat/9.png")]
    [InlineData("train//9.png")]
    public void A_zip_entry_that_leaves_the_folder(string entry)
    {
        tree[entry] = tree["train/cat/0000.png"];

        FromZip($"*pictures.zip: entry {entry.Replace('\\', '/')} leaves the archive's folder*");
    }

    [Fact]
    public void A_zip_entry_that_appears_twice() =>
        Refused(ImageFiles.WriteZip(folder["pictures.zip"], tree.Append(tree.First())),
            "*pictures.zip: entry train/cat/0000.png appears twice, expected each file once");

    [Fact]
    public void A_zip_entry_that_is_a_link()
    {
        using (var zip = ZipFile.Open(folder["pictures.zip"], ZipArchiveMode.Create))
        {
            zip.CreateEntry("train/.#README").ExternalAttributes = 0xA1FF << 16;
            var entry = zip.CreateEntry("train/cat/9.png");
            entry.ExternalAttributes = 0xA1FF << 16;
            using var stream = entry.Open();
            stream.Write("/etc/passwd"u8);
        }

        Refused(folder["pictures.zip"], "*pictures.zip: entry train/cat/9.png is a link, expected files");
    }

    [Fact]
    public void A_zip_entry_that_unpacks_to_a_hundred_megabytes_takes_no_memory()
    {
        tree["train/cat/0001.png"] = new byte[100_000_000];
        var zip = ImageFiles.WriteZip(folder["pictures.zip"], tree);
        var before = GC.GetTotalAllocatedBytes();

        Refused(zip, "*pictures.zip: train/cat/0001.png: 100000000 bytes, expected an image in at most 67108864");

        (GC.GetTotalAllocatedBytes() - before).Should().BeLessThan(50_000_000);
    }

    [Fact]
    public void A_zip_entry_that_is_not_what_its_checksum_says()
    {
        var zip = ImageFiles.WriteZip(folder["pictures.zip"], tree);
        var bytes = File.ReadAllBytes(zip);
        // The list of entries at the end holds each one's CRC-32, 16 bytes after the signature of its row.
        var row = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        bytes[row + 16] ^= 1;
        File.WriteAllBytes(zip, bytes);

        Refused(zip, "*pictures.zip: train/*: damaged, its CRC-32 is ????????; the zip says ????????");
    }

    [Fact]
    public void A_zip_entry_that_unpacks_to_more_than_it_says()
    {
        tree["train/cat/0001.png"] = new byte[300_000];
        var zip = ImageFiles.WriteZip(folder["pictures.zip"], tree);
        // In the directory at the end the entry's unpacked size is the four bytes 22 before its name.
        var bytes = File.ReadAllBytes(zip);
        var name = Encoding.ASCII.GetBytes("train/cat/0001.png");
        var at = bytes.AsSpan().LastIndexOf(name) - 22;
        BitConverter.ToInt32(bytes, at).Should().Be(300_000);
        BitConverter.GetBytes(100).CopyTo(bytes, at);
        File.WriteAllBytes(zip, bytes);

        Refused(zip, "*pictures.zip: train/cat/0001.png: *");
    }

    [Fact]
    public void A_source_that_is_neither_folder_nor_zip()
    {
        Refused(folder["nothing"], "*nothing: no such file or folder*");
        File.WriteAllText(folder["text.zip"], "text");
        Refused(folder["text.zip"], "*text.zip: neither a folder nor a whole zip*");
    }

    [Theory]
    [InlineData("\u001f\u008b\u0008", "compressed by gzip", ": unpack it first, tar -xzf FILE")]
    [InlineData("\u00fd7zXZ\u0000", "compressed by xz", ": unpack it first, tar -xf FILE")]
    [InlineData("BZh91AY&SY", "compressed by bzip2", ": unpack it first, tar -xf FILE")]
    [InlineData("\u0028\u00b5\u002f\u00fd", "compressed by zstd", ": unpack it first, tar -xf FILE")]
    [InlineData("7z\u00bc\u00af\u0027\u001c", "a 7z archive", ": unpack it first, 7z x FILE")]
    [InlineData("PAR1", "a Parquet table", "")]
    public void A_source_of_another_kind_is_called_by_its_name(string begin, string kind, string unpack)
    {
        File.WriteAllBytes(folder["images"], Encoding.Latin1.GetBytes(begin));

        Refused(folder["images"], $"*images: {kind}, expected a folder or a zip with train/CLASS and test/CLASS{unpack}");
    }

    [Fact]
    public void A_zip_cut_short()
    {
        var zip = ImageFiles.WriteZip(folder["pictures.zip"], tree);
        var bytes = File.ReadAllBytes(zip);
        for (var eighths = 1; eighths < 8; eighths++)
        {
            File.WriteAllBytes(zip, bytes[..(bytes.Length * eighths / 8)]);
            Refused(zip, "*pictures.zip: neither a folder nor a whole zip*");
        }
    }

    [Theory]
    [InlineData("extra.png")]
    [InlineData("unlabeled/cat/9.png")]
    public void An_image_that_no_class_would_have(string stray)
    {
        tree[stray] = tree["train/cat/0000.png"];
        // A folder without files sorts before it.
        tree["aaa/.keep"] = [0];

        FromFolder($"*{stray}: out of place, expected train/CLASS/FILE or test/CLASS/FILE");
    }

    [Fact]
    public void An_image_beside_class_folders()
    {
        Dictionary<string, byte[]> alone = tree.Where(file => file.Key.StartsWith("train/", StringComparison.Ordinal))
            .ToDictionary(file => file.Key["train/".Length..], file => file.Value);
        tree.Clear();
        foreach (var (name, bytes) in alone) tree[name] = bytes;
        tree["5.png"] = tree["cat/0000.png"];

        FromFolder("*5.png: out of place, expected CLASS/FILE");
    }

    [Theory]
    [InlineData("lost.png")]
    [InlineData("animals/lost.png")]
    public void An_image_beside_the_folder_around_class_folders(string stray)
    {
        Dictionary<string, byte[]> wrapped = tree.Where(file => file.Key.StartsWith("train/", StringComparison.Ordinal))
            .ToDictionary(file => $"animals/{file.Key["train/".Length..]}", file => file.Value);
        tree.Clear();
        foreach (var (name, bytes) in wrapped) tree[name] = bytes;
        tree["README.md"] = [35];
        tree[stray] = tree["animals/cat/0000.png"];

        FromFolder($"*{stray}: out of place, expected animals/CLASS/FILE");
    }

    [Fact]
    public void Names_of_a_zip_that_cannot_be_told_apart()
    {
        using (var stream = File.Create(folder["pictures.zip"]))
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: false, Encoding.Latin1))
            foreach (var name in new[] { "train/caf\u00e9/1.png", "train/caf\u00e8/1.png", "test/caf\u00e9/2.png", "test/caf\u00e8/2.png" })
                using (var entry = zip.CreateEntry(name).Open()) entry.Write(tree["train/cat/0000.png"]);

        Refused(folder["pictures.zip"], "*pictures.zip: entry train/caf\uFFFD/1.png has a name that is not UTF-8*");
    }

    [Fact]
    public void An_image_of_which_no_data_set_could_be_read()
    {
        foreach (var file in tree.Keys.ToArray()) tree[file] = ImageFiles.Encoded(SKEncodedImageFormat.Png, 1, width: 5000, height: 3);

        FromFolder("*train/cat/0000.png: 5000×3 pixels, expected sides up to 4096, or --resize to a smaller size");
    }

    private void FromFolder(string message, params string[] classes) =>
        Refused(ImageFiles.WriteFolder(folder["pictures"], tree), message, classes);

    private void FromZip(string message) => Refused(ImageFiles.WriteZip(folder["pictures.zip"], tree), message);

    private void Refused(string source, string message, params string[] classes)
    {
        var importing = () => new ImageImport("cifar-10", classes.Length == 0 ? null : classes).Run(source, folder["data"]);

        importing.Should().Throw<BadInputException>().WithMessage(message).Which.Message.Should().NotContain("\n");
    }
}

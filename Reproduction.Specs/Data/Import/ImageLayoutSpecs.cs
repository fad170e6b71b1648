using System.Text;
using Reproduction.Data;
using Reproduction.Data.Import;
using SkiaSharp;

namespace Reproduction.Specs.Data.Import;

/// <summary>Image folders as people have them.</summary>
public sealed class ImageLayoutSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, byte[]> tree = ImageFiles.Tree();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_may_lie_in_one_folder_of_any_name()
    {
        var wrapped = tree.ToDictionary(file => "my pictures/" + file.Key, file => file.Value);
        wrapped["README.md"] = [35];
        wrapped["my pictures/LICENSE"] = [35];

        Import(ImageFiles.WriteZip(folder["wrapped.zip"], wrapped)).Fingerprint.Should()
            .Be(Import(ImageFiles.WriteZip(folder["plain.zip"], tree)).Fingerprint);
    }

    [Theory]
    [InlineData("train", "val")]
    [InlineData("Training", "Testing")]
    [InlineData("train", "valid")]
    [InlineData("TRAIN", "validation")]
    public void Splits_are_known_under_the_names_that_people_give_them(string train, string test)
    {
        var renamed =
            tree.ToDictionary(file => file.Key.Replace("train/", train + "/", StringComparison.Ordinal)
                .Replace("test/", test + "/", StringComparison.Ordinal), file => file.Value);

        Import(ImageFiles.WriteFolder(folder["renamed"], renamed)).Fingerprint.Should()
            .Be(Import(ImageFiles.WriteFolder(folder["plain"], tree)).Fingerprint);
    }

    /// <summary>One folder came from macOS, which writes an accent behind its letter.</summary>
    [Fact]
    public void A_class_whose_name_is_written_in_two_ways_is_one_class()
    {
        const string One = "Caf\u00e9", Apart = "Cafe\u0301";
        Dictionary<string, byte[]> Named(string train, string test) => tree.ToDictionary(
            file => file.Key.Replace("train/cat", $"train/{train}").Replace("test/cat", $"test/{test}"), file => file.Value);
        var expected = Import(ImageFiles.WriteFolder(folder["one"], Named(One, One)));

        var data = Import(ImageFiles.WriteFolder(folder["two"], Named(One, Apart)));

        (data.Fingerprint, data.ClassNames[0]).Should().Be((expected.Fingerprint, One));
        Import(ImageFiles.WriteZip(folder["apart.zip"], Named(Apart, Apart))).Fingerprint.Should().Be(expected.Fingerprint);
        var given = new ImageImport("pets", ["dog", Apart]).Run(folder["two"], folder["given"]).Record;
        given.Classes.Should().Equal("dog", One);
    }

    [Fact]
    public void Validation_images_beside_test_images_are_left_alone_and_that_is_said()
    {
        tree["val/cat/0000.png"] = tree["val/emu/0000.png"] = ImageFiles.Encoded(SKEncodedImageFormat.Png, 9);

        var imported = Run(ImageFiles.WriteFolder(folder["pictures"], tree));

        (imported.Record.TrainImages, imported.Record.TestImages).Should().Be((5, 2));
        imported.LeftAlone.Should().Equal("val, since test is there");
    }

    [Fact]
    public void Of_class_folders_alone_a_share_of_each_class_becomes_the_test_set_and_no_image_is_in_both()
    {
        var classes = Enumerable.Range(0, 10).ToDictionary(i => $"cat/{i}.png", i => ImageFiles.Encoded(SKEncodedImageFormat.Png, i))
            .Concat(Enumerable.Range(0, 5).ToDictionary(i => $"dog/{i}.png", i => ImageFiles.Encoded(SKEncodedImageFormat.Png, 100 + i)))
            .ToDictionary();

        var data = Import(ImageFiles.WriteFolder(folder["pictures"], classes), share: new TestShare(0.2));

        data.Test.Labels.Order().Should().Equal(0, 0, 1);
        Seeds(data.Train).Concat(Seeds(data.Test)).Order().Should().Equal(Enumerable.Range(0, 10).Concat(Enumerable.Range(100, 5)));
        Import(ImageFiles.WriteZip(folder["again.zip"], classes.Reverse()), share: new TestShare(0.2)).Fingerprint.Should()
            .Be(data.Fingerprint, "the share follows from the names");
    }

    [Fact]
    public void Class_folders_alone_without_a_share_are_refused_with_the_way_out() =>
        Refused(new() { ["cat/0.png"] = tree["train/cat/0000.png"], ["dog/0.png"] = tree["train/dog/0000.png"] }, null, "*--test-share");

    [Fact]
    public void A_share_of_images_that_have_a_test_set_already_is_refused() =>
        Refused(tree, new TestShare(0.5), "--test-share: *pictures/test holds test images already, expected a source without any");

    [Theory]
    [InlineData("valid", "invalid", "")]
    [InlineData("bus", "train", "")]
    [InlineData("Testing", "control", "samples/")]
    public void A_class_may_be_called_as_a_split_is(string one, string other, string top)
    {
        var classes = new[] { one, other }.SelectMany((name, label) => Enumerable.Range(0, 5).Select(i => (
                File: $"{top}{name}/{i}.png", Bytes: ImageFiles.Encoded(SKEncodedImageFormat.Png, 100 * label + i))))
            .ToDictionary(image => image.File, image => image.Bytes);

        var data = Import(ImageFiles.WriteFolder(folder["pictures"], classes), share: new TestShare(0.4));

        data.ClassNames.Should().Equal(new[] { one, other }.Order(StringComparer.Ordinal));
        (data.Train.Count, data.Test.Count).Should().Be((6, 4));
    }

    [Theory]
    [InlineData("train", "test")]
    [InlineData("train", "val")]
    [InlineData("train", "train")]
    public void Splits_without_folders_of_classes_are_no_classes(string one, string other) =>
        Refused(
            new()
            {
                [$"{one}/0.png"] = tree["train/cat/0000.png"],
                [$"{one}/1.png"] = tree["train/cat/0001.png"],
                [$"{other}/2.png"] = tree["train/dog/0000.png"],
                [$"{other}/3.png"] = tree["train/dog/0001.png"],
            },
            new TestShare(0.5), "*0.png: out of place, expected train/CLASS/FILE");

    [Fact]
    public void A_class_with_a_single_image_cannot_be_shared() =>
        Refused(
            new()
            {
                ["cat/0.png"] = tree["train/cat/0000.png"],
                ["cat/1.png"] = tree["train/cat/0001.png"],
                ["dog/0.png"] = tree["train/dog/0000.png"]
            },
            new TestShare(0.5), "*pictures/dog: 1 image, expected at least 2, one to train and one to test");

    [Theory]
    [InlineData("id,label\n1,frog\n2,bird\n3,frog\n4,bird\n5,frog\n6,bird\n")]
    [InlineData("\ufeffid,label\r\n1,\"frog\"\r\n2,bird \r\n\"3\",frog\r\n4,\"bird\"\r\n5, frog\r\n6,bird\r\n\r\n")]
    [InlineData("id;label\n1;frog\n2;bird\n3;frog\n4;bird\n5;frog\n6;bird\n")]
    [InlineData("1.png,frog\n2.png,bird\n3.png,frog\n4.png,bird\n5.png,frog\n6.png,bird\n")]
    public void Numbered_images_with_a_table_of_labels_are_sorted_by_it(string labels)
    {
        var numbered = Enumerable.Range(1, 6).ToDictionary(i => $"train/{i}.png", i => ImageFiles.Encoded(SKEncodedImageFormat.Png, i));
        numbered["trainLabels.csv"] = Encoding.UTF8.GetBytes(labels);
        numbered["test/1.png"] = ImageFiles.Encoded(SKEncodedImageFormat.Png, 77);

        var data = Import(ImageFiles.WriteFolder(folder["pictures"], numbered), share: new TestShare(1 / 3.0));

        data.ClassNames.Should().Equal("bird", "frog");
        Seeds(data.Train).Zip(data.Train.Labels).Concat(Seeds(data.Test).Zip(data.Test.Labels)).Should()
            .OnlyContain(image => image.Second == image.First % 2);
        (data.Train.Count, data.Test.Count).Should().Be((4, 2));
        Run(folder["pictures"], new TestShare(0.5)).LeftAlone.Should().Equal("test, whose images have no labels");
    }

    /// <summary>macOS writes a letter and its mark apart in file names, and tables have them together.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(".png")]
    public void A_table_and_the_images_names_may_write_letters_with_marks_in_different_ways(string ending)
    {
        var named = Enumerable.Range(1, 4).ToDictionary(
            i => $"train/Cafe\u0301{i}.png", i => ImageFiles.Encoded(SKEncodedImageFormat.Png, i));
        named["trainLabels.csv"] = Encoding.UTF8.GetBytes(
            "id,label\n" + string.Concat(Enumerable.Range(1, 4).Select(i => $"Caf\u00e9{i}{ending},{(i % 2 == 0 ? "bird" : "frog")}\n")));

        var data = Import(ImageFiles.WriteFolder(folder["pictures"], named), share: new TestShare(0.5));

        (data.Train.Count, data.Test.Count).Should().Be((2, 2));
    }

    [Theory]
    [InlineData("id,label\n1,frog\n", "*train/2.png: without a label in trainLabels.csv, expected one for each image")]
    [InlineData("id,label\n1,frog\n3,frog\n", "*trainLabels.csv: line 3: 3 is no image of *train, or was labelled before")]
    [InlineData("id,label\n1,frog\n2.jpg,frog\n", "*trainLabels.csv: line 3: 2.jpg is no image of *train, or was labelled before")]
    [InlineData("9,frog\n1,frog\n", "*trainLabels.csv: line 1: 9 is no image of *train, or was labelled before")]
    [InlineData("id,label\n1,frog,7\n", "*trainLabels.csv: line 2: 3 fields, expected an image's name and its class")]
    public void A_table_of_labels_that_does_not_fit_the_images_is_refused(string table, string message) =>
        Refused(
            new()
            {
                ["train/1.png"] = tree["train/cat/0000.png"],
                ["train/2.png"] = tree["train/cat/0001.png"],
                ["trainLabels.csv"] = Encoding.UTF8.GetBytes(table)
            },
            new TestShare(0.5), message);

    [Fact]
    public void What_desktops_leave_in_folders_is_left_alone()
    {
        tree["train/cat/Thumbs.db"] = tree["train/desktop.ini"] = tree["test/dog/.DS_Store"] = [0];

        Import(ImageFiles.WriteFolder(folder["pictures"], tree)).Train.Count.Should().Be(5);
    }

    [Fact]
    public void A_zip_that_a_program_on_Windows_made_gives_the_same_images()
    {
        var windows = tree.ToDictionary(file => file.Key.Replace('/', '\\'), file => file.Value);

        Import(ImageFiles.WriteZip(folder["windows.zip"], windows)).Fingerprint.Should()
            .Be(Import(ImageFiles.WriteZip(folder["plain.zip"], tree)).Fingerprint);
    }

    [Fact]
    public void Images_of_another_size_than_CIFARs_are_kept_as_they_are()
    {
        var large =
            tree.Keys.ToDictionary(name => name, name => ImageFiles.Encoded(SKEncodedImageFormat.Png, name.Length, width: 40, height: 30));

        var imported = Run(ImageFiles.WriteFolder(folder["pictures"], large));
        var data = HeldDataset.In(folder["data"], "pets")!.Read();

        imported.Folder.Should().Be(folder["data/pets-images"]);
        (data.Train.Channels, data.Train.Height, data.Train.Width, data.Train.Count, data.Test.Count).Should().Be((3, 30, 40, 5, 2));
        data.Train.Image(0).ToArray().Should().Equal(Planes("train/cat/0000.png".Length, 40, 30));
        data.Fingerprint.Should().Be(imported.Record.Fingerprint);
        data.Source.Should().StartWith("PNG images of pictures (SHA-256 ");
        new DataPlaces([folder["data"]]).Names().Should().Contain("pets");
    }

    [Fact]
    public void Resized_images_are_what_Pillows_bilinear_filter_makes_of_them()
    {
        var large =
            tree.Keys.ToDictionary(name => name, name => ImageFiles.Encoded(SKEncodedImageFormat.Png, name.Length, width: 40, height: 30));
        var expected = new PixelBuffer();
        expected.Load(Planes("train/cat/0000.png".Length, 40, 30), 3, 30, 40);
        PillowResize.Apply(expected, 32, 32);

        var data = Import(ImageFiles.WriteFolder(folder["pictures"], large), size: 32);

        data.Train.Image(0).ToArray().Should().Equal(expected.Pixels.ToArray());
        data.Source.Should().EndWith("resized to 32×32 pixels as Pillow's bilinear filter does it");
    }

    [Fact]
    public void A_name_that_holds_images_of_another_size_already_is_refused_before_anything_is_replaced()
    {
        Import(ImageFiles.WriteFolder(folder["pictures"], tree));

        var importing = () => new ImageImport("pets", Size: 48).Run(folder["pictures"], folder["data"]);

        importing.Should().Throw<BadInputException>()
            .WithMessage("*pets-batches-bin: holds pets of another image size, expected none, or another --name");
    }

    [Fact]
    public void A_link_to_a_folder_among_images_is_not_followed_and_that_is_said()
    {
        ImageFiles.WriteFolder(folder["pictures"], tree);
        Directory.CreateSymbolicLink(folder["pictures/train/cat/more"], folder["pictures/train/dog"]);

        var imported = Run(folder["pictures"]);

        imported.Record.TrainImages.Should().Be(5);
        imported.LeftAlone.Should().Equal("train/cat/more, a link to a folder among images");
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train/cat")]
    [InlineData("")]
    public void A_loop_of_links_is_named_and_ends(string at)
    {
        ImageFiles.WriteFolder(folder["pictures"], tree);
        foreach (var name in new[] { "a", "b" }) Directory.CreateSymbolicLink(Path.Combine(folder["pictures"], at, name), ".");

        var importing = () => Run(folder["pictures"]);

        importing.Should().Throw<BadInputException>()
            .WithMessage($"*{Path.Combine(at, "a")}: a link to ., a folder that it lies in, expected no loop");
    }

    [Fact]
    public void A_class_folder_may_be_a_link_to_images_elsewhere()
    {
        var elsewhere = ImageFiles.WriteFolder(folder["elsewhere"], tree);
        ImageFiles.WriteFolder(folder["pictures"], tree.Where(file => !file.Key.StartsWith("train/dog", StringComparison.Ordinal))
            .ToDictionary());
        Directory.CreateSymbolicLink(folder["pictures/train/dog"], Path.Combine(elsewhere, "train/dog"));

        Import(folder["pictures"]).Train.Count.Should().Be(5);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_named()
    {
        ImageFiles.WriteFolder(folder["pictures"], tree);
        File.CreateSymbolicLink(folder["pictures/train/cat/9.png"], "gone.png");

        var importing = () => Run(folder["pictures"]);

        importing.Should().Throw<BadInputException>().WithMessage("*train/cat/9.png: a link to gone.png, where nothing is");
    }

    [Fact]
    public void What_is_hidden_may_lead_nowhere_or_in_circles_and_hidden_images_are_said_all_the_same()
    {
        ImageFiles.WriteFolder(folder["pictures"], tree);
        // Emacs locks a file by a link to its user, machine and process.
        File.CreateSymbolicLink(folder["pictures/train/.#README"], "user@host.1234:1");
        Directory.CreateSymbolicLink(folder["pictures/.loop"], ".");
        folder.MakeFolder("pictures/.cache");
        File.CreateSymbolicLink(folder["pictures/.cache/x"], "nowhere");
        File.WriteAllBytes(folder["pictures/.cache/1.png"], tree["train/cat/0000.png"]);

        var imported = Run(folder["pictures"]);

        imported.Record.TrainImages.Should().Be(5);
        imported.LeftAlone.Should().Equal("1 hidden images, such as .cache/1.png");
    }

    [Fact]
    public void Names_that_are_not_UTF_8_are_named_instead_of_counted_as_nothing()
    {
        ImageFiles.WriteFolder(folder["pictures"], tree);
        Shell($"mkdir '{folder["pictures/train"]}'/$'caf\\xe9'");

        var importing = () => Run(folder["pictures"]);

        importing.Should().Throw<BadInputException>()
            .WithMessage("*train: caf* has a name that is not UTF-8, expected a name that can be written down");
        // .NET could not delete what it cannot name.
        Shell($"rm -r '{folder["pictures"]}'");
    }

    private static void Shell(string command)
    {
        using var shell = System.Diagnostics.Process.Start("bash", ["-c", command]);
        shell.WaitForExit();
        shell.ExitCode.Should().Be(0);
    }

    private ImportedSource Run(string source, TestShare? share = null) => new ImageImport("pets", Share: share).Run(source, folder["data"]);

    private Dataset Import(string source, TestShare? share = null, int? size = null)
    {
        new ImageImport("pets", Share: share, Size: size).Run(source, folder["data"]);
        return HeldDataset.In(folder["data"], "pets")!.Read();
    }

    private void Refused(Dictionary<string, byte[]> files, TestShare? share, string message)
    {
        var importing = () => Run(ImageFiles.WriteFolder(folder["pictures"], files), share);

        importing.Should().Throw<BadInputException>().WithMessage(message);
    }

    private static IEnumerable<int> Seeds(ImageSet images) => Enumerable.Range(0, images.Count).Select(i => (int)images.Image(i)[0]);

    private static byte[] Planes(int seed, int width, int height) =>
        [.. new Func<SKColor, byte>[] { colour => colour.Red, colour => colour.Green, colour => colour.Blue }
            .SelectMany(plane => Enumerable.Range(0, width * height).Select(at => plane(ImageFiles.Colour(seed, at % width, at / width))))];
}

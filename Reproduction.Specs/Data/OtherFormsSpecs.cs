using System.IO.Compression;
using System.Text;
using Reproduction.Data;

namespace Reproduction.Specs.Data;

/// <summary>Known data sets in the forms in which people have them.</summary>
public sealed class OtherFormsSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CIFAR_100_has_a_coarse_label_before_the_label_that_counts()
    {
        WriteCifar100(folder.MakeFolder("cifar-100-binary"));

        var data = HeldDataset.In(folder.Path, "cifar-100")!.Read();

        data.Train.Labels.Should().Equal(99, 0);
        data.Test.Labels.Should().Equal(42);
        data.Train.Image(1).ToArray().Should().OnlyContain(value => value == 201);
        data.ClassNames.Should().HaveCount(100).And.StartWith(["apple", "aquarium_fish", "baby"]);
        HeldDataset.In(folder["cifar-100-binary"], "cifar-100").Should().NotBeNull("the folder itself is a place too");
        HeldDataset.In(folder["cifar-100-binary"], "cifar-10").Should().BeNull();
    }

    [Fact]
    public void CIFAR_100_is_read_from_its_archive_too()
    {
        WriteCifar100(folder.MakeFolder("cifar-100-binary"));
        var unpacked = HeldDataset.In(folder.Path, "cifar-100")!.Read();
        using (var file = File.Create(folder["cifar-100-binary.tar.gz"]))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            System.Formats.Tar.TarFile.CreateFromDirectory(folder["cifar-100-binary"], gzip, includeBaseDirectory: true);

        var data = HeldDataset.In(folder["cifar-100-binary.tar.gz"], "cifar-100")!.Read();

        data.Fingerprint.Should().Be(unpacked.Fingerprint);
        data.Source.Should()
            .Contain("which is not the official archive (SHA-256 58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec)");
    }

    [Fact]
    public void A_label_that_CIFAR_100_does_not_have_is_refused()
    {
        WriteCifar100(folder.MakeFolder("cifar-100-binary"), label: 100);

        var reading = () => HeldDataset.In(folder.Path, "cifar-100")!.Read();

        reading.Should().Throw<BadInputException>().WithMessage("*train.bin: record 0 (byte 0) has label 100, expected 0 to 99");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void IDX_files_are_known_with_a_dot_before_the_formats_name_too(string ending)
    {
        IdxSpecs.WriteAll(folder.MakeFolder("mnist"), ending);
        var expected = HeldDataset.In(folder.Path, "mnist")!.Read().Fingerprint;
        foreach (var file in Directory.GetFiles(folder["mnist"])) File.Move(file, file.Replace("-idx", ".idx", StringComparison.Ordinal));

        HeldDataset.In(folder.Path, "mnist")!.Read().Fingerprint.Should().Be(expected);
    }

    /// <summary>Two grey images of 2×3 pixels and one: the bytes of the arrays were written by hand from NumPy's description.</summary>
    [Fact]
    public void Arrays_as_Keras_keeps_them_are_read()
    {
        WriteNpz(folder["mnist.npz"]);

        var held = HeldDataset.In(folder.Path, "mnist")!;
        var data = held.Read();

        held.Form.Should().Be("NumPy arrays");
        (data.Train.Channels, data.Train.Height, data.Train.Width).Should().Be((1, 2, 3));
        data.Train.Pixels.ToArray().Should().Equal(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        data.Train.Labels.Should().Equal(3, 7);
        data.Test.Labels.Should().Equal(9);
        HeldDataset.In(folder["mnist.npz"], "mnist").Should().NotBeNull();
    }

    [Fact]
    public void The_colours_of_a_pixel_that_stand_together_become_planes()
    {
        WriteNpz(folder["cifar-10.npz"], "(2, 1, 1, 3)", [10, 20, 30, 40, 50, 60], "(1, 1, 1, 3)", [7, 8, 9]);
        var wide = folder["fashion_mnist.npz"];
        WriteNpz(wide, "(1, 1, 2, 3)", [1, 2, 3, 4, 5, 6], "(1, 1, 1, 3)", [7, 8, 9], labels: 1);

        HeldDataset.In(folder.Path, "cifar-10")!.Read().Train.Image(1).ToArray().Should().Equal(40, 50, 60);
        HeldDataset.In(wide, "fashion-mnist")!.Read().Train.Image(0).ToArray().Should().Equal(1, 4, 2, 5, 3, 6);
    }

    [Theory]
    [InlineData("(2, 2, 4)", "*x_train: says 2×2×4 elements of 1 bytes, but has 12 bytes of them")]
    [InlineData("(12,)", "*x_train: 12 of type |u1, expected N×H×W or N×H×W×3 of type |u1")]
    [InlineData("(3, 2, 2)", "*y_train: 2 labels, expected 3, one for each image")]
    [InlineData("(99999999999, 99999999999, 99999999999)", "*x_train: says 99999999999×*")]
    public void Arrays_that_do_not_fit_are_refused(string shape, string message)
    {
        WriteNpz(folder["mnist.npz"], shape);

        var reading = () => HeldDataset.In(folder.Path, "mnist")!.Read();

        reading.Should().Throw<BadInputException>().WithMessage(message);
    }

    [Fact]
    public void Arrays_of_objects_and_what_is_no_array_are_refused()
    {
        Refused(Npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", new byte[12]),
            "*an array of objects or records, expected one of plain numbers");
        Refused([1, 2, 3], "*x_train: not a NumPy array, expected a .npy file");

        void Refused(byte[] images, string message)
        {
            ImageFiles.WriteZip(folder["mnist.npz"], [new("x_train.npy", images)]);
            var reading = () => HeldDataset.In(folder.Path, "mnist")!.Read();
            reading.Should().Throw<BadInputException>().WithMessage(message);
            File.Delete(folder["mnist.npz"]);
        }
    }

    [Theory]
    [InlineData("label,pixel1,pixel2,pixel3,pixel4\n")]
    [InlineData("")]
    public void Tables_of_pixels_are_read_with_and_without_a_header(string header)
    {
        File.WriteAllText(folder["fashion-mnist_train.csv"], header + "2,0,1,2,3\n9,4,5,6,255\n");
        File.WriteAllText(folder["fashion-mnist_test.csv"], header + "0,9,9,9,9\n");

        var data = HeldDataset.In(folder.Path, "fashion-mnist")!.Read();

        data.Train.Labels.Should().Equal(2, 9);
        data.Train.Pixels.ToArray().Should().Equal(0, 1, 2, 3, 4, 5, 6, 255);
        (data.Test.Height, data.Test.Width, data.Test.Count).Should().Be((2, 2, 1));
    }

    /// <summary>As OpenML writes MNIST, as pandas writes its index and reads it again, and as R writes text.</summary>
    [Theory]
    [InlineData("pixel1,pixel2,pixel3,pixel4,class\n0,1,2,3,2\n4,5,6,255,9\n")]
    [InlineData("pixel1,pixel2,Label,pixel3,pixel4\n0,1,2,2,3\n4,5,9,6,255\n")]
    [InlineData("0,1,2,3,class\n0,1,2,3,2\n4,5,6,255,9\n")]
    [InlineData(",label,1x1,1x2,2x1,2x2\n0,2,0,1,2,3\n1,9,4,5,6,255\n")]
    [InlineData("Unnamed: 0,p1,p2,p3,p4,label\n59999,0,1,2,3,2\n17,4,5,6,255,9\n")]
    [InlineData("\"label\",\"p1\",\"p2\",\"p3\",\"p4\"\n\"2\",0,1,2,3\n\"9\",\"4\",5,6,\"255\"\n")]
    [InlineData("category,pixel1,pixel2,pixel3,pixel4\n2,0,1,2,3\n9,4,5,6,255\n")]
    [InlineData("id,class_id,1x1,1x2,2x1,2x2\n0,2,0,1,2,3\n1,9,4,5,6,255\n")]
    [InlineData("pixel1,pixel2,pixel3,pixel4,emotion\n0,1,2,3,2\n4,5,6,255,9\n")]
    [InlineData("0,1,2,3,letter\n0,1,2,3,2\n4,5,6,255,9\n")]
    [InlineData("label,pixel1,pixel2,pixel3,pixel4,\n2,0,1,2,3\n9,4,5,6,255\n")]
    public void The_header_says_which_column_is_the_label(string table)
    {
        File.WriteAllText(folder["fashion-mnist_train.csv"], table);
        File.WriteAllText(folder["fashion-mnist_test.csv"], "0,9,9,9,9\n");

        var train = HeldDataset.In(folder.Path, "fashion-mnist")!.Read().Train;

        train.Labels.Should().Equal(2, 9);
        train.Pixels.ToArray().Should().Equal(0, 1, 2, 3, 4, 5, 6, 255);
    }

    /// <summary>numpy.savetxt(fmt="%3d", delimiter=",") puts blanks before numbers.</summary>
    [Fact]
    public void A_first_row_that_begins_with_blanks_is_no_header()
    {
        File.WriteAllText(folder["fashion-mnist_train.csv"], "  2,  0,  1,  2,  3\n  9,  4,  5,  6,255\n");
        File.WriteAllText(folder["fashion-mnist_test.csv"], "  0,  9,  9,  9,  9\n");

        HeldDataset.In(folder.Path, "fashion-mnist")!.Read().Train.Labels.Should().Equal(2, 9);
    }

    [Theory]
    [InlineData("2,0,1,2\n", "*_train.csv: line 1: 3 pixels, expected those of a square image")]
    [InlineData("2,0,1,2,3\n2,0\n", "*_train.csv: line 2: 1 pixels, expected 2×2")]
    [InlineData("10,0,1,2,3\n", "*_train.csv: line 1, field 1: 10, expected a label from 0 to 9")]
    [InlineData("1,0,256,2,3\n", "*_train.csv: line 1, field 3: 256, expected a pixel from 0 to 255")]
    [InlineData("label,1\n", "*_train.csv: no rows, expected an image a row")]
    [InlineData("p1,p2,p3,p4,p5\n0,1,2,3,2\n",
        "*_train.csv: line 1: a header with no column of labels, from 'p1' to 'p5', expected one called label or class")]
    [InlineData("label,p1,p2,p3,p4,class\n2,0,1,2,3,2\n",
        "*_train.csv: line 1: a header with 2 columns of labels, from 'label' to 'class', *")]
    [InlineData("p1,p2,p3,p4,class\n0,1,2,3\n", "*_train.csv: line 2: 4 fields, expected 5, as the header has")]
    [InlineData("p1,p2,p3,p4,class\n0,1,2,3,10\n", "*_train.csv: line 2, field 5: 10, expected a label from 0 to 9")]
    [InlineData(",label,p1,p2,p3,p4\n0,2,0,1,2,3\n0,2,0,1,2,3\n",
        "*_train.csv: line 3, field 1: 0, expected different whole numbers from 0, for its column has no name")]
    [InlineData("id,label,p1,p2,p3,p4\n0.0,2,0,1,2,3\n",
        "*_train.csv: line 2, field 1: 0.0, expected different whole numbers from 0, for its column is called id")]
    [InlineData("label;p1;p2;p3;p4\n2;0;1;2;3\n", "*_train.csv: line 1: semicolons between its fields, expected commas")]
    [InlineData("2\t0\t1\t2\t3\n", "*_train.csv: line 1: tabs between its fields, expected commas")]
    [InlineData("2,0,1,2,3,\n", "*_train.csv: line 1, field 6: , expected a pixel from 0 to 255")]
    [InlineData("id,p1,p2,p3,p4\n0,0,1,2,3\n", "*_train.csv: line 1: a header with no column of labels, from 'id' to 'p4', *")]
    [InlineData("p1,p2,p3,p4,id\n0,1,2,3,0\n", "*_train.csv: line 1: a header with no column of labels, from 'p1' to 'id', *")]
    [InlineData("a,b,c,d,e\n0,1,2,3,0\n", "*_train.csv: line 1: a header with no column of labels, from 'a' to 'e', *")]
    [InlineData("0,0,1,1,9\n0,0,2,1,8\n0,0,3,1,7\n0,0,1,1,9\n0,0,2,1,8\n0,0,3,1,7\n0,0,1,1,9\n0,0,2,1,8\n0,0,3,1,7\n0,0,1,1,9\n0,0,2,1,8\n",
        "*_train.csv: the first of its columns is 0 in all 11 rows, expected the labels there, or a header that says where they are")]
    public void Tables_that_hold_no_images_are_refused(string table, string message)
    {
        File.WriteAllText(folder["mnist_train.csv"], table);

        var reading = () => HeldDataset.In(folder.Path, "mnist")!.Read();

        reading.Should().Throw<BadInputException>().WithMessage(message);
    }

    private static void WriteCifar100(string place, byte label = 99)
    {
        File.WriteAllBytes(Path.Combine(place, "train.bin"), [19, label, .. Filled(200), 4, 0, .. Filled(201)]);
        File.WriteAllBytes(Path.Combine(place, "test.bin"), [1, 42, .. Filled(9)]);
    }

    private static byte[] Filled(byte value) => [.. Enumerable.Repeat(value, 3 * 32 * 32)];

    internal static void WriteNpz(
        string file, string shape = "(2, 2, 3)", byte[]? train = null, string testShape = "(1, 2, 3)", byte[]? test = null,
        int labels = 2) =>
        ImageFiles.WriteZip(file,
        [
            new("x_train.npy",
                Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}", train ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])),
            new("y_train.npy",
                Npy($"{{'descr': '<i8', 'fortran_order': False, 'shape': ({labels},), }}",
                    new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0 }[..(8 * labels)])),
            new("x_test.npy", Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': {testShape}, }}", test ?? [6, 5, 4, 3, 2, 1])),
            new("y_test.npy", Npy("{'descr': '>u2', 'fortran_order': False, 'shape': (1, 1), }", [0, 9])),
        ]);

    private static byte[] Npy(string header, byte[] elements)
    {
        header = header.PadRight(117) + "\n";
        return [0x93, .. Encoding.ASCII.GetBytes("NUMPY"), 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. elements];
    }
}

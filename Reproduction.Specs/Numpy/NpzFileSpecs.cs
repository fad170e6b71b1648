using System.IO.Compression;
using System.Text;
using Reproduction.Numpy;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Numpy;

/// <summary>NumPy's archives: what Python's zipfile calls damaged is damaged.</summary>
public sealed class NpzFileSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_array_whose_bytes_are_not_those_of_the_checksum_is_refused()
    {
        var npy = NpyArray.Write("|u1", [4], [1, 2, 3, 4]);
        using (var zip = new ZipArchive(File.Create(folder["a.npz"]), ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("x.npy", CompressionLevel.NoCompression).Open()) entry.Write(npy);
        NpzFile.Read(folder["a.npz"], "x")[0].ToIntegers().Should().Equal(1, 2, 3, 4);
        var bytes = File.ReadAllBytes(folder["a.npz"]);
        var at = bytes.AsSpan().IndexOf(new byte[] { 1, 2, 3, 4 });
        bytes[at] = 9;
        File.WriteAllBytes(folder["a.npz"], bytes);

        FluentActions.Invoking(() => NpzFile.Read(folder["a.npz"], "x")).Should().Throw<BadInputException>()
            .WithMessage("*a.npz: x is damaged: its checksum in the zip is another one");
    }

    /// <summary>The bytes that NumPy writes of numpy.asfortranarray(numpy.arange(N).reshape(…)): arange is in C order.</summary>
    [Theory]
    [InlineData("|u1", "(2, 3)", new byte[] { 0, 3, 1, 4, 2, 5 }, 6)]
    [InlineData("<i2", "(2, 3, 2)",
        new byte[] { 0, 0, 6, 0, 2, 0, 8, 0, 4, 0, 10, 0, 1, 0, 7, 0, 3, 0, 9, 0, 5, 0, 11, 0 }, 12)]
    [InlineData("|u1", "(4,)", new byte[] { 0, 1, 2, 3 }, 4)]
    [InlineData("|u1", "(2, 0)", new byte[0], 0)]
    public void An_array_in_Fortrans_order_has_the_elements_that_NumPy_reads(string dtype, string shape, byte[] stored, int count)
    {
        var header = $"{{'descr': '{dtype}', 'fortran_order': True, 'shape': {shape}, }}".PadRight(117) + "\n";

        var read =
            NpyArray.Read("a", (byte[])[0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. stored]);

        read.ToIntegers().Should().Equal(Enumerable.Range(0, count).Select(i => (long)i));
    }

    /// <summary>NumPy reads any Python dict of these three keys (ast.literal_eval), and Python 2 wrote whole numbers with an L.</summary>
    [Theory]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }")]
    [InlineData("{'shape': (2, 3), 'fortran_order': False, 'descr': '|u1'}")]
    [InlineData("{'descr':'|u1','fortran_order':False,'shape':(2,3)}")]
    [InlineData("{ \"fortran_order\": False, \"descr\": \"|u1\", \"shape\": (2, 3,) } ")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2L, 3L), }")]
    public void The_keys_of_a_header_may_stand_in_any_order_and_with_any_blanks(string header)
    {
        var read = NpyArray.Read("a", WithHeader(header, [0, 1, 2, 3, 4, 5]));

        read.Shape.Should().Equal(2, 3);
        read.ToIntegers().Should().Equal(0, 1, 2, 3, 4, 5);
    }

    [Theory]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'descr': '|u1'}")]
    [InlineData("{'descr': '|u1', 'shape': (2, 3)}")]
    [InlineData("{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (6,)}")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (6,)}")]
    public void A_header_of_other_keys_and_one_of_records_are_refused(string header)
    {
        FluentActions.Invoking(() => NpyArray.Read("a", WithHeader(header, [0, 1, 2, 3, 4, 5]))).Should().Throw<BadInputException>()
            .WithMessage("a: an array of objects or records, expected one of plain numbers");
    }

    [Fact]
    public void Elements_as_texts_are_texts_without_what_fills_them_up_and_numbers_as_they_are_written()
    {
        NpyArray.Read("a", NpyArray.Write("|S3", [2], "a\0\0bcd"u8)).ToTexts().Should().Equal("a", "bcd");
        NpyArray.Read("a", NpyArray.Write("<U2", [2], Encoding.UTF32.GetBytes("é\0ab"))).ToTexts().Should().Equal("é", "ab");
        NpyArray.Read("a", NpyArray.Write("<i2", [2], [1, 0, 255, 255])).ToTexts().Should().Equal("1", "-1");
        NpyArray.Read("a", NpyArray.Write("<f4", [2], [0, 0, 128, 63, 0, 0, 0, 63])).ToTexts().Should().Equal("1", "0.5");
        FluentActions.Invoking(() => NpyArray.Read("a", NpyArray.Write("|S3", [1], "abc"u8)).ToDoubles())
            .Should().Throw<BadInputException>().WithMessage("a: elements of type |S3, expected numbers of up to 64 bits");
    }

    /// <summary>NumPy's complex64, longdouble and the two bytes of bfloat16 (ml_dtypes).</summary>
    [Theory]
    [InlineData("<c8", 8)]
    [InlineData("<f16", 16)]
    [InlineData("|V2", 2)]
    public void Elements_that_are_no_numbers_of_up_to_64_bits_are_refused_by_their_type(string dtype, int bytes) =>
        FluentActions.Invoking(() => NpyArray.Read("a.npz: logits", NpyArray.Write(dtype, [1], new byte[bytes])).ToDoubles())
            .Should().Throw<BadInputException>().WithMessage($"a.npz: logits: elements of type {dtype}, expected numbers of up to 64 bits");

    [Fact]
    public void The_head_of_an_array_says_its_type_and_shape_whether_or_not_its_elements_are_there()
    {
        var npy = NpyArray.Write("<f4", [3, 2], new byte[24]);
        using (var zip = new ZipArchive(File.Create(folder["a.npz"]), ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("x.npy").Open()) entry.Write(npy.AsSpan(0, npy.Length - 8));
        using var file = File.OpenRead(folder["a.npz"]);

        var (dtype, shape) = NpzFile.Head(folder["a.npz"], file, "x");

        dtype.Should().Be("<f4");
        shape.Should().Equal(3, 2);
        FluentActions.Invoking(() => NpzFile.Head(folder["a.npz"], file, "y")).Should().Throw<BadInputException>()
            .WithMessage("*a.npz: holds no y; *");
    }

    [Theory]
    [InlineData("a zip of predictions.csv, expected arrays of NumPy or a table of text: unpack it first", "predictions.csv")]
    [InlineData("a zip of a.csv, b.csv, c.csv, …, expected arrays of NumPy or a table of text: unpack it first",
        "a.csv", "b.csv", "c.csv", "d.csv")]
    [InlineData("an Excel workbook, expected arrays of NumPy or a table of text: save it as CSV UTF-8",
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml")]
    [InlineData("an empty zip, expected arrays of NumPy")]
    [InlineData("holds no x; its arrays are y.npy", "y.npy")]
    public void A_zip_without_the_array_is_called_what_it_is(string expected, params string[] entries)
    {
        using (var zip = new ZipArchive(File.Create(folder["a.npz"]), ZipArchiveMode.Create))
            foreach (var name in entries) zip.CreateEntry(name);

        FluentActions.Invoking(() => NpzFile.Read(folder["a.npz"], "x")).Should().Throw<BadInputException>()
            .WithMessage($"{folder["a.npz"]}: {expected}");
    }

    [Theory]
    [InlineData("<f0")]
    [InlineData("|S0")]
    [InlineData("<U0")]
    public void Elements_without_a_byte_are_refused(string dtype)
    {
        var npy = NpyArray.Write("|u1", [0], []);
        var header = Encoding.Latin1.GetString(npy).Replace("|u1", dtype);

        FluentActions.Invoking(() => NpyArray.Read("a", Encoding.Latin1.GetBytes(header))).Should().Throw<BadInputException>();
    }

    private static byte[] WithHeader(string header, byte[] elements)
    {
        var filled = header.PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)filled.Length, 0, .. Encoding.Latin1.GetBytes(filled), .. elements];
    }
}

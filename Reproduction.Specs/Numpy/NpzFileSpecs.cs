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

        var read = NpyArray.Read("a", (byte[])[0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. stored]);

        read.ToIntegers().Should().Equal(Enumerable.Range(0, count).Select(i => (long)i));
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
}

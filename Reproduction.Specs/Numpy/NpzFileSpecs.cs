using System.IO.Compression;
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

    [Theory]
    [InlineData("<f0")]
    [InlineData("|S0")]
    [InlineData("<U0")]
    public void Elements_without_a_byte_are_refused(string dtype)
    {
        var npy = NpyArray.Write("|u1", [0], []);
        var header = System.Text.Encoding.Latin1.GetString(npy).Replace("|u1", dtype);

        FluentActions.Invoking(() => NpyArray.Read("a", System.Text.Encoding.Latin1.GetBytes(header))).Should().Throw<BadInputException>();
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using Reproduction.Data;

namespace Reproduction.Specs.Data;

public sealed class CifarArchiveSpecs : IDisposable
{
    private const string Archive = "cifar-10-binary.tar.gz";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Dataset Read() => HeldDataset.In(folder.Path, "cifar-10")!.Read();

    [Fact]
    public void The_archive_reads_like_the_unpacked_batches()
    {
        using var elsewhere = new TemporaryFolder();
        CifarFiles.WriteArchive(folder[Archive], CifarFiles.Write(elsewhere["cifar-10-batches-bin"]));

        Read().Fingerprint.Should().Be(HeldDataset.In(elsewhere.Path, "cifar-10")!.Read().Fingerprint);
        HeldDataset.In(folder[Archive], "cifar-10")!.Read().Test.Labels.Should().Equal(3, 1, 4);
    }

    [Fact]
    public void An_archive_with_another_checksum_is_read_but_never_called_official()
    {
        WriteArchive(CifarFiles.TrainNames);

        Read().Source.Should()
            .Contain("is not the official archive (SHA-256 c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd)");
    }

    [Fact]
    public void Verifying_names_an_archive_with_another_checksum()
    {
        WriteArchive(CifarFiles.TrainNames);

        DatasetVerification.Of(HeldDataset.In(folder.Path, "cifar-10")!).Failures.Should().ContainMatch(
            $"*{Archive}: SHA256 *, expected c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd, the published checksum");
    }

    [Fact]
    public void An_archive_that_is_a_link_is_read_where_it_leads()
    {
        WriteArchive(CifarFiles.TrainNames);
        File.Move(folder[Archive], folder["elsewhere.tar.gz"]);
        File.CreateSymbolicLink(folder[Archive], "elsewhere.tar.gz");

        Read().Train.Count.Should().Be(10);
    }

    [Fact]
    public void Verifying_finds_two_equal_batches_in_an_archive()
    {
        using var elsewhere = new TemporaryFolder();
        var batches = CifarFiles.Write(elsewhere["cifar-10-batches-bin"]);
        File.Copy(Path.Combine(batches, "data_batch_1.bin"), Path.Combine(batches, "data_batch_4.bin"), overwrite: true);
        CifarFiles.WriteArchive(folder[Archive], batches);

        DatasetVerification.Of(HeldDataset.In(folder[Archive], "cifar-10")!).Failures.Should()
            .Contain("data_batch_1.bin, data_batch_4.bin have the same bytes, expected other images in each");
    }

    [Fact]
    public void A_missing_batch_is_named()
    {
        WriteArchive(CifarFiles.TrainNames[..4]);

        FluentActions.Invoking(Read).Should().Throw<BadInputException>().WithMessage($"*{Archive}: holds no data_batch_5.bin*");
    }

    [Fact]
    public void A_batch_that_appears_twice_is_refused()
    {
        WriteArchive([.. CifarFiles.TrainNames, "data_batch_1.bin"]);

        FluentActions.Invoking(Read).Should().Throw<BadInputException>().WithMessage($"*{Archive}: data_batch_1.bin: appears twice*");
    }

    [Fact]
    public void A_truncated_archive_is_refused()
    {
        WriteArchive(CifarFiles.TrainNames);
        var bytes = File.ReadAllBytes(folder[Archive]);
        for (var eighths = 0; eighths < 8; eighths++)
        {
            File.WriteAllBytes(folder[Archive], bytes[..(bytes.Length * eighths / 8)]);
            FluentActions.Invoking(Read).Should().Throw<BadInputException>($"{eighths}/8 of it are there").WithMessage($"*{Archive}*");
        }
    }

    [Fact]
    public void An_entry_that_claims_more_than_the_archive_can_hold_takes_no_memory()
    {
        const long Claimed = 600_000L * 3073;
        using (var gzip = new GZipStream(File.Create(folder[Archive]), CompressionLevel.Fastest))
            gzip.Write(TarHeader("data_batch_1.bin", Claimed));
        var before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions.Invoking(Read).Should().Throw<BadInputException>()
            .WithMessage($"*data_batch_1.bin: claims {Claimed} bytes, more than the archive can hold");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000_000);
    }

    private void WriteArchive(IEnumerable<string> trainNames)
    {
        using var stream = new GZipStream(File.Create(folder[Archive]), CompressionLevel.Fastest);
        using var tar = new TarWriter(stream);
        foreach (var name in trainNames.Append(CifarFiles.TestName))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile,
                "cifar-10-batches-bin/" + name)
            { DataStream = new MemoryStream(CifarFiles.Batch(1, 2)) });
    }

    /// <summary>A ustar header by hand, with a length that no content follows.</summary>
    private static byte[] TarHeader(string name, long length)
    {
        var header = new byte[512];
        void Put(int at, string text) => System.Text.Encoding.ASCII.GetBytes(text).CopyTo(header, at);
        Put(0, name);
        Put(100, "0000644\0");
        Put(108, "0000000\0");
        Put(116, "0000000\0");
        Put(124, Convert.ToString(length, 8).PadLeft(11, '0') + "\0");
        Put(136, "00000000000\0");
        Put(148, "        0");
        Put(257, "ustar\0" + "00");
        Put(148, Convert.ToString(header.Sum(b => (int)b), 8).PadLeft(6, '0') + "\0 ");
        return header;
    }
}

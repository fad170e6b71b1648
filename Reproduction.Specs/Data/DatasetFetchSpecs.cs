using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Reproduction.Data;

namespace Reproduction.Specs.Data;

/// <summary>Fetching from a server on this machine that serves small files in place of the official ones.</summary>
public sealed class DatasetFetchSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LoopbackServer server = new();
    private readonly HttpClient client = LoopbackServer.NewClient();

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void IDX_files_are_kept_compressed_and_their_origin_is_recorded()
    {
        IdxSpecs.WriteAll(folder.MakeFolder("served"), ".gz");

        var held = Fetch(Served(KnownDataset.Mnist, Directory.GetFiles(folder["served"])));

        held.Path.Should().Be(folder["data/mnist"]);
        held.Read().Train.Labels.Should().Equal(7, 0, 9);
        File.ReadAllText(folder["data/mnist/source.json"]).Should()
            .Contain($"\"source\": \"{server.Address}\"").And.Contain("official bytes");
    }

    [Fact]
    public void The_archive_of_batches_is_unpacked_beside_itself()
    {
        var batches = CifarFiles.Write(folder["cifar-10-batches-bin"]);
        CifarFiles.WriteArchive(folder["cifar-10-binary.tar.gz"], batches);

        var held = Fetch(Served(KnownDataset.Cifar10, folder["cifar-10-binary.tar.gz"]));

        held.Path.Should().Be(folder["data/cifar-10-batches-bin"]);
        held.Read().Test.Labels.Should().Equal(3, 1, 4);
        held.Read().Source.Should().Be($"official files from {server.Address}");
        File.Exists(folder["data/cifar-10-binary.tar.gz"]).Should().BeTrue();
        Directory.Exists(folder["data/cifar-10-batches-bin/unpacked"]).Should().BeFalse();
    }

    [Fact]
    public void A_second_fetch_downloads_nothing()
    {
        IdxSpecs.WriteAll(folder.MakeFolder("served"), ".gz");
        var dataset = Served(KnownDataset.Mnist, Directory.GetFiles(folder["served"]));
        Fetch(dataset);

        Fetch(dataset);

        server.Requests.Should().HaveCount(4);
    }

    [Theory]
    [InlineData("../outside.bin", "leaves the folder")]
    [InlineData("/outside.bin", "leaves the folder")]
    [InlineData("a\\..\\outside.bin", "leaves the folder")]
    public void An_archive_that_would_write_outside_its_folder_is_refused(string entry, string expected)
    {
        WriteTar(tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream([1]) }));

        Unpacking().Should().Throw<BadInputException>().WithMessage($"*archive.tar.gz: entry *{expected}*");

        Directory.GetFiles(folder.Path, "*outside*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void A_link_in_an_archive_is_refused()
    {
        WriteTar(tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" }));

        Unpacking().Should().Throw<BadInputException>().WithMessage("*entry link is a SymbolicLink, expected files and folders");
    }

    [Fact]
    public void A_file_that_comes_twice_in_an_archive_is_refused()
    {
        WriteTar(tar =>
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "./folder/file") { DataStream = new MemoryStream([1]) });
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "folder/file") { DataStream = new MemoryStream([2]) });
        });

        Unpacking().Should().Throw<BadInputException>().WithMessage("*entry folder/file appears twice*");
    }

    [Fact]
    public void Folders_and_the_archives_own_root_are_made_where_they_belong()
    {
        WriteTar(tar =>
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "./"));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "one/two/"));
        });

        TarArchive.Unpack(folder["archive.tar.gz"], folder["out"]);

        Directory.Exists(folder["out/one/two"]).Should().BeTrue();
    }

    [Fact]
    public void An_archive_cut_short_is_refused()
    {
        WriteTar(tar =>
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(new byte[5000]) }));
        var whole = File.ReadAllBytes(folder["archive.tar.gz"]);
        File.WriteAllBytes(folder["archive.tar.gz"], whole[..(whole.Length / 2)]);

        Unpacking().Should().Throw<BadInputException>().WithMessage("*archive.tar.gz: not a whole tar.gz archive*");
    }

    private HeldDataset Fetch(KnownDataset dataset) => new DatasetFetch(new Download(client)).Fetch(dataset, folder["data"]);

    private KnownDataset Served(KnownDataset official, params string[] files)
    {
        foreach (var file in files) server.Serves("/" + Path.GetFileName(file), File.ReadAllBytes(file));
        return official with
        {
            Address = server.Address,
            Files = [.. files.Select(file => new OfficialFile(
                Path.GetFileName(file), new FileInfo(file).Length, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))))],
        };
    }

    private void WriteTar(Action<TarWriter> write)
    {
        using var stream = new GZipStream(File.Create(folder["archive.tar.gz"]), CompressionLevel.Fastest);
        using var tar = new TarWriter(stream);
        write(tar);
    }

    private Action Unpacking() => () => TarArchive.Unpack(folder["archive.tar.gz"], folder["out/inner"]);
}

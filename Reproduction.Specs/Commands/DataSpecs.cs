using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>Damaged data on the command line: one line, exit code 2, nothing written.</summary>
public sealed class DataSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_truncated_an_oversized_and_a_wrongly_labelled_CIFAR_batch_are_named()
    {
        foreach (var (damage, complaint) in new[]
        {
            (CifarFiles.Batch(1, 2)[..^1], "test_batch.bin"),
            ([.. CifarFiles.Batch(1, 2), 0], "test_batch.bin"),
            (CifarFiles.Batch(1, 10), "label 10"),
        })
        {
            CifarFiles.Write(folder["cifar-10-batches-bin"]);
            File.WriteAllBytes(folder["cifar-10-batches-bin/test_batch.bin"], damage);

            Program.Run("data", "verify", "cifar-10", "--data", folder.Path).ShouldBeBadInput("test_batch.bin", complaint);
        }
    }

    [Fact]
    public void A_wrong_IDX_magic_is_named_with_the_one_expected()
    {
        foreach (var split in new[] { "train", "t10k" })
        {
            File.WriteAllBytes(Path.Combine(folder.MakeFolder("mnist"), $"{split}-images-idx3-ubyte"),
                [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]);
            File.WriteAllBytes(folder[$"mnist/{split}-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 1, 7]);
        }

        Program.Run("data", "verify", "mnist", "--data", folder.Path)
            .ShouldBeBadInput("idx3-ubyte: magic 0x00000802", "expected 0x00000803");
    }

    [Fact]
    public void An_archive_with_another_checksum_is_not_verified()
    {
        using var elsewhere = new TemporaryFolder();
        CifarFiles.WriteArchive(folder["cifar-10-binary.tar.gz"], CifarFiles.Write(elsewhere["cifar-10-batches-bin"]));

        var verify = Program.Run("data", "verify", "cifar-10", "--data", folder.Path);
        verify.ExitCode.Should().Be(1, "it is whole, but not what it should be");
        verify.Error.Should().StartWith("reproduction: data set cifar-10: ").And.Contain("cifar-10-binary.tar.gz: SHA256")
            .And.Contain("expected c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd, the published checksum; ");
        verify.Output.Should().Contain("bit-equal to the official files: ").And.NotContain("bit-equal to the official files: yes");
    }

    [Fact]
    public void An_archive_that_is_cut_off_is_damaged()
    {
        using var elsewhere = new TemporaryFolder();
        CifarFiles.WriteArchive(folder["cifar-10-binary.tar.gz"], CifarFiles.Write(elsewhere["cifar-10-batches-bin"]));
        var whole = File.ReadAllBytes(folder["cifar-10-binary.tar.gz"]);
        File.WriteAllBytes(folder["cifar-10-binary.tar.gz"], whole[..(whole.Length / 2)]);

        Program.Run("data", "verify", "cifar-10", "--data", folder.Path).ShouldBeBadInput("cifar-10-binary.tar.gz");
    }

    [Theory]
    [InlineData("train/dog/0001.png", "not an image", "pictures.zip: train/dog/0001.png: not an image")]
    [InlineData("train/emu/0000.png", "", "emu")]
    [InlineData("../outside.png", "", "pictures.zip: entry ../outside.png leaves the archive's folder")]
    public void A_zip_that_is_not_pictures_in_class_folders_is_refused_whole(string entry, string content, string complaint)
    {
        var tree = ImageFiles.Tree();
        tree[entry] = content.Length > 0 ? System.Text.Encoding.ASCII.GetBytes(content) : tree["train/cat/0000.png"];
        ImageFiles.WriteZip(folder["pictures.zip"], tree);

        Program.Run("data", "import", folder["pictures.zip"], "--data", folder["data"]).ShouldBeBadInput(complaint);

        Directory.Exists(folder["data"]).Should().BeFalse();
    }

    [Fact]
    public void An_empty_class_folder_is_named()
    {
        ImageFiles.WriteFolder(folder["pictures"], ImageFiles.Tree());
        foreach (var split in new[] { "train", "test" }) folder.MakeFolder($"pictures/{split}/emu");

        Program.Run("data", "import", folder["pictures"], "--data", folder["data"])
            .ShouldBeBadInput("/emu: no images, expected .jpg, .jpeg, .png, .webp, .bmp files");
    }

    [Fact]
    public void What_was_imported_is_found_and_listed()
    {
        ImageFiles.WriteZip(folder["pictures.zip"], ImageFiles.Tree());

        var import = Program.Run("data", "import", folder["pictures.zip"], "--data", folder["data"], "--name", "pets");

        import.ExitCode.Should().Be(0, import.Error);
        import.Output.Should().Contain("pets: 5 training and 2 test images").And.Contain("classes: cat, dog");
        Program.Run("data", "list", "--data", folder["data"]).Output.Should().MatchRegex(@"pets: .* in ");
        Program.Run("data", "verify", "no-such-set", "--data", folder["data"]).ShouldBeBadInput("no-such-set");
    }
}

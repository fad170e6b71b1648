using System.Diagnostics;
using Reproduction.Files;

namespace Reproduction.Specs.Files;

public sealed class WholeFileSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("whole-file-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_whose_writing_fails_does_not_appear_and_leaves_nothing_behind()
    {
        var path = Path.Combine(folder, "predictions.csv");

        var writing = () => WholeFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new IOException("No space left on device");
        });

        writing.Should().Throw<IOException>();
        Directory.GetFiles(folder).Should().BeEmpty();
    }

    [Fact]
    public void A_file_whose_rewriting_fails_stays_as_it_was()
    {
        var path = Path.Combine(folder, "run.json");
        WholeFile.WriteText(path, "before");

        var writing = () => WholeFile.Write(path, _ => throw new IOException("No space left on device"));

        writing.Should().Throw<IOException>();
        File.ReadAllText(path).Should().Be("before");
    }

    [Fact]
    public void A_writing_that_fails_in_a_folder_that_is_gone_says_why_it_failed()
    {
        var path = Path.Combine(folder, "gone", "run.json");

        var writing = () => WholeFile.Write(path, _ =>
        {
            Directory.Delete(Path.Combine(folder, "gone"), recursive: true);
            throw new IOException("No space left on device");
        });

        writing.Should().Throw<IOException>().WithMessage("No space left*");
    }

    /// <summary>As in containers, where all processes have one number: each has a temporary file of its own.</summary>
    [Fact]
    public void Of_many_that_write_a_file_at_once_each_writes_all_of_it()
    {
        var path = Path.Combine(folder, "summary.md");
        var texts = Enumerable.Range(0, 26).Select(letter => new string((char)('a' + letter), 100_000)).ToList();

        Parallel.For(0, 48, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer =>
        {
            WholeFile.WriteText(path, texts[writer % texts.Count]);
            texts.Should().Contain(File.ReadAllText(path));
        });

        Directory.GetFiles(folder).Should().Equal(path);
    }

    [Theory]
    [InlineData("link", "a character device")]
    [InlineData("fifo", "a named pipe (FIFO)")]
    [InlineData("folder", "a folder")]
    public void What_is_there_and_no_file_is_not_replaced(string name, string what)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What kind of file it is is asked of Linux.");
        var path = Path.Combine(folder, name);
        if (name == "folder") Directory.CreateDirectory(path);
        else if (name == "link") File.CreateSymbolicLink(path, "/dev/null");
        else Process.Start("mkfifo", [path]).WaitForExit();

        var writing = () => WholeFile.WriteText(path, "content");

        writing.Should().Throw<BadInputException>().WithMessage($"{path}: {what}, expected a regular file");
        Directory.GetFileSystemEntries(folder).Should().Equal(path);
    }

    [Fact]
    public void A_link_to_a_file_is_replaced_and_not_written_through()
    {
        var (path, elsewhere) = (Path.Combine(folder, "run.json"), Path.Combine(folder, "elsewhere"));
        File.WriteAllText(elsewhere, "mine");
        File.CreateSymbolicLink(path, elsewhere);

        WholeFile.WriteText(path, "content");

        File.ReadAllText(elsewhere).Should().Be("mine");
        File.ReadAllText(path).Should().Be("content");
        new FileInfo(path).LinkTarget.Should().BeNull();
    }
}

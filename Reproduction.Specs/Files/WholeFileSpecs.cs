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

    [Fact]
    public void A_link_that_lies_under_the_temporary_name_is_not_written_through()
    {
        var (path, elsewhere) = (Path.Combine(folder, "run.json"), Path.Combine(folder, "elsewhere"));
        File.WriteAllText(elsewhere, "mine");
        File.CreateSymbolicLink($"{path}.{Environment.ProcessId}.tmp", elsewhere);

        WholeFile.WriteText(path, "content");

        File.ReadAllText(elsewhere).Should().Be("mine");
        File.ReadAllText(path).Should().Be("content");
    }
}

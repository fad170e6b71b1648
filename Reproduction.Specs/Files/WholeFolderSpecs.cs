using System.Diagnostics;
using Reproduction.Files;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Files;

public sealed class WholeFolderSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_whose_writing_fails_stays_as_it_was()
    {
        File.WriteAllText(Path.Combine(folder.MakeFolder("batches"), "a"), "before");

        var writing = () => WholeFolder.Write(folder["batches"], fresh =>
        {
            File.WriteAllText(Path.Combine(fresh, "a"), "after");
            throw new IOException("No space left on device");
        });

        writing.Should().Throw<IOException>();
        File.ReadAllText(folder["batches/a"]).Should().Be("before");
        Directory.GetFileSystemEntries(folder.Path).Should().Equal(folder["batches"]);
    }

    [Fact]
    public void What_a_killed_process_left_is_cleaned_up_and_what_it_moved_away_put_back()
    {
        var killed = IdOfAProcessThatIsGone();
        File.WriteAllText(Path.Combine(folder.MakeFolder($"batches.{killed}.new.tmp"), "a"), "half");
        File.WriteAllText(Path.Combine(folder.MakeFolder($"batches.{killed}.old.tmp"), "a"), "former");

        var writing = () => WholeFolder.Write(folder["batches"], _ => throw new IOException("No space left on device"));

        writing.Should().Throw<IOException>();
        File.ReadAllText(folder["batches/a"]).Should().Be("former");
        Directory.GetFileSystemEntries(folder.Path).Should().Equal(folder["batches"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_lies_under_the_temporary_name_is_neither_written_through_nor_taken_in(bool link)
    {
        File.WriteAllText(Path.Combine(folder.MakeFolder("elsewhere"), "a"), "mine");
        var temporary = folder[$"batches.{Environment.ProcessId}.new.tmp"];
        if (link) Directory.CreateSymbolicLink(temporary, folder["elsewhere"]);
        else File.Copy(folder["elsewhere/a"], Path.Combine(Directory.CreateDirectory(temporary).FullName, "a"));

        WholeFolder.Write(folder["batches"], fresh => File.WriteAllText(Path.Combine(fresh, "b"), "content"));

        Directory.GetFiles(folder["batches"]).Should().Equal(folder["batches/b"]);
        Directory.GetFiles(folder["elsewhere"]).Should().Equal(folder["elsewhere/a"]);
    }

    [Fact]
    public void A_file_in_the_folders_place_is_left_alone()
    {
        File.WriteAllText(folder["batches"], "a file");

        var writing = () => WholeFolder.Write(folder["batches"], _ => { });

        writing.Should().Throw<IOException>().WithMessage("*batches: a file, expected a folder or nothing");
        File.ReadAllText(folder["batches"]).Should().Be("a file");
    }

    [Fact]
    public void What_a_running_process_is_writing_is_left_to_it()
    {
        var other = folder.MakeFolder("batches.1.new.tmp");

        WholeFolder.Write(folder["batches"], _ => { });

        Directory.Exists(other).Should().BeTrue("process 1 always runs");
    }

    private static int IdOfAProcessThatIsGone()
    {
        using var process = Process.Start(new ProcessStartInfo("true"))!;
        process.WaitForExit();
        return process.Id;
    }
}

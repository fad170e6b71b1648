using System.Diagnostics;
using Reproduction.Files;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Files;

public sealed class InputFileSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int pipes;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_read_where_it_lies()
    {
        File.WriteAllText(folder["file"], "abc");

        using var input = InputFile.Open(folder["file"], "letters");

        input.Should().BeOfType<FileStream>();
        Text(input).Should().Be("abc");
    }

    [Fact]
    public void A_pipe_can_be_read_from_any_place()
    {
        using var input = InputFile.Open(Pipe(new string('a', 100_000) + "bc"), "letters");

        input.Length.Should().Be(100_002);
        input.Position = 99_999;
        Text(input).Should().Be("abc");
        input.Position = 100_000;
        Text(input).Should().Be("bc");
    }

    [Fact]
    public void A_pipe_that_gives_more_than_the_limit_is_refused()
    {
        Action reading = () => InputFile.Open(Pipe("abcd"), "letters", most: 3);

        reading.Should().Throw<BadInputException>().Which.Message.Should()
            .Be($"{folder["pipe-1"]}: more than 3 bytes come through a pipe, expected at most that many, or a file");
        using var whole = InputFile.Open(Pipe("abc"), "letters", most: 3);
        Text(whole).Should().Be("abc");
    }

    [Fact]
    public void A_device_that_never_ends_is_refused_at_the_limit()
    {
        Action reading = () => InputFile.Open("/dev/zero", "letters", most: 1 << 20);

        reading.Should().Throw<BadInputException>().WithMessage("/dev/zero: more than 1048576 bytes*");
    }

    [Fact]
    public void What_says_that_it_is_empty_and_is_not_is_read_too()
    {
        using var input = InputFile.Open("/proc/self/status", "letters");

        Text(input).Should().StartWith("Name:");
    }

    [Fact]
    public void A_folder_and_a_file_that_is_not_there_are_named()
    {
        Action readingAFolder = () => InputFile.Open(folder.Path, "letters");
        Action readingNothing = () => InputFile.Open(folder["absent"], "letters");

        readingAFolder.Should().Throw<BadInputException>().WithMessage($"{folder.Path}: a folder, expected a file of letters");
        readingNothing.Should().Throw<BadInputException>().WithMessage($"{folder["absent"]}: no such file, expected letters");
    }

    [Fact]
    public void Messages_call_a_dash_standard_input()
    {
        InputFile.Name("-").Should().Be("standard input");
        InputFile.Name("./-").Should().Be("./-");
    }

    /// <summary>
    /// A named pipe into which another process writes. Each is a pipe of its own: who wrote into the one before may still hold it
    /// open, and a reader of the same pipe would then see that writer's end.
    /// </summary>
    private string Pipe(string content)
    {
        pipes++;
        string pipe = folder[$"pipe-{pipes}"], written = folder[$"content-{pipes}"];
        Process.Start("mkfifo", [pipe]).WaitForExit();
        File.WriteAllText(written, content);
        Process.Start("sh", ["-c", $"cat '{written}' > '{pipe}' 2>/dev/null"]);
        return pipe;
    }

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return reader.ReadToEnd();
    }
}

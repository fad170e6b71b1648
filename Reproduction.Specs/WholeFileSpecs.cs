namespace Reproduction.Specs;

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
}

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
    public void What_a_killed_process_left_half_written_is_deleted_and_nothing_else()
    {
        Directory.CreateDirectory(Path.Combine(folder, "checkpoints"));
        string[] kept = ["notes.tmp", "run.json", "run.json.x.tmp"];
        string[] left = ["run.json.4711.tmp", "checkpoints/teacher.latest.safetensors.12.tmp"];
        foreach (var file in kept.Concat(left)) File.WriteAllText(Path.Combine(folder, file), "");

        WholeFile.DeleteUnfinished(folder);

        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Should().BeEquivalentTo(kept);
    }
}

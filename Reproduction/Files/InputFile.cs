namespace Reproduction.Files;

/// <summary>Files that a user names as input: files on disk, and pipes, which have no length and are read once.</summary>
public static class InputFile
{
    /// <summary>Most bytes that a pipe may give: 1 GiB, four times the largest weights of the family.</summary>
    public const long MostOfAPipe = 1L << 30;

    private const string StandardInput = "-";
    private static readonly string[] StandardInputDevices = ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];

    /// <summary>What messages call an input: <c>standard input</c> for <c>-</c>, else the path itself.</summary>
    /// <param name="path">The path as given.</param>
    public static string Name(string path) => path == StandardInput ? "standard input" : path;

    /// <summary>
    /// Opens an input so that it can be read from any place. What has no length (a pipe, a process substitution, standard input
    /// as <c>-</c> or <c>/dev/stdin</c>, a device) is first read into memory, to its end.
    /// </summary>
    /// <param name="path">The path, or <c>-</c>.</param>
    /// <param name="expected">What the file should hold, for messages, such as <c>weights</c>.</param>
    /// <param name="most">Most bytes that are taken into memory.</param>
    /// <exception cref="BadInputException">
    /// There is no such file, it is a folder, or a pipe gives more than <paramref name="most"/>.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened or read; without permission <see cref="UnauthorizedAccessException"/>.</exception>
    public static Stream Open(string path, string expected, long most = MostOfAPipe)
    {
        if (path == StandardInput || StandardInputDevices.Contains(path)) return InMemory(Console.OpenStandardInput(), path, most);
        if (Directory.Exists(path)) throw new BadInputException($"{path}: a folder, expected a file of {expected}");
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file, expected {expected}");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        // Devices and files of /proc can be sought, and say that they are empty.
        return file is { CanSeek: true, Length: > 0 } ? file : InMemory(file, path, most);
    }

    private static MemoryStream InMemory(Stream pipe, string path, long most)
    {
        using (pipe)
        {
            var memory = new MemoryStream();
            var piece = new byte[1 << 16];
            for (int count; (count = pipe.Read(piece)) > 0;)
            {
                if (memory.Length + count > most)
                    throw new BadInputException(
                        $"{Name(path)}: more than {most} bytes come through a pipe, expected at most that many, or a file");
                memory.Write(piece.AsSpan(0, count));
            }
            memory.Position = 0;
            return memory;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reproduction.Native;

namespace Reproduction.Files;

/// <summary>
/// Files that appear whole or not at all: written under a temporary name in the same folder, flushed to disk, renamed, and
/// the folder flushed, so that the name survives a power cut as the content does.
/// </summary>
public static class WholeFile
{
    private const string Temporary = ".tmp";

    /// <summary>Writes a file through a stream; an exception from <paramref name="write"/> leaves no trace.</summary>
    /// <param name="path">Where the file shall stand; its folder is made where it lacks.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="BadInputException">
    /// A device, a pipe or a folder is there: a file would take its place, for all that use it.
    /// </exception>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        RegularFile.Check(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        // Not the process's number: another container's or machine's may have the same, and write the same file on a disk that both see.
        var temporary = $"{path}.{RandomNumberGenerator.GetInt32(int.MaxValue)}{Temporary}";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush();
                Disk.Flush(stream, path);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            DeleteIfPossible(temporary);
            throw;
        }
        Disk.FlushFolder(folder);
    }

    /// <summary>Reads text. What has no length, as a pipe that nobody writes to has none, is not waited for.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It is empty, or no regular file.</exception>
    internal static string ReadText(string path) =>
        new FileInfo(path).Length > 0 ? File.ReadAllText(path) : throw new BadInputException($"{path}: empty, or no regular file");

    /// <summary>The file that a killed process was writing under this name; null where the name is none that is written under.</summary>
    /// <param name="name">A file's name or path.</param>
    internal static string? Unfinished(string name)
    {
        if (!name.EndsWith(Temporary, StringComparison.Ordinal)) return null;
        var whole = name[..^Temporary.Length];
        var number = Path.GetExtension(whole).TrimStart('.');
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? whole[..^(number.Length + 1)] : null;
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">Where the file shall stand.</param>
    /// <param name="text">The content, with the line ends that it has.</param>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(text)));

    // What made the writing fail, such as a folder that is gone, may make this fail too, and is what the user must hear of.
    private static void DeleteIfPossible(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process that takes the folder deletes it.
        }
    }
}

using System.Globalization;
using System.Text;
using Reproduction.Native;

namespace Reproduction;

/// <summary>
/// Files that appear whole or not at all: written under a temporary name in the same folder, flushed to disk, renamed, and
/// the folder flushed, so that the name survives a power cut as the content does.
/// </summary>
public static class WholeFile
{
    private const string Unfinished = ".tmp";

    /// <summary>Writes a file through a stream; an exception from <paramref name="write"/> leaves no trace.</summary>
    /// <param name="path">Where the file shall stand; its folder is made where it lacks.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Environment.ProcessId}{Unfinished}";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
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

    /// <summary>
    /// Deletes what killed processes left half-written in a folder and those within it. For a folder that nobody else writes to.
    /// </summary>
    /// <param name="folder">The folder.</param>
    public static void DeleteUnfinished(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, $"*{Unfinished}", SearchOption.AllDirectories).Where(IsUnfinished)) File.Delete(file);
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">Where the file shall stand.</param>
    /// <param name="text">The content, with the line ends that it has.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(text)));

    private static bool IsUnfinished(string file) =>
        int.TryParse(Path.GetExtension(file[..^Unfinished.Length]).TrimStart('.'), NumberStyles.None, CultureInfo.InvariantCulture, out _);

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

using System.Text;

namespace Reproduction;

/// <summary>
/// Files that appear whole or not at all: written under a temporary name in the same folder, flushed to disk, renamed.
/// </summary>
public static class WholeFile
{
    /// <summary>Writes a file through a stream; an exception from <paramref name="write"/> leaves no trace.</summary>
    /// <param name="path">Where the file shall stand; its folder is made where it lacks.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
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
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">Where the file shall stand.</param>
    /// <param name="text">The content, with the line ends that it has.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(text)));
}

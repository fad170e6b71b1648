using Reproduction.Native;

namespace Reproduction.Files;

/// <summary>
/// Folders that appear whole or not at all: written beside their place, then renamed into it, and the name flushed to disk.
/// </summary>
public static class WholeFolder
{
    private const string Fresh = ".new.tmp";
    private const string Former = ".old.tmp";

    /// <summary>Writes a folder; an exception from <paramref name="write"/> leaves what stood there, and no trace.</summary>
    /// <param name="path">Where the folder shall stand; what stands there is replaced.</param>
    /// <param name="write">Fills the folder that it is given.</param>
    /// <exception cref="IOException">
    /// The disk is full or the place cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void Write(string path, Action<string> write)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(path)) throw new IOException($"{path}: a file, expected a folder or nothing");
        CleanUpAfterKilledProcesses(path);
        var (fresh, former) = ($"{path}.{Environment.ProcessId}{Fresh}", $"{path}.{Environment.ProcessId}{Former}");
        try
        {
            // A dead process of the same number has left it, or somebody a link.
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
            Directory.CreateDirectory(fresh);
            write(fresh);
            if (Directory.Exists(path)) Directory.Move(path, former);
            Directory.Move(fresh, path);
            Disk.FlushFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
            RestoreOrDelete(path, former);
        }
    }

    // A killed process leaves its half-written folder, and the former one if it was killed between the two renames.
    private static void CleanUpAfterKilledProcesses(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path))) return;
        foreach (var left in Directory.GetDirectories(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*.tmp"))
        {
            if (!int.TryParse(left[(path.Length + 1)..].Split('.')[0], out var writer) || ProcessNumber.IsRunning(writer)) continue;
            if (left.EndsWith(Fresh, StringComparison.Ordinal)) Directory.Delete(left, recursive: true);
            else if (left.EndsWith(Former, StringComparison.Ordinal)) RestoreOrDelete(path, left);
        }
    }

    private static void RestoreOrDelete(string path, string former)
    {
        if (!Directory.Exists(former)) return;
        if (Directory.Exists(path)) Directory.Delete(former, recursive: true);
        else Directory.Move(former, path);
    }
}

using System.Runtime.InteropServices;
using Reproduction.Native;

namespace Reproduction.Runs;

/// <summary>
/// Holds a folder for one process at a time through a lock of the operating system (flock) on the file <c>run.lock</c>, which
/// a dead process cannot hold. The file itself stays: were it deleted, a process that had opened it before and one that makes
/// it anew could each lock a file of their own. Where the disk has no locks the folder is refused.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>The file that is locked.</summary>
    internal const string FileName = "run.lock";

    /// <summary>The file with the holder's number.</summary>
    internal const string HolderName = "run.pid";

    // What flock says where another holds the lock, EWOULDBLOCK: 11 on Linux and 35 on macOS. .NET reports errno itself.
    private static readonly int LockedByAnother = OperatingSystem.IsMacOS() ? 35 : 11;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    private readonly string folder;
    private readonly FileStream held;
    private readonly string? place;

    private FolderLock(string folder, FileStream held) => (this.folder, this.held, place) = (folder, held, Place(held));

    /// <summary>Takes a folder.</summary>
    /// <param name="folder">The folder; made where it lacks.</param>
    /// <exception cref="BadInputException">It is in use, or cannot be written or locked.</exception>
    internal static FolderLock Take(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            if (new FileInfo(file).LinkTarget is not null) throw new BadInputException($"{file}: a link, expected a file of this folder");
            var held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                MakeSureOf(held);
                // In a file of its own, because .NET cannot read a locked one.
                File.Delete(Path.Combine(folder, HolderName));
                using var holder = new StreamWriter(new FileStream(Path.Combine(folder, HolderName), FileMode.CreateNew, FileAccess.Write));
                holder.Write($"{Environment.ProcessId}\n");
                return new(folder, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (IOException e) when (e.HResult == LockedByAnother)
        {
            throw new BadInputException($"{folder}: in use by process {Holder(folder)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{folder}: cannot be written ({e.Message})", e);
        }
    }

    /// <summary>Takes a folder that nobody else holds.</summary>
    /// <param name="folder">The folder; made where it lacks.</param>
    /// <returns>The lock; null where it is in use.</returns>
    /// <exception cref="BadInputException">It cannot be written or locked.</exception>
    internal static FolderLock? TakeIfFree(string folder)
    {
        try
        {
            return Take(folder);
        }
        catch (BadInputException e) when (IsInUse(e))
        {
            return null;
        }
    }

    /// <summary>Takes a folder, after whoever holds it has given it back.</summary>
    /// <param name="folder">The folder; made where it lacks.</param>
    /// <param name="waiting">Is told once, in words, for whom it waits.</param>
    /// <param name="stop">Asks to wait no longer.</param>
    /// <exception cref="BadInputException">It cannot be written or locked.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    internal static FolderLock Wait(string folder, Action<string> waiting, CancellationToken stop)
    {
        for (var isTold = false; ; isTold = true)
        {
            try
            {
                return Take(folder);
            }
            catch (BadInputException e) when (IsInUse(e))
            {
                if (!isTold) waiting($"{e.Message}; waiting until it is done");
                if (stop.WaitHandle.WaitOne(BetweenTries)) throw new OperationCanceledException(stop);
            }
        }
    }

    /// <summary>
    /// Makes sure before each writing that the folder is still where it was: a file written there otherwise would make it anew,
    /// or belong to another run.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder was renamed or deleted.</exception>
    internal void EnsureThere()
    {
        if (Place(held) is { } now ? now == place : Directory.Exists(folder)) return;
        throw new DirectoryNotFoundException(
            $"{folder}: renamed or deleted while this run worked on it; put it back and go on with --resume");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!held.CanWrite) return;
        try
        {
            EnsureThere();
            File.Delete(Path.Combine(folder, HolderName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or the disk fails or has become read-only: the lock is given back all the same.
        }
        held.Dispose();
    }

    private static bool IsInUse(BadInputException refusal) =>
        refusal.InnerException is IOException { HResult: var error } && error == LockedByAnother;

    /// <summary>Where Linux says that the open file stands, whatever became of its name; null elsewhere.</summary>
    private static string? Place(FileStream file) =>
        OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget : null;

    /// <summary>.NET takes "no locks here" for "locked", and its locking can be switched off: only the system's own word counts.</summary>
    private static void MakeSureOf(FileStream file)
    {
        var error = FileLock.Take(file.SafeFileHandle);
        if (error == 0) return;
        if (error == LockedByAnother) throw new IOException(file.Name, error);
        throw new BadInputException(
            $"{file.Name}: cannot be locked ({Marshal.GetPInvokeErrorMessage(error)}), and without locks two processes could work on one "
            + "run, expected --out on a disk with locks");
    }

    /// <summary>
    /// Who holds the lock. The number is written a moment after the lock is taken, and a dead process may have left its own.
    /// </summary>
    private static string Holder(string folder)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                if (int.TryParse(File.ReadAllText(Path.Combine(folder, HolderName)), out var number) && ProcessNumber.IsRunning(number))
                    return $"{number}";
            }
            catch (IOException)
            {
                // Not there yet, or just being written.
            }
            Thread.Sleep(50);
        }
        return "unknown";
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace Reproduction.Specs.Commands;

/// <summary>
/// A disk of a few bytes: mounted by root, and where root is lacking in a user namespace of its own, into which Linux lets the
/// owner look through <c>/proc</c>.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string mountPoint;
    private readonly Process? holder;

    /// <summary>Mounts the disk; skips with the reason where it cannot be.</summary>
    /// <param name="mountPoint">An empty folder.</param>
    /// <param name="size">As tmpfs takes it.</param>
    internal SmallDisk(string mountPoint, string size)
    {
        this.mountPoint = mountPoint;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small disk is made as Linux does.");
        if (Environment.IsPrivilegedProcess && Command("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", mountPoint) == 0)
        {
            Path = mountPoint;
            return;
        }
        holder = Namespace($"mount -t tmpfs -o size={size} tmpfs '{mountPoint}' && echo mounted && exec cat");
        var mounted = holder?.StandardOutput.ReadLine() == "mounted";
        if (!mounted) Dispose();
        Assert.SkipUnless(mounted, "A small disk can be mounted neither as root nor in a user namespace.");
        Path = $"/proc/{holder!.Id}/root{mountPoint}";
    }

    /// <summary>Where the disk is.</summary>
    internal string Path { get; } = "";

    /// <summary>Makes it larger.</summary>
    /// <param name="size">As tmpfs takes it.</param>
    internal void Grow(string size)
    {
        string[] remount = ["mount", "-o", $"remount,size={size}", "tmpfs", mountPoint];
        if (holder is not null) remount = ["nsenter", "--preserve-credentials", "-U", "-m", "-t", $"{holder.Id}", .. remount];
        Command(remount[0], remount[1..]).Should().Be(0);
    }

    public void Dispose()
    {
        if (holder is null) Command("umount", "--lazy", mountPoint);
        // The disk goes with the namespace, and that with its last process, which waits for more to read.
        holder?.StandardInput.Close();
        holder?.WaitForExit();
        holder?.Dispose();
    }

    private static Process? Namespace(string script)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("unshare", ["-Urm", "sh", "-c", script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs a command and tells its exit code; -1 where there is no such command.</summary>
    internal static int Command(string name, params string[] arguments)
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return -1;
        }
    }
}

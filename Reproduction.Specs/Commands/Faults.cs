using System.ComponentModel;
using System.Diagnostics;

namespace Reproduction.Specs.Commands;

/// <summary>Calls of the C library that fail where a spec wants them to, by <c>ci/faults.c</c> between it and the program.</summary>
internal static class Faults
{
    internal const int InputOutputError = 5, NoLocks = 37;

    private static readonly Lazy<string?> Shim = new(Compile);

    /// <summary>A tiny run of which a call on its folder's files fails; skips with the reason where none can be made to.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="call">Such as fsync.</param>
    /// <param name="at">The how manieth, from 1; 0 for each.</param>
    /// <param name="error">The error's number.</param>
    /// <param name="more">Further options.</param>
    internal static Program.Outcome Reproduce(string folder, string call, int at, int error, params string[] more)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Calls are made to fail as Linux does.");
        Assert.SkipWhen(Shim.Value is null, "There is no C compiler cc: no call can be made to fail (Debian's package gcc).");
        using var process = TinyRun.StartWith(
            new()
            {
                ["LD_PRELOAD"] = Shim.Value,
                ["FAULT_FOLDER"] = folder,
                ["FAULT_CALL"] = call,
                ["FAULT_AT"] = $"{at}",
                ["FAULT_ERROR"] = $"{error}",
            },
            folder, more);
        return TinyRun.Outcome(process);
    }

    private static string? Compile()
    {
        var shim = Path.Combine(Directory.CreateTempSubdirectory("faults-").FullName, "faults.so");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(shim)!, recursive: true);
        try
        {
            using var compiler = Process.Start(
                new ProcessStartInfo("cc",
                    ["-shared", "-fPIC", "-o", shim, Repository.Path("ci", "faults.c"), "-ldl"])
                { RedirectStandardError = true })!;
            var complaints = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? shim : throw new InvalidOperationException(complaints);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

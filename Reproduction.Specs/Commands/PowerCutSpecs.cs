using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>What a whole run asks of the operating system, seen by strace: after a power cut a file is there whole or not at all.</summary>
public sealed partial class PowerCutSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_file_of_a_run_is_flushed_to_disk_before_it_gets_its_name_and_its_folder_after()
    {
        NeedsStrace();
        var run = folder["run/seed-1"];
        using var process = TinyRun.StartTraced(folder["calls"], folder["run"]);
        var outcome = TinyRun.Outcome(process);
        outcome.ExitCode.Should().Be(0, outcome.Error);

        var calls = File.ReadAllLines(folder["calls"]);
        var renamed = calls.Select((call, i) => (Line: i, Names: Renamed().Match(call))).Where(call => call.Names.Success).ToList();

        renamed.Select(call => Path.GetRelativePath(run, call.Names.Groups["to"].Value)).Should()
            .Contain(["run.json", "student/stage.json", "student/history.csv", "manifest.json", "report.md", "student/test.csv",
                "student/weights.safetensors"])
            .And.Contain("student/next.safetensors");
        foreach (var (line, names) in renamed)
        {
            var (from, to) = (names.Groups["from"].Value, names.Groups["to"].Value);
            calls.Take(line).Should().Contain(call => Flushes(call, from), $"{to} must be on disk before it has its name");
            calls.Skip(line).Should().Contain(call => Flushes(call, Path.GetDirectoryName(to)!), $"the name of {to} must be on disk too");
        }
    }

    // strace -y shows the path of a descriptor; a call that another thread interrupts is printed in two parts, of which the first has it.
    private static bool Flushes(string call, string path) =>
        call.Contains("fsync(", StringComparison.Ordinal) && call.Contains($"<{path}>", StringComparison.Ordinal);

    [GeneratedRegex("""rename(at2?)?\((\w+(<[^>]*>)?, )?"(?<from>[^"]*\.tmp)", (\w+(<[^>]*>)?, )?"(?<to>[^"]*)".*= 0|rename\("(?<from>[^"]*\.tmp)", "(?<to>[^"]*)" <unfinished""")]
    private static partial Regex Renamed();

    private static void NeedsStrace()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("strace", ["-f", "--seccomp-bpf", "-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            Assert.SkipUnless(process.ExitCode == 0, "strace may not trace here: flushing to disk is not seen");
        }
        catch (Win32Exception)
        {
            Assert.Skip("strace is not installed: flushing to disk is not seen (Debian's package strace)");
        }
    }
}

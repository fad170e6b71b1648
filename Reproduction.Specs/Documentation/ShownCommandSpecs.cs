using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Documentation;

/// <summary>
/// Every command that README and docs show is run, page by page, in a folder with a copy of what a page may name. A block <c>sh</c> has to
/// succeed; a block <c>console</c> has to print what it shows, where … stands for anything, and alone on a line for any lines. What is
/// not run says so behind its fence, with the reason: <c>sh no-run: it trains for hours</c>.
/// </summary>
public sealed partial class ShownCommandSpecs : IDisposable
{
    private const string NotRun = " no-run: ";

    private static readonly string[] Copied = ["docs", "golden/claims.yaml", "golden/claims.sha256", "artifacts/quick/seed-1", "Makefile"];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Pages => Page.All;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_that_a_page_shows_does_what_the_page_says(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The commands are bash's.");
        var run = new Page(path).Blocks.Where(block => block.Info is "sh" or "console").ToList();
        if (run.Count == 0) return;
        foreach (var name in Copied) Copy(Repository.Path(name), folder[name]);

        foreach (var (info, lines) in run)
        {
            if (info == "sh") Run(["set -euo pipefail", .. lines]).ExitCode.Should().Be(0, string.Join('\n', lines));
            else ShouldPrint(lines);
        }
    }

    [Fact]
    public async Task The_commands_that_are_not_run_are_these()
    {
        var text = new StringBuilder();
        foreach (var path in Page.All.Select(page => page.Data))
        {
            foreach (var (info, lines) in new Page(path).Blocks.Where(block => block.Info.Contains(NotRun)))
            {
                text.AppendLine($"{path}: {info.Split(NotRun)[1]}");
                foreach (var line in lines) text.AppendLine($"    {line}");
            }
        }
        await Verify(text.ToString(), extension: "txt");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_block_without_a_language_shows_no_command(string path)
    {
        string[] known = ["", "sh", "console", "yaml", "csharp", "python"];

        foreach (var (info, lines) in new Page(path).Blocks)
        {
            known.Should().Contain(info.Split(NotRun)[0]);
            if (info.Length == 0) lines.Should().NotContain(line => Command().IsMatch(line));
        }
    }

    private void ShouldPrint(string[] lines)
    {
        var (commands, shown) = (new List<string>(), new List<List<string>>());
        foreach (var line in lines)
        {
            if (!line.StartsWith("$ ", StringComparison.Ordinal))
            {
                shown[^1].Add(line);
                continue;
            }
            commands.Add(line[2..]);
            shown.Add([]);
        }
        // One shell for the block, so that $? and variables are those of the command before; each output ends with a control character.
        var (_, output) = Run(
        [
            "exec 2>&1", "status=0", .. commands.SelectMany(command => new[]
            {
                "(exit $status)", command, "status=$?", @"printf '\036'",
            }),
        ]);
        // How far long work is, which is said only where it takes long.
        var printed = LongWork().Replace(output, "").Split('\x1e')[..^1];
        printed.Should().HaveSameCount(commands, output);
        foreach (var (command, expected, found) in commands.Zip(shown.Select(after => string.Join('\n', after)), printed))
            Regex.IsMatch(found, Pattern(expected)).Should().BeTrue($"`{command}` is said to print\n{expected}\nand prints\n{found}");
    }

    private static string Pattern(string shown)
    {
        var lines = shown.Length == 0 ? [] : Regex.Escape(shown).Split("\\n");
        return $@"\A{string.Concat(lines.Select(line => line == "…" ? @"(.*\n)*?" : $@"{line.Replace("…", ".*")}\n"))}\z";
    }

    private (int ExitCode, string Output) Run(IEnumerable<string> script)
    {
        var start = new ProcessStartInfo("bash", ["-c", string.Join('\n', script)])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{Repository.Program}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["REPRODUCTION_DATA"] = WrittenImages.Folder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (File.Exists(from))
        {
            File.Copy(from, to, overwrite: true);
            return;
        }
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    [GeneratedRegex(@"(?<=^|\x1e)[a-z ]+: \d+ of \d+ [a-z]+\n", RegexOptions.Multiline)]
    private static partial Regex LongWork();

    [GeneratedRegex(@"^(\$ |make |dotnet |reproduction |ci/\S+\.sh|docker |sbatch )")]
    private static partial Regex Command();
}

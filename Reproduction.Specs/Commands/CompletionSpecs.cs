using System.Diagnostics;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>The shells' completion scripts, by the shells themselves.</summary>
public sealed class CompletionSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("reproduction aud", "audit")]
    [InlineData("reproduction reproduce qui", "quick")]
    [InlineData("reproduction   reproduce quick --device ", "cpu", "cuda")]
    [InlineData("reproduction data f", "fetch")]
    [InlineData("reproduction metrics answers.csv --res", "--resamples")]
    [InlineData("reproduction metrics ans")]
    public void Bash_completes_commands_options_and_values(string line, params string[] completions) =>
        Shell("bash", $$"""
            source <(reproduction completion bash)
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            read -ra COMP_WORDS <<<"$COMP_LINE"
            [ "${COMP_LINE: -1}" != ' ' ] || COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            $(complete -p reproduction | sed -E 's/.* -F ([^ ]+) .*/\1/')
            printf '%s\n' "${COMPREPLY[@]}"
            """).Should().BeEquivalentTo(completions);

    [Fact]
    public void Bash_completes_in_the_middle_of_a_line_what_stands_before_the_cursor() =>
        Shell("bash", """
            source <(reproduction completion bash)
            COMP_LINE='reproduction repo --json' COMP_POINT=17 COMP_WORDS=(reproduction repo --json) COMP_CWORD=1
            _reproduction
            printf '%s\n' "${COMPREPLY[@]}"
            """).Should().BeEquivalentTo(["report"]);

    [Fact]
    public void Bash_completes_names_of_files_where_the_program_knows_nothing() =>
        Shell("bash", "source <(reproduction completion bash); complete -p reproduction").Should()
            .Equal("complete -o default -F _reproduction reproduction");

    [Theory]
    [InlineData("reproduction aud", "audit")]
    [InlineData("reproduction reproduce quick --device ", "cpu", "cuda")]
    public void Fish_completes_commands_options_and_values(string line, params string[] completions) =>
        Shell("fish", $"reproduction completion fish | source; complete -C '{line}'").Should().Contain(completions);

    [Fact]
    public void Zsh_takes_its_script() =>
        Shell("zsh", "autoload -U compinit; compinit -u -D; source <(reproduction completion zsh); print $_comps[reproduction]").Should()
            .Equal("_reproduction");

    [Fact]
    public void Another_shell_is_refused() =>
        Program.Run("completion", "ksh").ShouldBeBadInput("completion: found 'ksh', expected bash, zsh or fish");

    private string[] Shell(string shell, string script)
    {
        Assert.SkipUnless(Path.Exists($"/usr/bin/{shell}"), $"There is no {shell}.");
        var start = new ProcessStartInfo(shell, ["-c", script])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Repository.Program}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = folder.Path;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error.Result.Should().BeEmpty();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

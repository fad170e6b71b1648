using System.CommandLine;

namespace Reproduction.Commands;

/// <summary>
/// <c>completion bash|zsh|fish</c>: a script by which a shell completes commands, options and their values. Each asks the program
/// itself, by the command line library's <c>[suggest:POSITION]</c>; where that knows nothing, the shell completes names of files.
/// </summary>
public static class CompletionCommand
{
    internal const string Name = "completion";

    private const string Bash = """
        _reproduction() {
            local rest="${COMP_LINE#*"${COMP_WORDS[0]}"}"
            rest="${rest#"${rest%%[! ]*}"}"
            local point=$((COMP_POINT - ${#COMP_LINE} + ${#rest})) IFS=$'\n'
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$point]" "$rest" </dev/null 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _reproduction reproduction

        """;

    private const string Zsh = """
        #compdef reproduction
        _reproduction() {
            local rest="${BUFFER#*"${words[1]}"}"
            rest="${rest#"${rest%%[! ]*}"}"
            local point=$((CURSOR - ${#BUFFER} + ${#rest}))
            local -a found=("${(@f)$("${words[1]}" "[suggest:$point]" "$rest" </dev/null 2>/dev/null)}")
            found=(${found:#})
            if (( $#found )); then compadd -a found; else _files; fi
        }
        compdef _reproduction reproduction

        """;

    private const string Fish = """
        function __reproduction_complete
            set -l rest (commandline -cp | string replace -r '^\s*\S+\s*' '')
            $argv[1] "[suggest:"(string length -- "$rest")"]" "$rest" </dev/null 2>/dev/null
        end
        complete -c reproduction -a '(__reproduction_complete (commandline -po)[1])'

        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        shell.CompletionSources.Add("bash", "zsh", "fish");
        var command = new Verb(
            Name, "A script by which a shell completes commands, options and values.",
            "source <(reproduction completion bash)", "reproduction completion fish >~/.config/fish/completions/reproduction.fish")
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                var other => throw new BadInputException($"completion: found '{other}', expected bash, zsh or fish"),
            });
            return CommandLine.Done;
        });
        return command;
    }
}

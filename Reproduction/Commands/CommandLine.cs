using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Reproduction.Text;

namespace Reproduction.Commands;

/// <summary>The command line: parses, runs one command and turns what went wrong into one line and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A check says no.</summary>
    public const int CheckFailed = 1;

    /// <summary>Bad input.</summary>
    public const int BadInput = 2;

    /// <summary>Neither yes nor no could be established.</summary>
    public const int Undecided = 3;

    /// <summary>A fault within libtorch, which no input is to blame for; 70 as in BSD's sysexits.h.</summary>
    public const int Fault = 70;

    private static readonly string[] WordsOfMemory = ["allocate memory", "not enough memory", "out of memory", "alloc_failed"];

    private static readonly (string Name, Func<Command> Create)[] Verbs =
    [
        (ReproduceCommand.Name, ReproduceCommand.Create),
        (EvaluateCommand.Name, EvaluateCommand.Create),
        (MetricsCommand.Name, MetricsCommand.Create),
        (AuditCommand.Name, AuditCommand.Create),
        (DataCommand.Name, DataCommand.Create),
        (KeepNumbersCommand.Name, KeepNumbersCommand.Create),
        (SummaryCommand.Name, SummaryCommand.Create),
        (InspectCommand.Name, InspectCommand.Create),
        (RecipeCommand.Name, RecipeCommand.Create),
        (ReportCommand.Name, ReportCommand.Create),
        (StagesCommand.Name, StagesCommand.Create),
        (StoreCommand.Name, StoreCommand.Create),
        (BenchCommand.Name, BenchCommand.Create),
        (CheckCommand.Name, CheckCommand.Create),
        (CompletionCommand.Name, CompletionCommand.Create),
    ];

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="output">Takes what is asked for.</param>
    /// <param name="error">Takes messages; on bad input exactly one line.</param>
    /// <returns>0 done, 1 a check says no, 2 bad input, 3 undecided, 70 a fault of libtorch, 129, 130, 143 stopped by a signal.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        (output, error) = (new PlainTextWriter(output), new PlainTextWriter(error));
        // An unset variable of the shell: no option and no argument means anything by it.
        if (arguments.Contains("") && !AsksForCompletions(arguments))
            return Complain(error, "found an empty word on the command line, expected a value", BadInput);
        var parsed = Root(arguments.Count > 0 ? arguments[0] : null).Parse(arguments.Count > 0 ? arguments : ["--help"]);
        // Whoever asks for help or for what may come next gets it, whatever else stands there.
        if (parsed.Action is not HelpText && !AsksForCompletions(arguments) && Slips.First(parsed) is { } slip)
            return Complain(error, slip, BadInput);
        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e) when (Failure(e) is var (message, exitCode))
        {
            return Complain(error, message, exitCode);
        }
    }

    /// <summary>What is said of an error and what the process exits with; null of one that only a mistake of this program can be.</summary>
    /// <param name="error">The error.</param>
    internal static (string Message, int ExitCode)? Failure(Exception error) => error switch
    {
        BadInputException or IOException or UnauthorizedAccessException => (error.Message, BadInput),
        CheckFailedException => (error.Message, CheckFailed),
        OutOfMemoryException => ($"not enough memory: {error.Message}", BadInput),
        // libtorch's; its frames follow in further lines.
        ExternalException when error.Message.Split('\n')[0] is var first =>
            ($"libtorch: {first}", IsWantOfMemory(first) ? BadInput : Fault),
        _ => null,
    };

    /// <summary>Whether libtorch says that it got no memory, the one of its errors that is to be expected.</summary>
    private static bool IsWantOfMemory(string message) =>
        WordsOfMemory.Any(words => message.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>The commands, or the one that is asked for alone, which starts sooner.</summary>
    /// <param name="asked">The word that names it; where it names none, all are made.</param>
    internal static RootCommand Root(string? asked = null)
    {
        var root = new RootCommand("A published experiment on distillation and bias as an executable specification.");
        var isKnown = Array.Exists(Verbs, verb => verb.Name == asked);
        foreach (var (name, create) in Verbs)
            if (!isKnown || name == asked) root.Add(create());
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Add(new HelpOption("--help", "-h", "-?") { Action = new HelpText() });
        return root;
    }

    private static bool AsksForCompletions(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && arguments[0].StartsWith("[suggest", StringComparison.Ordinal);

    private static int Complain(TextWriter error, string message, int exitCode)
    {
        error.WriteLine($"reproduction: {PlainText.Line(message)}");
        return exitCode;
    }
}

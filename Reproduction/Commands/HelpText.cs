using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Reproduction.Commands;

/// <summary>A command's help: the library's, as wide as the terminal, and then exit codes and examples.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    /// <summary>Columns where there is no terminal.</summary>
    private const int PlainWidth = 100;

    /// <summary>Fewer columns than this no help is laid out for.</summary>
    private const int LeastWidth = 20;

    /// <summary>A new line below the meaning of an exit code.</summary>
    private const string Continued = "\n       ";

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Columns that it is laid out for; those of the terminal where it does not say.</summary>
    internal int? Columns { get; init; }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var help = new StringWriter();
        configuration.Output = help;
        // A terminal may say that it has no columns.
        var width = Columns
            ?? (Console.IsOutputRedirected || Console.WindowWidth == 0 ? PlainWidth : Math.Max(LeastWidth, Console.WindowWidth));
        new HelpAction { MaxWidth = width }.Invoke(parseResult);
        configuration.Output = output;
        // The library leaves a blank at the end of each line that it wraps.
        output.WriteLine(string.Join('\n', help.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd())));
        if (parseResult.CommandResult.Command is Verb verb)
        {
            output.WriteLine("\nExit codes:");
            foreach (var (code, meaning) in ExitCodes(verb)) output.WriteLine($"  {code,-4} {meaning.Replace("\n", Continued)}");
            if (verb.Examples.Count > 0) output.WriteLine("\nExamples:");
            foreach (var example in verb.Examples) output.WriteLine($"  {example}");
        }
        return CommandLine.Done;
    }

    private static IEnumerable<(string Code, string Meaning)> ExitCodes(Verb verb)
    {
        yield return ("0", "done");
        if (verb.SaysNo is { } no) yield return ("1", no);
        yield return ("2", "bad input: one line on standard error says what");
        if (verb.CannotTell is { } open) yield return ("3", open);
        if (!verb.CanBeStopped) yield break;
        yield return ("129", "stopped by SIGHUP: --resume goes on, here and below");
        yield return ("130", "stopped by Ctrl-C");
        yield return ("143", "stopped by SIGTERM");
    }
}

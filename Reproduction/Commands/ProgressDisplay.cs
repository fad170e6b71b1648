using System.Diagnostics;
using Reproduction.Text;
using Spectre.Console;

namespace Reproduction.Commands;

/// <summary>Shows how far work is: live bars on a terminal, a plain line every tenth otherwise.</summary>
public static class ProgressDisplay
{
    /// <summary>Does the work and shows how far it is.</summary>
    /// <param name="output">Takes the bars or lines.</param>
    /// <param name="work">Is given whom to tell.</param>
    public static T Show<T>(TextWriter output, Func<IProgress<Amount>, T> work)
    {
        if (Terminal(output) is not { } console) return work(new Lines(output, TimeSpan.Zero));
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 16 }, new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => work(new Bars(context)));
    }

    /// <summary>A plain line every tenth, of work that takes so long that its user wonders.</summary>
    /// <param name="output">Takes the lines.</param>
    public static IProgress<Amount> OfLongWork(TextWriter output) => new Lines(output, TimeSpan.FromSeconds(2));

    /// <summary>The terminal to which a command prints, where bars can move; null where it is a file or a pipe.</summary>
    /// <param name="output">What the command line gave the command, for results or for complaints.</param>
    internal static IAnsiConsole? Terminal(TextWriter output) => output is not PlainTextWriter { Target: var target } ? null
        : ReferenceEquals(target, Console.Out) && !Console.IsOutputRedirected ? AnsiConsole.Console
        : ReferenceEquals(target, Console.Error) && !Console.IsErrorRedirected
            ? AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(Console.Error),
                // Else it is taken for none where stdout is not a terminal.
                Interactive = InteractionSupport.Yes,
            })
        : null;

    private sealed class Lines(TextWriter output, TimeSpan silent) : IProgress<Amount>
    {
        private readonly Stopwatch since = Stopwatch.StartNew();
        private readonly Dictionary<string, long> tenths = [];

        public void Report(Amount value)
        {
            if (since.Elapsed < silent) return;
            // Without a total there is no tenth: only the first word is said.
            var tenth = value.Total is > 0 ? 10 * value.Done / value.Total.Value : 0;
            if (tenths.TryGetValue(value.Work, out var said) && tenth <= said) return;
            tenths[value.Work] = tenth;
            output.WriteLine($"{value.Work}: {value.Done}{(value.Total is { } total ? $" of {total}" : "")} {value.Unit}");
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<Amount>
    {
        private readonly Dictionary<string, ProgressTask> tasks = [];

        public void Report(Amount value)
        {
            if (!tasks.TryGetValue(value.Work, out var task))
                tasks[value.Work] = task = context.AddTask(Markup.Escape(PlainText.Line(value.Work)));
            task.IsIndeterminate = value.Total is null;
            task.MaxValue = value.Total ?? double.MaxValue;
            task.Value = value.Done;
        }
    }
}

using Reproduction.Training;
using Spectre.Console;

namespace Reproduction.Commands;

/// <summary>
/// Progress for a terminal: under the lines that stay, one bar of the stage that trains, with epoch, loss, images a second and
/// the time left.
/// </summary>
/// <param name="console">The terminal.</param>
/// <param name="context">Where bars live.</param>
internal sealed class LiveProgress(IAnsiConsole console, ProgressContext context) : ITrainingProgress
{
    private ProgressTask? bar;

    /// <summary>Shows bars while something runs.</summary>
    internal static void Run(IAnsiConsole console, Action<ITrainingProgress> run) =>
        console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(Columns(console))
            .Start(context => run(new LiveProgress(console, context)));

    /// <summary>What fits on one line.</summary>
    private static ProgressColumn[] Columns(IAnsiConsole console)
    {
        var description = new TaskDescriptionColumn { Alignment = Justify.Left };
        return console.Profile.Width < 80
            ? [description, new RemainingTimeColumn()]
            : [description, new ProgressBarColumn { Width = 16 }, new PercentageColumn(), new RemainingTimeColumn()];
    }

    public void Stage(string stage)
    {
        bar?.StopTask();
        bar = null;
        console.MarkupLineInterpolated($"[bold]{PlainText.Line(stage)}[/]");
    }

    public void Step(TrainingStep step)
    {
        var description = Markup.Escape(
            $"{step.Model} epoch {step.Epoch}/{step.Epochs}  loss {step.Loss:F4}  {step.ImagesPerSecond:F0} images/s");
        bar ??= context.AddTask(description, maxValue: (double)step.Epochs * step.Steps);
        bar.Description = description;
        bar.Value = (step.Epoch - 1.0) * step.Steps + step.Step;
    }

    public void Epoch(HistoryRow row, double imagesPerSecond) => console.WriteLine(PlainProgress.Line(row, imagesPerSecond));

    public void Warning(string message)
    {
        // On one screen with the bars, only what goes through the console does not tear them.
        if (Console.IsErrorRedirected) Console.Error.WriteLine(PlainProgress.WarningLine(message));
        else console.WriteLine(PlainProgress.WarningLine(message));
    }
}

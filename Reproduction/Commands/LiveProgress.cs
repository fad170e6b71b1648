using Reproduction.Runs;
using Reproduction.Text;
using Reproduction.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Reproduction.Commands;

/// <summary>
/// Progress for a terminal: under the lines that stay, two that move. The first says which of how many stages is at work and the time
/// left of all, the second what it does: epoch, loss, images a second.
/// </summary>
/// <param name="console">The terminal.</param>
/// <param name="remaining">The stages.</param>
internal sealed class LiveProgress(IAnsiConsole console, RemainingTime remaining) : ITrainingProgress
{
    private const int LeastBar = 8, MostBar = 32;

    private readonly Lock moving = new();
    private double stageShare;
    private string now = "";

    /// <summary>Shows it while something runs.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="remaining">The stages.</param>
    /// <param name="run">Is given whom to tell, and what to call when a stage begins.</param>
    internal static void Run(IAnsiConsole console, RemainingTime remaining, Action<ITrainingProgress, Action<Stage>> run)
    {
        var live = new LiveProgress(console, remaining);
        console.Progress().AutoClear(true).HideCompleted(true).Columns(new Lines(live)).Start(context =>
        {
            context.AddTask("run", maxValue: 1);
            run(live, live.Begin);
        });
    }

    public void Stage(string stage)
    {
        lock (moving) now = PlainText.Line(stage);
        console.WriteLine(PlainText.Line(stage), new Style(decoration: Decoration.Bold));
    }

    public void Step(StepProgress step)
    {
        lock (moving)
        {
            stageShare = (step.Epoch - 1 + (double)step.Step / step.Steps) / step.Epochs;
            remaining.Report(stageShare);
            now = $"{step.Model} epoch {step.Epoch}/{step.Epochs}  loss {step.Loss:F4}  {step.ImagesPerSecond:F0} images/s";
        }
    }

    public void Epoch(HistoryRow row, double imagesPerSecond)
    {
        string[] lines =
        [
            PlainProgress.Line(row, imagesPerSecond),
            $"  {row.Model} epoch {row.Epoch}: train {row.TrainAccuracy:F4}, validation {row.ValidationAccuracy:F4}, loss {row.TrainLoss:F4}",
        ];
        console.WriteLine(Array.Find(lines, line => line.Length < console.Profile.Width) ?? Cut(lines[^1], console.Profile.Width));
    }

    public void Warning(string message)
    {
        // On one screen with the lines that move, only what goes through the console does not tear them.
        if (Console.IsErrorRedirected) Console.Error.WriteLine(PlainProgress.WarningLine(message));
        else console.WriteLine(PlainProgress.WarningLine(message));
    }

    private void Begin(Stage stage)
    {
        lock (moving)
        {
            remaining.Begin(stage);
            stageShare = 0;
        }
    }

    private IRenderable Shown(int width)
    {
        lock (moving)
        {
            var where = $"stage {Math.Max(1, remaining.Number)} of {remaining.Count}";
            var left = remaining.Left is { } known ? $"{(int)known.TotalHours:00}:{known.Minutes:00}:{known.Seconds:00} left" : "";
            var room = Math.Min(MostBar, width - where.Length - left.Length - 5);
            var filled = (int)(stageShare * room);
            var bar = room < LeastBar ? "" : new string('━', filled) + new string('─', room - filled);
            return new Rows(new Spectre.Console.Text(Cut($"{where}  {bar}  {left}", width)), new Spectre.Console.Text(Cut(now, width)));
        }
    }

    /// <summary>One column less than there are: a terminal goes to the next line after the last.</summary>
    private static string Cut(string line, int width) => line.Length < width ? line : line[..Math.Max(0, width - 2)] + "…";

    private sealed class Lines(LiveProgress live) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            live.Shown(options.ConsoleSize.Width);
    }
}

using Reproduction.Text;
using Reproduction.Training;

namespace Reproduction.Commands;

/// <summary>Progress for pipes and logs: one plain line a stage and an epoch.</summary>
/// <param name="output">Takes the lines.</param>
/// <param name="error">Takes warnings.</param>
internal sealed class PlainProgress(TextWriter output, TextWriter error) : ITrainingProgress
{
    public void Stage(string stage) => output.WriteLine(stage);

    public void Step(StepProgress step) { }

    public void Epoch(HistoryRow row, double imagesPerSecond) => output.WriteLine(Line(row, imagesPerSecond));

    public void Warning(string message) => error.WriteLine(WarningLine(message));

    internal static string WarningLine(string message) => $"reproduction: warning: {PlainText.Line(message)}";

    internal static string Line(HistoryRow row, double imagesPerSecond) =>
        $"  {row.Model} epoch {row.Epoch}: train loss {row.TrainLoss:F4}, train accuracy {row.TrainAccuracy:F4}, "
        + $"validation accuracy {row.ValidationAccuracy:F4} ({row.ImageSize} px, {imagesPerSecond:F0} images/s)";
}

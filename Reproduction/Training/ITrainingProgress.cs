namespace Reproduction.Training;

/// <summary>Is told what a run does while it does it; figures of time go here and into no compared file.</summary>
public interface ITrainingProgress
{
    /// <summary>A stage begins.</summary>
    /// <param name="stage">What is done, such as "teacher: efficientnet_b4".</param>
    void Stage(string stage);

    /// <summary>A step of training was taken.</summary>
    /// <param name="step">Where it stands and how fast it went.</param>
    void Step(StepProgress step);

    /// <summary>An epoch is over.</summary>
    /// <param name="row">Its figures.</param>
    /// <param name="imagesPerSecond">Training images a second of wall time.</param>
    void Epoch(HistoryRow row, double imagesPerSecond);

    /// <summary>Something is not as it should be, and the run goes on all the same.</summary>
    /// <param name="message">What was found and what is done about it, in one line.</param>
    void Warning(string message);
}

namespace Reproduction.Runs;

/// <summary>
/// What the figures of a run's report are called, which draws them: the files' names without extension. A figure of another name would
/// count as somebody's.
/// </summary>
internal static class PlotNames
{
    internal const string Differences = "differences", Reliability = "reliability", Roc = "roc", Recall = "recall",
        TrainingAccuracy = "training-accuracy", TrainingLoss = "training-loss";

    // What names of one for each figure or model begin with: confusion-student.
    internal const string Confusion = "confusion", Forest = "forest";

    /// <summary>Whether a figure of a run's report is called so.</summary>
    /// <param name="name">The file's name without extension.</param>
    internal static bool Include(string name) =>
        name is Differences or Reliability or Roc or Recall or TrainingAccuracy or TrainingLoss
        || name.Split('-')[0] is Confusion or Forest;
}

using Reproduction.Numpy;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Labels and what is answered to them whose shapes do not fit together: what they are, what is expected, what mends it.</summary>
internal static class UnlikeShapes
{
    /// <summary>Of labels and scores.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="scores">The scores.</param>
    public static BadInputException OfScores(string path, HeldArray labels, HeldArray scores) => new(
        $"{Found(path, labels, scores)}, expected N and N×K with at least 1 image and 2 classes{Hint(labels, scores)}");

    /// <summary>Of labels and answers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="answers">The answers.</param>
    public static BadInputException OfAnswers(string path, HeldArray labels, HeldArray answers) => new(
        $"{Found(path, labels, answers)}, expected N of both, at least 1"
        + (OneHot.Classes(labels.Values) is null ? "" : Argmax(labels)));

    private static string Found(string path, HeldArray labels, HeldArray others) =>
        $"{path}: {labels.Name} are {Shape(labels.Values)} and {others.Name} {Shape(others.Values)}";

    private static string Hint(HeldArray labels, HeldArray scores)
    {
        var (truth, table) = (labels.Values, scores.Values);
        if (truth.Shape is [_, > 1])
            return OneHot.Classes(truth) is not null ? Argmax(labels) : ": one class for each image, and not several";
        if (table.Shape is [> 1, var second] && second == truth.Count)
            return $": save {scores.Name}.T where the first axis of {scores.Name} counts classes";
        if (table.Shape.Count > 2) return $": save the mean of {scores.Name} over models or passes, where they are of several";
        return table.Shape is [_] or [_, 1] && table.Count == truth.Count && table.Count > 0
            ? ": one score of each image is that of class 1 beside labels of 0 and 1"
            : "";
    }

    private static string Argmax(HeldArray labels) => $": save {labels.Name}.argmax(1), they are one-hot";

    private static string Shape(NpyArray array) => OneLine.Shape(array.Shape);
}

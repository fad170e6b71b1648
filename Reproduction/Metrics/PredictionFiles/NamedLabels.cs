using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Labels that are names beside an array of scores: the names' order is that of an array of the classes' names, else theirs, as
/// scikit-learn sorts its classes, where each class occurs.
/// </summary>
internal static class NamedLabels
{
    /// <summary>Which class each name means.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="scores">What the scores are called.</param>
    /// <param name="classes">How many classes have scores.</param>
    /// <param name="listed">The classes' names where an array has them.</param>
    /// <param name="note">Told in which order the scores are taken for the names'.</param>
    /// <exception cref="BadInputException">A label is empty, or the names' order is not known.</exception>
    public static ArrayClasses Of(
        string path, HeldArray labels, string scores, int classes, ListedClasses? listed, Action<string> note)
    {
        var texts = labels.Texts();
        if (Array.IndexOf(texts, "") is >= 0 and var empty)
            throw new BadInputException($"{path}: {labels.Shown(empty, "")}, expected a class");
        var names = listed?.Names ?? [.. texts.Distinct().Order(StringComparer.Ordinal)];
        if (names.Count != classes)
            throw new BadInputException(
                $"{path}: {names.Count} names of classes ({OneLine.List(names.Select(OneLine.Quote))}) beside {scores} of {classes}, "
                + $"expected as many, or an array class_names with those of all {classes}");
        if (listed is null)
            note(
                $"{path}: {labels.Name} are names: {scores} are taken for those of {OneLine.List(names.Select(OneLine.Name))} in this "
                + "order, by which scikit-learn sorts its classes");
        return new(names, classes, areLabelsNames: true) { ClassNames = names };
    }
}

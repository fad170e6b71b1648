using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Labels that are names beside an array of scores: the names' order is that of an array of the classes' names, else theirs, as
/// scikit-learn sorts its classes, where each class occurs.
/// </summary>
internal static class NamedLabels
{
    private const int Shown = 8;

    private static readonly string[] Lists = ["class_names", "classes", "classes_", "target_names", "label_names"];

    /// <summary>The classes' numbers in each image's label, and their names.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="scores">What the scores are called.</param>
    /// <param name="classes">How many classes have scores.</param>
    /// <param name="held">All arrays.</param>
    /// <param name="note">Told in which order the scores are taken for the names'.</param>
    /// <exception cref="BadInputException">A label is none of the classes, or their order is not known.</exception>
    public static (int[] Labels, IReadOnlyList<string>? Names) Of(
        string path, HeldArray labels, string scores, int classes, HeldArrays held, Action<string> note)
    {
        var texts = Array.ConvertAll(labels.Values.ToTexts(), text => ComposedText.Of(text.Trim()));
        if (Array.IndexOf(texts, "") is >= 0 and var empty) throw new BadInputException($"{path}: label {empty} is '', expected a class");
        var given = held.Find(Lists) is { } list && held.Array(list).Values is { AreTexts: true } array
            ? array.ToTexts().Select(text => ComposedText.Of(text.Trim())).ToList()
            : null;
        var names = given ?? [.. texts.Distinct().Order(StringComparer.Ordinal)];
        if (names.Count != classes || names.Distinct().Count() != classes)
            throw new BadInputException(
                $"{path}: {names.Count} names of classes ({OneLine.List(names.Select(OneLine.Quote), Shown)}) beside {scores} of {classes}, "
                + $"expected as many, or an array class_names with those of all {classes}");
        var places = names.Index().ToDictionary(name => name.Item, name => name.Index);
        if (Array.FindIndex(texts, text => !places.ContainsKey(text)) is >= 0 and var wrong)
            throw new BadInputException(
                $"{path}: label {wrong} is {OneLine.Quote(texts[wrong])}, expected one of the classes "
                + OneLine.List(names.Select(OneLine.Name), Shown));
        if (given is null)
            note(
                $"{path}: {labels.Name} are names: {scores} are taken for those of {OneLine.List(names.Select(OneLine.Name), Shown)} in this "
                + "order, by which scikit-learn sorts its classes");
        return (Array.ConvertAll(texts, text => places[text]), names);
    }
}

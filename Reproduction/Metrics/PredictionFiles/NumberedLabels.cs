using System.Globalization;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Labels that are numbers beside an array of scores: places of classes from 0, which an array may name; or the numbers of an array of
/// classes that are called so, as scikit-learn's <c>classes_</c>.
/// </summary>
internal static class NumberedLabels
{
    /// <summary>Which class each number means.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="scores">What the scores are called.</param>
    /// <param name="classes">How many classes have scores.</param>
    /// <param name="listed">The classes' names, as many as there are classes, where an array has them.</param>
    /// <param name="note">Told what numbers are taken for where they may be something else.</param>
    /// <exception cref="BadInputException">Labels are not among the numbers of the classes, or may be these in no order.</exception>
    public static ArrayClasses Of(
        string path, HeldArray labels, string scores, int classes, ListedClasses? listed, Action<string> note)
    {
        ArrayClasses ByPlace(IReadOnlyList<string> named, IReadOnlyList<string>? shown) =>
            new(named, classes, areLabelsNames: false) { NamesByNumber = shown };
        if (listed is null) return ByPlace([], null);
        if (listed.Numbers is not { } numbers) return ByPlace(listed.Names, listed.Names);
        if (numbers.Index().All(number => number.Item == number.Index)) return ByPlace([], null);

        var texts = labels.Texts();
        var occurring = texts.Distinct().Select(WholeNumber.Of).ToList();
        var arePlaces = occurring.TrueForAll(number => number is >= 0 && number < classes);
        var areNumbers = occurring.TrueForAll(number => number is { } known && numbers.Contains(known));
        var agree = arePlaces && occurring.TrueForAll(number => numbers[(int)number!] == number);
        // A list of texts is of folders, say, whose places are the labels, 10 before 2; one of numbers is of what the labels are.
        if (arePlaces && (listed.AreTexts || !areNumbers))
        {
            if (!agree)
                note(
                    $"{path}: {labels.Name} are taken for places from 0 in {listed.Name}, and not for the numbers in it: "
                    + OneLine.List(listed.Names.Select((name, place) => $"{place} for {OneLine.Quote(name)}")));
            return ByPlace([], listed.Names);
        }
        if (!areNumbers)
            throw new BadInputException(
                $"{path}: {FirstOther(labels, texts, numbers)}, expected one of the classes {OneLine.List(listed.Names)} of {listed.Name}");
        if (arePlaces && !agree)
        {
            if (!numbers.SequenceEqual(numbers.Order()))
                throw new BadInputException(
                    $"{path}: {labels.Name} may be the numbers in {listed.Name} ({OneLine.List(listed.Names)}) or places from 0, "
                    + $"expected {listed.Name} in rising order, or none");
            note(
                $"{path}: {labels.Name} are taken for the numbers in {listed.Name}, and not for places from 0: {listed.Names[0]} for the first "
                + $"of {scores}");
        }
        List<string> called = [.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return new(called, numbers: 0, areLabelsNames: false) { ClassNames = called };
    }

    private static string FirstOther(HeldArray labels, string[] texts, IReadOnlyList<decimal> numbers)
    {
        var at = Array.FindIndex(texts, text => WholeNumber.Of(text) is not { } known || !numbers.Contains(known));
        return labels.Shown(at, texts[at]);
    }
}

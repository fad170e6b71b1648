using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Which class a label or an answer of an array means, by its name or by its number, decided once for a file.</summary>
/// <param name="names">What the classes are called in their order; numbers mean these only where labels do.</param>
/// <param name="numbers">From 0 on, so many numbers are places of classes.</param>
/// <param name="areLabelsNames">Whether the labels are names, so that a text is no number.</param>
internal sealed class ArrayClasses(IReadOnlyList<string> names, int numbers, bool areLabelsNames)
{
    private readonly Dictionary<string, int> places = names.Index().ToDictionary(name => name.Item, name => name.Index);

    /// <summary>The classes' names in their order where labels are these; <see langword="null"/> where labels are places.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What the classes are called where labels are places in a list of names; else <see langword="null"/>.</summary>
    public IReadOnlyList<string>? NamesByNumber { get; init; }

    /// <summary>The class of each label.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="labels">The labels.</param>
    /// <exception cref="BadInputException">A label is no class.</exception>
    public int[] Truth(string path, HeldArray labels)
    {
        var texts = labels.Texts();
        return [.. Of(labels, texts).Select((place, at) => place ?? throw new BadInputException(
            $"{path}: {labels.Shown(at, texts[at])}, expected "
            + (ClassNames is null ? $"a class from 0 to {numbers - 1}"
                : $"one of the classes {OneLine.List(ClassNames.Select(OneLine.Name))}")))];
    }

    /// <summary>The class of each value; <see langword="null"/> of what is none.</summary>
    /// <param name="array">The array.</param>
    /// <param name="texts">Its values.</param>
    public IEnumerable<int?> Of(HeldArray array, string[] texts) => texts.Select(text =>
        // Beside none, 0 and 1 the number 0 is the place of none, and not the name of the second.
        (array.Values.AreTexts || ClassNames is not null) && places.TryGetValue(text, out var place) ? place
        : (!areLabelsNames || !array.Values.AreTexts) && WholeNumber.Of(text) is { } number && number >= 0 && number < numbers
            ? (int)number
        : (int?)null);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Names of classes that hold numbers: class_10 is 10, wherever it stands.</summary>
internal static partial class NumberedNames
{
    /// <summary>The number of each name where all are one text around different numbers; else <see langword="null"/>.</summary>
    /// <param name="names">The names.</param>
    public static IReadOnlyList<int>? Of(IReadOnlyList<string> names) =>
        Readings(names).FirstOrDefault(of => of.TrueForAll(name => name.Stem is not null && name.Stem == of[0].Stem)
            && of.DistinctBy(name => name.Number).Count() == of.Count)
            ?.ConvertAll(name => name.Number);

    /// <summary>
    /// Whether numbers in the names go against the places: all names, or all but one without a number, are alike but for numbers that do
    /// not rise, or all are numbers from 0 in another order. (DC-10 before DC-3 among other aircraft is the alphabet's order, and no
    /// contradiction.)
    /// </summary>
    /// <param name="names">The names.</param>
    public static bool ContradictPlaces(IReadOnlyList<string> names) =>
        Readings(names).Exists(of =>
            of.FindAll(name => name.Stem is not null) is var numbered && numbered.Count >= of.Count - 1
                && numbered.DistinctBy(name => name.Stem).Count() == 1
                && numbered.Zip(numbered.Skip(1)).Any(pair => pair.First.Number > pair.Second.Number)
            || of.TrueForAll(name => name.Stem is not null) && AreFrom(0, of.ConvertAll(name => name.Number))
                && of.Index().Any(name => name.Item.Number != name.Index));

    /// <summary>Whether numbers are a first one and those that follow it, once each in any order.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="numbers">The numbers.</param>
    public static bool AreFrom(int first, IReadOnlyList<int> numbers) =>
        numbers.Order().SequenceEqual(Enumerable.Range(first, numbers.Count));

    /// <summary>The names by the last number in each and by the first; the stem of a name without one is null.</summary>
    private static List<List<(string? Stem, int Number)>> Readings(IReadOnlyList<string> names) =>
        [[.. names.Select(name => Parted(LastNumber().Match(name)))], [.. names.Select(name => Parted(FirstNumber().Match(name)))]];

    private static (string? Stem, int Number) Parted(Match name)
    {
        if (!name.Success) return (null, 0);
        var stem = $"{name.Groups["before"].Value}\0{name.Groups["after"].Value}".ToLowerInvariant();
        return (stem, int.Parse(name.Groups["number"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^(?<before>.*?)(?<number>[0-9]{1,9})(?<after>[^0-9]*)$")]
    private static partial Regex LastNumber();

    [GeneratedRegex("^(?<before>[^0-9]*)(?<number>[0-9]{1,9})(?<after>.*)$")]
    private static partial Regex FirstNumber();
}

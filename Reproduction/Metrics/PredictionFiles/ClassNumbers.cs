using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Which class a number means where classes have names: the one that is called so (1.0 is 1), or whose name is that of the others but for
/// the number (class_10 is 10), or of two the negative one for 0; else the one in its place, unless names contradict that.
/// </summary>
internal sealed class ClassNumbers
{
    private readonly Dictionary<decimal, int> named = [];
    private readonly int[]? places;

    /// <summary>Finds what numbers mean.</summary>
    /// <param name="names">The classes' names in the order of their columns.</param>
    public ClassNumbers(IReadOnlyList<string> names)
    {
        foreach (var (place, name) in names.Index())
            if (decimal.TryParse(name, PredictionRows.Real, CultureInfo.InvariantCulture, out var number)) named[number] = place;
        if (named.Count > 0) return;
        if (NumberedNames.Of(names) is { } numbers)
        {
            foreach (var (place, number) in numbers.Index()) named[number] = place;
            if (NumberedNames.AreFrom(0, numbers) || NumberedNames.AreFrom(1, numbers))
            {
                Hint = ", by its name or by the number in it";
                return;
            }
        }
        if (OppositeNames.Negative(names) is { } negative)
        {
            places = [negative, 1 - negative];
        }
        else if (NumberedNames.ContradictPlaces(names) || OppositeNames.ContradictPlaces(names))
        {
            Hint = ", by its name: which of them a number means, their order and their names say differently";
        }
        else
        {
            places = [.. Enumerable.Range(0, names.Count)];
        }
    }

    /// <summary>What a refusal adds to the classes' names.</summary>
    public string Hint { get; } = "";

    /// <summary>The class that is called by a number; <see langword="null"/> where none is.</summary>
    /// <param name="number">The number.</param>
    public int? Named(decimal number) => named.TryGetValue(number, out var place) ? place : null;

    /// <summary>The class in a place, from 0; <see langword="null"/> where there is none, or numbers mean no places.</summary>
    /// <param name="number">The place.</param>
    public int? Placed(decimal number) =>
        places is not null && number >= 0 && number < places.Length ? places[(int)number] : null;
}

using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Which class a number means where classes have names, decided once for a file: the one that is called so (1.0 is 1), or whose name is
/// that of the others but for the number (class_10 is 10) where all labels are among these numbers, or of false and true the negative one
/// for 0; else the one in its place, unless names contradict that.
/// </summary>
internal sealed class ClassNumbers
{
    private readonly Dictionary<decimal, int> named = [];
    private readonly int[]? places;

    /// <summary>Finds what numbers mean.</summary>
    /// <param name="names">The classes' names in the order of their columns.</param>
    /// <param name="truth">Gives the classes of the truth, which is asked only where names leave it open.</param>
    public ClassNumbers(IReadOnlyList<string> names, Func<TrueClasses> truth)
    {
        foreach (var (place, name) in names.Index())
            if (decimal.TryParse(name, PredictionRows.Real, CultureInfo.InvariantCulture, out var number)) named[number] = place;
        if (named.Count > 0) return;
        if (NumberedNames.Of(names) is { } numbers)
        {
            var isFromZero = NumberedNames.AreFrom(0, numbers);
            var mayBePlaces = !isFromZero && truth().AreNumbers && truth().Largest < names.Count;
            if (isFromZero || !mayBePlaces || truth().AreAmong(numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))))
            {
                foreach (var (place, number) in numbers.Index()) named[number] = place;
                Hint = ", by its name or by the number in it";
                Open = mayBePlaces ? numbers : null;
                return;
            }
        }
        if (OppositeNames.Negative(names) is { } negative)
        {
            places = [negative, 1 - negative];
        }
        else if (NumberedNames.ContradictPlaces(names))
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

    /// <summary>
    /// The number in each class's name where labels are taken for these and might be places as well; else <see langword="null"/>.
    /// </summary>
    public IReadOnlyList<int>? Open { get; }

    /// <summary>The class that is called by a number; <see langword="null"/> where none is.</summary>
    /// <param name="number">The number.</param>
    public int? Named(decimal number) => named.TryGetValue(number, out var place) ? place : null;

    /// <summary>The class in a place, from 0; <see langword="null"/> where there is none, or numbers mean no places.</summary>
    /// <param name="number">The place.</param>
    public int? Placed(decimal number) =>
        places is not null && number >= 0 && number < places.Length ? places[(int)number] : null;
}

using System.Globalization;
using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Which column of scores a label means: by the column's name, or by its number where it is one (<see cref="ClassNumbers"/>).
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
/// <param name="column">The column of the labels.</param>
internal sealed class LabelledClasses(string path, PredictionColumns columns, int column)
{
    private const int ShownPairs = 64;

    private readonly Dictionary<string, int> byName = columns.ClassNames is { } named ? Places(named) : [];
    private readonly bool[] occurs = new bool[columns.Scores.Count];
    private bool areNames = true;
    private (string Label, int Line)? named, placed;

    /// <summary>What a refusal says was expected.</summary>
    public string Expected => columns.ClassNames is not { } names ? $"a class from 0 to {columns.Scores.Count - 1}"
        : $"one of the classes {OneLine.List(names.Select(OneLine.Name))}{columns.Numbers?.Hint}";

    /// <summary>Which column each number was taken for that is no name; <see langword="null"/> where there is none.</summary>
    public string? ByPlace => placed is null ? null
        : $"{columns.Shown(column)} holds numbers, the scores have names: 0 is taken for {Score(0)}, "
            + OneLine.List(
                Enumerable.Range(1, columns.Scores.Count - 1).Select(number => $"{number} for {Score(number)}"),
                ShownPairs);

    /// <summary>
    /// Which column each number was taken for by the number in its name where it might be a place as well; <see langword="null"/>
    /// elsewhere.
    /// </summary>
    public string? ByNumber => columns.Numbers?.Open is not { } open ? null
        : $"{columns.Shown(column)} holds numbers that may be those in the scores' names or places from 0: "
            + OneLine.List(
                open.Index().OrderBy(number => number.Item).Select((number, at) =>
                    $"{number.Item}{(at == 0 ? " is taken" : "")} for {columns.Shown(columns.Scores[number.Index])}"), ShownPairs);

    /// <summary>Which columns' names no label is, though all are names; <see langword="null"/> where there is none.</summary>
    public string? Absent => named is null || placed is not null || !areNames || !occurs.Contains(false) ? null
        : $"{columns.Shown(column)} is never "
            + OneLine.List(columns.ClassNames!.Where((_, place) => !occurs[place]).Select(OneLine.Quote))
            + ": scores of classes without an image";

    /// <summary>The class of a label; <see langword="null"/> of what is none.</summary>
    /// <param name="field">The label.</param>
    /// <param name="line">Its line.</param>
    /// <exception cref="BadInputException">It is not UTF-8, or some labels are names and others numbers.</exception>
    public int? Of(ReadOnlyMemory<byte> field, int line)
    {
        var isNumber = decimal.TryParse(field.Span.Trim((byte)' '), PredictionRows.Real, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number);
        if (columns.ClassNames is null)
            return isNumber && number >= 0 && number < columns.Scores.Count ? (int)number
                : columns.Scores.Count == 2 && bool.TryParse(DelimitedText.Text(field), out var isSo) ? isSo ? 1 : 0
                : null;
        var text = ComposedText.Of(DelimitedText.ValidText(field, path, line, columns.Shown(column)));
        areNames &= !isNumber;
        var called = byName.TryGetValue(text, out var place) ? place : isNumber ? columns.Numbers?.Named(number) : null;
        if ((called ?? (isNumber ? columns.Numbers?.Placed(number) : null)) is not { } known) return null;
        if (called is null) placed ??= (text, line);
        else named ??= (text, line);
        occurs[known] = true;
        return Unmixed(known);
    }

    private string Score(int number) => columns.Shown(columns.Scores[columns.Numbers!.Placed(number)!.Value]);

    private int Unmixed(int known) => named is not var (name, _) || placed is not var (place, line) ? known
        : throw new BadInputException(
            $"{path}:{line}: {columns.Shown(column)} is {OneLine.Quote(place)} here and {OneLine.Quote(name)} elsewhere, expected numbers "
            + "or names of classes alone.");

    /// <summary>A label NORMAL means the column prob_normal, unless another column's name differs from it in case alone.</summary>
    private static Dictionary<string, int> Places(IReadOnlyList<string> names)
    {
        var differ = names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count;
        Dictionary<string, int> places = new(differ ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (i, name) in names.Index()) places[name] = i;
        return places;
    }
}

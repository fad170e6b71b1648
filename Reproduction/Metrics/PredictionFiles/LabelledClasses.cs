using System.Globalization;
using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Which column of scores a label means: by the column's name, a number by its value (1.0 is the class 1), and a number where no column's
/// name is one by its place, from 0.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
/// <param name="column">The column of the labels.</param>
internal sealed class LabelledClasses(string path, PredictionColumns columns, int column)
{
    private const int Shown = 8;

    private readonly Dictionary<string, int> byName = columns.ClassNames is { } named ? Places(named) : [];
    private readonly Dictionary<decimal, int> byNumber = columns.ClassNames is { } named ? Numbers(named) : [];
    private (string Label, int Line)? named, placed;

    /// <summary>What a refusal says was expected.</summary>
    public string Expected => columns.ClassNames is not { } names ? $"a class from 0 to {columns.Scores.Count - 1}"
        : $"one of the classes {OneLine.List(names.Select(OneLine.Name), Shown)}";

    /// <summary>That labels were taken for places of columns; <see langword="null"/> where they were not.</summary>
    public string? ByPlace => placed is null ? null
        : $"{columns.Shown(column)} holds numbers, the scores have names: 0 is taken for {columns.Shown(columns.Scores[0])}, 1 for "
            + $"{columns.Shown(columns.Scores[1])} and so on";

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
        var text = ComposedLetters.Of(DelimitedText.Class(field, path, line, columns.Shown(column)));
        if (byName.TryGetValue(text, out var known) || (isNumber && byNumber.TryGetValue(number, out known)))
        {
            named ??= (text, line);
            return Unmixed(known);
        }
        if (byNumber.Count > 0 || !isNumber || number < 0 || number >= columns.Scores.Count) return null;
        placed ??= (text, line);
        return Unmixed((int)number);
    }

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

    private static Dictionary<decimal, int> Numbers(IReadOnlyList<string> names)
    {
        Dictionary<decimal, int> numbers = [];
        foreach (var (i, name) in names.Index())
            if (decimal.TryParse(name, PredictionRows.Real, CultureInfo.InvariantCulture, out var number)) numbers[number] = i;
        return numbers;
    }
}

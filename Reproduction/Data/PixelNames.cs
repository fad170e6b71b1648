using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Text;

namespace Reproduction.Data;

/// <summary>Where in an image the columns of a table of pixels belong, by the numbers in their names.</summary>
internal static partial class PixelNames
{
    private static readonly string[][] Colours = [["r", "g", "b"], ["red", "green", "blue"]];

    /// <summary>The place of each column's pixel, counted row by row; null where the columns stand in the order of the places.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="names">The names of the columns of pixels, as they stand there.</param>
    /// <exception cref="BadInputException">
    /// Numbers lack or come twice, count several colours, or leave open which of two is the row.
    /// </exception>
    public static int[]? Places(string file, IReadOnlyList<string> names)
    {
        BadInputException Refusal(string found, string expected) => new(
            $"{file}: line 1: columns of pixels from {OneLine.Quote(names[0])} to {OneLine.Quote(names[^1])}, {found}, expected "
            + expected);
        PixelName[] pixels = [.. names.Select(Parse)];
        if (pixels.Any(pixel => pixel.Kind != pixels[0].Kind))
        {
            if (!AreRepeated(names)) CheckOrder(pixels, Refusal);
            return null;
        }
        return ByNumbers(pixels, Refusal) is { } places && places.Index().Any(place => place.Index != place.Item) ? places : null;
    }

    /// <summary>
    /// Whether names, half of them at least, are what pandas makes of those that come again: <c>3</c>, <c>3.1</c>, <c>0</c>, <c>3.2</c>, as
    /// of a row of pixels that was read for a header. Such numbers count nothing but how often a name came before.
    /// </summary>
    private static bool AreRepeated(IReadOnlyList<string> names)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name.LastIndexOf('.') is > 0 and var point && times.TryGetValue(name[..point], out var before))
            {
                if (name != string.Create(CultureInfo.InvariantCulture, $"{name[..point]}.{before}")) return false;
                times[name[..point]]++;
            }
            else if (!times.TryAdd(name, 1)) return false;
        }
        return names.Count >= 2 * times.Count;
    }

    /// <summary>Of names of several kinds, as rows have that are letters: nothing but their order in the file orders them.</summary>
    private static void CheckOrder(PixelName[] pixels, Func<string, string, BadInputException> refusal)
    {
        var kinds = pixels.GroupBy(pixel => pixel.Kind).ToList();
        var words = kinds.SelectMany(kind => Words().Matches(kind.Key)).Select(word => word.Value).ToHashSet();
        if (kinds.Count <= 4 && Array.Exists(Colours, colours => colours.All(words.Contains)))
            throw refusal("of several colours", "those of grey images");
        foreach (var kind in kinds.Where(kind => kind.First().Numbers.Length > 0))
            foreach (var (one, next) in kind.Zip(kind.Skip(1)))
                if (one.Numbers.AsSpan().SequenceCompareTo(next.Numbers) >= 0)
                    throw refusal(
                        $"among them {OneLine.Quote(one.Name)} before {OneLine.Quote(next.Name)}",
                        "rising numbers, or one name with all numbers");
    }

    private static int[]? ByNumbers(PixelName[] pixels, Func<string, string, BadInputException> refusal)
    {
        if (pixels.Length == 1 || pixels[0].Numbers.Length == 0) return null;
        long[] Column(int at) => [.. pixels.Select(pixel => pixel.Numbers[at])];
        // What is the same in all names, as in mnist784_1, counts nothing.
        var all = Enumerable.Range(0, pixels[0].Numbers.Length);
        int[] counting = [.. all.Where(at => pixels.Any(pixel => pixel.Numbers[at] != pixels[0].Numbers[at]))];
        foreach (var numbers in counting.Select(Column))
        {
            var least = numbers.Min();
            if (numbers.Distinct().Count() == numbers.Length && numbers.Max() - least == numbers.Length - 1)
                return [.. numbers.Select(number => (int)(number - least))];
        }
        if (counting is [var first, var second])
            return ByRowAndColumn(
                (pixels[0].Words[first], Column(first)), (pixels[0].Words[second], Column(second)), refusal);
        var repeated = pixels.GroupBy(pixel => string.Join(' ', pixel.Numbers)).FirstOrDefault(same => same.Count() > 1)?.First();
        throw refusal(
            repeated is not null ? $"{OneLine.Quote(repeated.Name)} twice"
            : counting.Length == 1 ? "with gaps between their numbers"
            : $"with {counting.Length} numbers that differ",
            "each number once, without gaps, or each row with each column");
    }

    private static int[] ByRowAndColumn(
        (string Word, long[] Numbers) first, (string Word, long[] Numbers) second, Func<string, string, BadInputException> refusal)
    {
        var count = first.Numbers.Length;
        var side = (int)Math.Sqrt(count);
        var pairs = first.Numbers.Zip(second.Numbers).ToArray();
        bool IsSide(long[] numbers) => numbers.Max() - numbers.Min() == side - 1;
        if (side * side != count || !IsSide(first.Numbers) || !IsSide(second.Numbers) || pairs.Distinct().Count() != count)
            throw refusal(
                $"whose {count} pairs of numbers are not those of the rows and columns of a square image",
                "each row with each column once");

        // Where the file counts the first number faster, it may lie column by column or name the column first.
        var isFirstFaster = pairs.Zip(pairs.Skip(1)).All(
            next => (next.First.Second, next.First.First).CompareTo((next.Second.Second, next.Second.First)) < 0);
        var (isRowFirst, isKnown) = (first.Word, second.Word) switch
        {
            ("r" or "row", "c" or "col" or "column") or ("y", "x") => (true, true),
            ("c" or "col" or "column", "r" or "row") => (false, true),
            // Many a loop calls the row x.
            ("x", "y") => (false, isFirstFaster),
            _ => (true, !isFirstFaster),
        };
        if (!isKnown)
            throw refusal("which do not say whether the row or the column stands first in a name", "names like r0_c0, or row by row");
        var (rows, columns) = isRowFirst ? (first.Numbers, second.Numbers) : (second.Numbers, first.Numbers);
        var (top, left) = (rows.Min(), columns.Min());
        return [.. rows.Zip(columns, (row, column) => (int)((row - top) * side + column - left))];
    }

    private static PixelName Parse(string name)
    {
        var lower = name.ToLowerInvariant();
        var numbers = Numbered().Matches(lower);
        return new(
            name, Digits().Replace(lower, "0"), [.. numbers.Select(match => match.Groups[1].Value)],
            [.. numbers.Select(match => Number(match.Groups[2].ValueSpan))]);
    }

    private static long Number(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    [GeneratedRegex("([a-z]*)[^a-z0-9]*([0-9]+)")]
    private static partial Regex Numbered();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Words();

    /// <param name="Name">As it stands there.</param>
    /// <param name="Kind">The name with one digit for each of its numbers.</param>
    /// <param name="Words">The word before each number.</param>
    /// <param name="Numbers">The numbers.</param>
    private sealed record PixelName(string Name, string Kind, string[] Words, long[] Numbers);
}

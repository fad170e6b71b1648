using System.Collections.Frozen;
using System.Globalization;
using Reproduction.Text;

namespace Reproduction.Data;

/// <summary>Which columns of a table of pixels hold no pixels.</summary>
/// <param name="Label">The place of the label, from 0.</param>
/// <param name="Index">The place of what counts the rows; null where nothing does.</param>
/// <param name="Count">How many columns the header names; null where there is none.</param>
internal sealed record PixelColumns(int Label, int? Index, int? Count)
{
    /// <summary>What people call the column of labels.</summary>
    private static readonly FrozenSet<string> Labels =
        FrozenSet.ToFrozenSet(["label", "labels", "class", "target", "y", "digit"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What pandas calls its index when it writes it, and when it reads what it wrote.</summary>
    private static readonly FrozenSet<string> Indices =
        FrozenSet.ToFrozenSet(["", "Unnamed: 0", "index", "id"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands between fields where it is no comma.</summary>
    private static readonly (char Separator, string Name)[] OtherSeparators = [(';', "semicolons"), ('\t', "tabs")];

    /// <summary>What the column that counts the rows is called, for messages.</summary>
    public string IndexInWords { get; private init; } = "has no name";

    /// <summary>The place in the image of each column of pixels; null where they stand row by row, as where nothing is numbered.</summary>
    public int[]? Places { get; private init; }

    /// <summary>A table without a header: the label stands first.</summary>
    public static PixelColumns WithoutHeader { get; } = new(0, null, null);

    /// <summary>The columns that a header names; null where a line is none, but a row of numbers.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="line">Its first line.</param>
    /// <exception cref="BadInputException">
    /// The header names no label, or several, its names are not between commas, or they number pixels in no order.
    /// </exception>
    public static PixelColumns? Of(string file, string line)
    {
        foreach (var (separator, name) in OtherSeparators)
            if (line.Count(character => character == separator) > line.Count(character => character == ','))
                throw new BadInputException($"{file}: line 1: {name} between its fields, expected commas");
        string[] names = [.. line.Split(',').Select(field => Bare(field).ToString())];
        // A comma at the end is before no column.
        if (names is [_, .., ""]) names = names[..^1];
        if (Array.TrueForAll(names, name => double.TryParse(name, CultureInfo.InvariantCulture, out _))) return null;
        int[] labels = [.. names.Index().Where(name => Labels.Contains(name.Item)).Select(name => name.Index)];
        if (labels.Length == 0 && Unnumbered(names) is { } unnumbered) labels = [unnumbered];
        if (labels is not [var label])
            throw new BadInputException(
                $"{file}: line 1: a header with {(labels.Length == 0 ? "no column" : $"{labels.Length} columns")} of labels, from "
                + $"{OneLine.Quote(names[0])} to {OneLine.Quote(names[^1])}, expected one called label or class");
        int? index = label != 0 && Indices.Contains(names[0]) ? 0 : null;
        string[] pixels = [.. names.Index().Where(name => name.Index != label && name.Index != index).Select(name => name.Item)];
        return new(label, index, names.Length)
        {
            IndexInWords = names[0].Length == 0 ? "has no name" : $"is called {OneLine.Name(names[0])}",
            Places = pixels.Length == 0 ? null : PixelNames.Places(file, pixels),
        };
    }

    /// <summary>The place of the one name that is not like the others, which are numbered; null where there is none.</summary>
    private static int? Unnumbered(string[] names)
    {
        var columns = names.Index().Skip(Indices.Contains(names[0]) ? 1 : 0);
        var kinds = columns.GroupBy(column => WithoutDigits(column.Item)).OrderBy(kind => kind.Count()).ToList();
        return kinds is [var label, var pixels] && label.Count() == 1 && pixels.Count() > 1
            && pixels.All(pixel => pixel.Item != pixels.Key) && !Indices.Contains(label.Single().Item)
            ? label.Single().Index
            : null;
    }

    private static string WithoutDigits(string name) => string.Concat(name.Where(character => !char.IsAsciiDigit(character)));

    /// <summary>A field without blanks and quotes around it.</summary>
    /// <param name="field">The field as it stands there.</param>
    public static ReadOnlySpan<char> Bare(ReadOnlySpan<char> field) =>
        field.Trim() is ['"', .., '"'] and var quoted ? quoted[1..^1].Trim() : field.Trim();
}

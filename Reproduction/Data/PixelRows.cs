using System.Globalization;
using Reproduction.Text;

namespace Reproduction.Data;

/// <summary>The rows of a table of pixels, an image each with its label.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="classes">How many classes labels may be of.</param>
internal sealed class PixelRows(string file, int classes)
{
    private readonly List<byte> pixels = [], row = [];
    private readonly List<int> labels = [];
    private readonly HashSet<long> indices = [];
    private PixelColumns columns = PixelColumns.WithoutHeader;
    private int side;

    /// <summary>Adds a line of the file; an empty one is none of its rows.</summary>
    /// <param name="line">The line, the first perhaps a header.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <exception cref="BadInputException">It is no header, and no label and pixels of a square image as large as the others.</exception>
    public void Add(string line, int number)
    {
        if (line.Length == 0) return;
        if (number == 1 && PixelColumns.Of(file, line) is { } header)
        {
            columns = header;
            return;
        }
        row.Clear();
        var fields = 0;
        foreach (var range in line.AsSpan().Split(',')) AddField(line.AsSpan(range), fields++, number);
        if (columns.Count is { } named && named != fields)
            throw new BadInputException($"{file}: line {number}: {fields} fields, expected {named}, as the header has");
        if (side == 0) side = (int)Math.Sqrt(row.Count);
        if (side == 0 || side * side != row.Count)
            throw new BadInputException(
                $"{file}: line {number}: {row.Count} pixels, expected "
                + $"{(labels.Count == 1 ? "those of a square image" : $"{side}×{side}")}");
        if (columns.Places is { } places) pixels.AddRange(InPlace(row, places));
        else pixels.AddRange(row);
    }

    /// <summary>All images.</summary>
    /// <exception cref="BadInputException">There are none, or what was read for their labels are pixels.</exception>
    public ImageSet ToImages()
    {
        if (labels.Count == 0) throw new BadInputException($"{file}: no rows, expected an image a row");
        // Where labels stand last and no header says so, the first pixels, which are black, are read for labels.
        if (columns.Count is null && labels.Count > classes && labels.TrueForAll(label => label == labels[0]))
            throw new BadInputException(
                $"{file}: the first of its columns is {labels[0]} in all {labels.Count} rows, expected the labels there, or a header that "
                + "says where they are");
        return new ImageSet([.. pixels], [.. labels], channels: 1, side, side);
    }

    private void AddField(ReadOnlySpan<char> text, int column, int line)
    {
        var field = PixelColumns.Bare(text);
        if (column == columns.Index)
        {
            if (!long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || !indices.Add(index))
                throw new BadInputException(
                    $"{file}: line {line}, field {column + 1}: {OneLine.Name(text.ToString())}, expected different whole numbers from 0, "
                    + $"for its column {columns.IndexInWords}");
            return;
        }
        var isLabel = column == columns.Label;
        var most = isLabel ? classes - 1 : byte.MaxValue;
        if (!byte.TryParse(field, CultureInfo.InvariantCulture, out var value) || value > most)
            throw new BadInputException(
                $"{file}: line {line}, field {column + 1}: {OneLine.Name(text.ToString())}, expected a "
                + $"{(isLabel ? "label" : "pixel")} from 0 to {most}");
        if (isLabel) labels.Add(value);
        else row.Add(value);
    }

    private static byte[] InPlace(List<byte> pixels, int[] places)
    {
        var image = new byte[pixels.Count];
        foreach (var (column, place) in places.Index()) image[place] = pixels[column];
        return image;
    }
}

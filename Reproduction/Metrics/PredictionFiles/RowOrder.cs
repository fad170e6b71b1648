using System.Globalization;
using Reproduction.Files;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// In what order a file's rows are the images: by a column <c>index</c>, of each of N numbers from 0 or 1 once, or of any different whole
/// numbers where another column tells the images apart; by pandas' index, a first column without a name, of any different whole numbers, as
/// a part of a table keeps them; else, also where that column holds something else or numbers repeat, as they stand.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
internal sealed class RowOrder(string path, PredictionColumns columns)
{
    private bool isNoIndex;
    private readonly List<int> indices = [];
    private readonly List<int> lines = [];

    /// <summary>Whether a column numbers the images.</summary>
    public bool IsNumbered => columns.Index is not null && !isNoIndex;

    /// <summary>Whether its numbers only count the rows as they stand, from 0 or 1.</summary>
    public bool IsCounted { get; private set; }

    /// <summary>The column that numbers the images; <see langword="null"/> where none does, or numbers repeat.</summary>
    public ImageIndex? Index { get; private set; }

    /// <summary>What to say of the numbers; <see langword="null"/> where they are each another's.</summary>
    public string? Note { get; private set; }

    /// <summary>Rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="line">Its line.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields, int line)
    {
        Rows++;
        if (columns.Index is not { } column) return;
        if (Number(fields[column].Span.Trim((byte)' ')) is not { } index)
        {
            if (columns.HasUnnamedIndex)
            {
                isNoIndex = true;
                return;
            }
            throw new BadInputException(
                $"{path}:{line}: {columns.Shown(column)} is {DelimitedText.Shown(fields[column])}, expected a whole number from 0.");
        }
        indices.Add(index);
        lines.Add(line);
    }

    /// <summary>Which row each image is, and the images' numbers where they are others than 0 to N − 1.</summary>
    /// <param name="areTold">Whether another column tells the images apart, so that the numbers may be any.</param>
    /// <exception cref="BadInputException">A number comes twice, or is none of those that are expected.</exception>
    public (int[] Rows, int[]? Numbers) InOrder(bool areTold)
    {
        int[] rows = [.. Enumerable.Range(0, Rows)];
        if (columns.Index is null || isNoIndex) return (rows, null);
        int[] numbers = [.. indices];
        if ((columns.HasUnnamedIndex || areTold) && Rows - numbers.Distinct().Count() is > 0 and var repeated)
        {
            Note = $"{columns.Shown(columns.Index.Value)} repeats {repeated} numbers: each row counts as an image of its own";
            return (rows, null);
        }
        Array.Sort(numbers, rows);
        var expected = $"each of 0 to {Rows - 1} once";
        for (var i = 1; i < Rows; i++)
        {
            if (numbers[i] > numbers[i - 1]) continue;
            var (first, again) = (Math.Min(lines[rows[i]], lines[rows[i - 1]]), Math.Max(lines[rows[i]], lines[rows[i - 1]]));
            throw new BadInputException(
                $"{path}:{again}: index {numbers[i]} again, it is on line {first} already, expected {expected}.");
        }
        var isFromZero = numbers[^1] == Rows - 1;
        var isFromOne = numbers[0] == 1 && numbers[^1] == Rows;
        if (!isFromZero && !isFromOne && !columns.HasUnnamedIndex && !areTold)
            throw new BadInputException(
                $"{path}:{lines[rows[^1]]}: index {numbers[^1]} in a file of {Rows} images, expected {expected}.");
        IsCounted = (isFromZero || isFromOne) && rows.Index().All(row => row.Item == row.Index);
        Index = new(columns.Shown(columns.Index.Value), !columns.HasUnnamedIndex, IsCounted);
        return (rows, isFromZero ? null : numbers);
    }

    /// <summary>A whole number; pandas writes one as 1.0 where a column had a gap.</summary>
    private static int? Number(ReadOnlySpan<byte> field) =>
        int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : decimal.TryParse(field, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var real)
            && real == decimal.Truncate(real) && real <= int.MaxValue ? (int)real
        : null;
}

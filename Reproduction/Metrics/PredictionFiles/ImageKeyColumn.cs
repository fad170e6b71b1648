using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Gathers what a column calls a file's images: 64 bits of each value, which two different ones hardly ever share. Of what is an id by the
/// column's name also of a path's end, without regard to case and to zeros before a number, as other machines may write the same image.
/// </summary>
/// <param name="name">The column, as messages name it.</param>
/// <param name="areIds">Whether its name says that it tells images apart.</param>
internal sealed class ImageKeyColumn(string name, bool areIds)
{
    /// <summary>
    /// So many numbers, or values of which one comes again, and a column whose name says nothing is looked at no further: scores and
    /// features of images may be many.
    /// </summary>
    private const int Enough = 64;

    private readonly List<ulong> written = [], twoParts = [], lastPart = [];
    private bool areNumbers = true, areReal = true, haveReal, arePaths, isInOrder = true, isOver;
    private long first, least = long.MaxValue, largest;

    /// <summary>The column, as messages name it.</summary>
    public string Name => name;

    /// <summary>In how many rows a value comes again.</summary>
    public int Repeated => written.Count - written.Distinct().Count();

    /// <summary>
    /// What to say of columns whose names say that they tell images apart; <see langword="null"/> where one does, or there is none.
    /// </summary>
    /// <param name="known">The columns.</param>
    public static string? Repeats(IReadOnlyList<ImageKeyColumn> known) =>
        known is not [var first, ..] || known.Any(keys => keys.Repeated == 0) ? null
        : $"{first.Name} repeats in {RowsInWords.Of(first.Repeated)}: each row counts as an image of its own";

    /// <summary>
    /// Whether numbers may tell images apart: ids, and the frames of a film. Other numbers may be anything of an image, as its rank among
    /// the others is, which each model has its own of.
    /// </summary>
    /// <param name="name">A column's name.</param>
    /// <param name="areIds">Whether it says that it tells images apart.</param>
    public static bool MayBeNumbers(string name, bool areIds) => areIds || name.Equals("frame", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds the next row's value.</summary>
    /// <param name="value">UTF-8.</param>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (isOver) return;
        Count(value);
        written.Add(XxHash3.HashToUInt64(value));
        if (!areIds)
        {
            isOver = written.Count == Enough && (IsNoName || Repeated > 0);
            return;
        }
        var text = ComposedText.Of(Encoding.UTF8.GetString(value)).ToLowerInvariant().Replace('\\', '/');
        var last = text.LastIndexOf('/');
        var second = last > 0 ? text.LastIndexOf('/', last - 1) : -1;
        arePaths |= last >= 0;
        var plain = Hash(WithoutZeros(text[(last + 1)..]));
        lastPart.Add(plain);
        twoParts.Add(last < 0 ? plain : Hash(text[(second + 1)..]));
    }

    /// <summary>The images' names; <see langword="null"/> where a value comes twice, or all are numbers that may be anything.</summary>
    /// <param name="rows">Which row each image is.</param>
    public ImageNames? InOrder(int[] rows)
    {
        if (isOver || IsNoName || Repeated > 0) return null;
        IReadOnlyList<ulong>? Keys(List<ulong> of) => of.Distinct().Count() == rows.Length ? Array.ConvertAll(rows, row => of[row]) : null;
        var countsRows = areNumbers && isInOrder && least is (0 or 1) && largest - least == rows.Length - 1;
        return new(name, areIds, countsRows, areIds ? [Keys(written), Keys(twoParts), Keys(lastPart)] : [Keys(written)])
        {
            AreNumbers = areReal,
            HaveNumbers = haveReal,
            ArePaths = arePaths,
        };
    }

    private bool IsNoName => areReal && !MayBeNumbers(name, areIds);

    private void Count(ReadOnlySpan<byte> value)
    {
        // Commas may stand before decimals.
        var isReal = double.TryParse(value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
        (areReal, haveReal) = (areReal && (isReal || value.IsEmpty), haveReal || isReal);
        if (!areNumbers) return;
        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            areNumbers = false;
            return;
        }
        if (written.Count == 0) first = number;
        isInOrder &= number - first == written.Count;
        (least, largest) = (Math.Min(least, number), Math.Max(largest, number));
    }

    /// <summary>A whole number by its value: 001 and 1.0 are 1.</summary>
    private static string WithoutZeros(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number)
            ? decimal.Truncate(number).ToString(CultureInfo.InvariantCulture)
            : text;

    private static ulong Hash(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
}

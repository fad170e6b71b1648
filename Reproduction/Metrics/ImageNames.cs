namespace Reproduction.Metrics;

/// <summary>What a column calls a file's images.</summary>
/// <param name="Column">The column, as messages name it.</param>
/// <param name="AreIds">Whether the column's name says that it tells images apart; else its values alone do.</param>
/// <param name="CountsRows">Whether the values only count the rows, from 0 or 1, which says nothing of other files' images.</param>
/// <param name="Keys">
/// A key of each image, none twice: first of what is written, then, where the column's name says what it is, of a path's last two parts and
/// of its last one, in lower case and numbers by their values; null where two images share one.
/// </param>
internal sealed record ImageNames(string Column, bool AreIds, bool CountsRows, IReadOnlyList<IReadOnlyList<ulong>?> Keys)
{
    /// <summary>Whether all values are numbers of any kind.</summary>
    public bool AreNumbers { get; init; }

    /// <summary>Whether any value is a number.</summary>
    public bool HaveNumbers { get; init; }

    /// <summary>Whether any value has a folder before it.</summary>
    public bool ArePaths { get; init; }

    /// <summary>How many images there are.</summary>
    public int Count => Keys[0]!.Count;

    /// <summary>Whether what is written may be the same values as those of another column; else it certainly is not.</summary>
    /// <param name="other">The other column.</param>
    public bool MayBeTheSame(ImageNames other) => Count == other.Count && Together == other.Together;

    /// <summary>The same for the same values in any order.</summary>
    private ulong Together { get; } = Keys[0]!.Aggregate(0UL, (all, key) => all ^ key);

    /// <summary>
    /// Where each image stands among those of another column, by the key by which most are found; −1 where it does not. Of paths the ends
    /// are looked at only where no whole one is found: train/1.png and test/1.png are two images.
    /// </summary>
    /// <param name="other">The other column.</param>
    /// <returns>The places, and whether they are those of what is written.</returns>
    public (int[] Rows, bool AreAsWritten) PlacesIn(ImageNames other)
    {
        var (best, found, byKey) = (Array.Empty<int>(), -1, 0);
        foreach (var (key, (mine, its)) in Keys.Zip(other.Keys).Index())
        {
            if (mine is null || its is null) continue;
            var places = its.Index().ToDictionary(one => one.Item, one => one.Index);
            int[] rows = [.. mine.Select(one => places.GetValueOrDefault(one, -1))];
            if (rows.Count(row => row >= 0) is var count && count > found) (best, found, byKey) = (rows, count, key);
            if (found == mine.Count || found > 0 && (ArePaths || other.ArePaths)) break;
        }
        return (best, byKey == 0);
    }
}

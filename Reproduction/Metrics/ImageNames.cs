namespace Reproduction.Metrics;

/// <summary>What a column calls a file's images.</summary>
/// <param name="Column">The column, as messages name it.</param>
/// <param name="Keys">A key of each image, none twice.</param>
internal sealed record ImageNames(string Column, IReadOnlyList<ulong> Keys)
{
    /// <summary>Where each image stands among those of another column; −1 where it does not.</summary>
    /// <param name="other">The other column.</param>
    public int[] PlacesIn(ImageNames other)
    {
        var places = other.Keys.Index().ToDictionary(key => key.Item, key => key.Index);
        return [.. Keys.Select(key => places.GetValueOrDefault(key, -1))];
    }
}

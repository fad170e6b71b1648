namespace Reproduction.Data;

/// <summary>Some images of a set.</summary>
/// <param name="Images">The whole set.</param>
/// <param name="Indices">Which of them.</param>
public sealed record Subset(ImageSet Images, int[] Indices)
{
    /// <summary>The class of each of them.</summary>
    public int[] Labels => [.. Indices.Select(index => Images.Labels[index])];

    /// <summary>The first class of which none is among them; null where there is one of each.</summary>
    /// <param name="classes">K.</param>
    public int? AbsentClass(int classes)
    {
        var there = Labels.ToHashSet();
        return Enumerable.Range(0, classes).Where(c => !there.Contains(c)).Select(c => (int?)c).FirstOrDefault();
    }
}

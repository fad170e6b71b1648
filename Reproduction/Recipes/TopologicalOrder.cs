namespace Reproduction.Recipes;

/// <summary>What is wanted with all that it is made from.</summary>
internal static class TopologicalOrder
{
    /// <summary>Each once, and after what it needs: the order in which they can be made.</summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="needs">What each is made from.</param>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> wanted, Func<T, IEnumerable<T>> needs)
    {
        HashSet<T> found = [];
        List<T> lineage = [];
        void Follow(T one)
        {
            if (!found.Add(one)) return;
            foreach (var needed in needs(one)) Follow(needed);
            lineage.Add(one);
        }
        foreach (var one in wanted) Follow(one);
        return lineage;
    }
}

namespace Reproduction.Metrics;

/// <summary>
/// Which class is recognised least often: <c>argmin</c> over scikit-learn's <c>recall_score(average=None)</c>, with its ties.
/// </summary>
public static class WorstClass
{
    /// <summary>Every class of the smallest recall, ascending; none where a class has no images.</summary>
    /// <param name="matrix">A model's confusion matrix.</param>
    public static IReadOnlyList<int> Of(ConfusionMatrix matrix)
    {
        var recalls = Enumerable.Range(0, matrix.Classes).Select(matrix.Recall).ToList();
        return recalls.Contains(null) ? [] : [.. Enumerable.Range(0, matrix.Classes).Where(c => recalls[c] == recalls.Min())];
    }
}

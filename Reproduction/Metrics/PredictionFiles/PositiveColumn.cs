namespace Reproduction.Metrics.PredictionFiles;

/// <summary>A column of one score of each image, of the positive of two classes.</summary>
/// <param name="Column">Which column, from 0.</param>
/// <param name="AreProbabilities">Whether it holds probabilities or logits by its name; null where that does not say it.</param>
internal sealed record PositiveColumn(int Column, bool? AreProbabilities)
{
    private static readonly string[] Positive = ["1", "true", "yes", "pos", "positive"];

    /// <summary>Finds it, also among probabilities of classes of which there is one.</summary>
    /// <param name="lower">All names, in lower case with _ between words.</param>
    /// <param name="scores">The columns of scores of classes.</param>
    /// <param name="areProbabilities">Whether they are probabilities by their names.</param>
    public static PositiveColumn? Of(List<string> lower, IReadOnlyList<ScoreColumn> scores, bool areProbabilities)
    {
        if (scores is [var only]) return areProbabilities && Positive.Contains(only.Key) ? new(only.Column, true) : null;
        foreach (var (names, kind) in new (string[], bool?)[]
        {
            (ColumnNames.PositiveScores, null), (ColumnNames.PositiveProbabilities, true), (ColumnNames.PositiveLogits, false),
        })
            if (lower.FindIndex(name => names.Contains(name)) is >= 0 and var column) return new(column, kind);
        return null;
    }
}

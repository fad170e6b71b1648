namespace Reproduction.Claims.Figures;

/// <summary>How the scores of several tables, such as folds, differ: smallest, largest, and standard deviations.</summary>
internal static class Spread
{
    /// <summary>The score of each table: of folds of two classes that stand for classes, of each.</summary>
    /// <param name="figure">A spread.</param>
    /// <param name="counts">All tables.</param>
    public static double[] Scores(FigureName figure, Counts counts)
    {
        var conventions = counts.Conventions;
        if (conventions.Tables is not { Classes: var classes } several)
            return [.. Enumerable.Range(0, counts.Classes).Select(c => counts.Of(c).Value(figure.Score, figure.Parameter))];
        var mean = figure.OfOneTable;
        var scores = new double[several.Images.Count];
        for (var table = 0; table < scores.Length; table++)
        {
            double sum = 0, weights = 0;
            for (var c = table * classes; c < (table + 1) * classes; c++)
            {
                double weight = conventions.Weight(mean, counts.Supports, c);
                if (weight == 0) continue;
                sum += weight * counts.Of(c).Value(figure.Score, figure.Parameter);
                weights += weight;
            }
            scores[table] = weights == 0 ? 0 : sum / weights;
        }
        return scores;
    }

    /// <summary>The figure's value.</summary>
    public static double Value(FigureName figure, Counts counts)
    {
        var scores = Scores(figure, counts);
        if (figure.Scope == Scope.Smallest) return scores.Min();
        if (figure.Scope == Scope.Largest) return scores.Max();
        var mean = scores.Average();
        var freedom = scores.Length - (figure.Scope == Scope.SampleDeviation ? 1 : 0);
        return freedom == 0 ? double.NaN : Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / freedom);
    }
}

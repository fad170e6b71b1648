using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.FigureAudits.Folds;

/// <summary>Means over folds as a question of counts.</summary>
internal static class FoldQuestion
{
    /// <summary>So many classes of all folds together are searched.</summary>
    private const int MostClasses = 1000;

    /// <summary>The question; <see langword="null"/> where it is too large to be put.</summary>
    /// <param name="plan">Images of each fold.</param>
    /// <param name="claims">Means and spreads.</param>
    /// <param name="positive">Of two classes the positive one.</param>
    /// <param name="zeroDivision">What a quotient of nothing is.</param>
    public static CountQuestion? Of(FoldPlan plan, IReadOnlyList<FigureClaim> claims, int positive, int zeroDivision = 0)
    {
        var conventions = new Conventions { ZeroDivision = zeroDivision };
        long[] images = [.. plan.Folds.Select(fold => fold.Sum())];
        if (plan.Folds[0].Length == 2)
            return new([.. plan.Folds.Select(fold => fold[positive])], claims)
            {
                OtherClasses = true,
                Conventions = conventions with { Others = [.. plan.Folds.Select(fold => fold[1 - positive])] },
            };
        if (claims.All(claim => FoldClaims.IsOfAllHits(claim.Figure)))
            // Hits of all classes together: a fold is one class.
            return new(images,
                [.. claims.Select(claim => claim.Figure.IsSpread
                    ? claim
                    : claim with { Figure = FigureName.Macro(Score.Recall) })])
            {
                OtherClasses = true,
                Conventions = conventions with { Others = [.. plan.Folds.Select(_ => 0L)] },
            };
        if (plan.Folds.Count * plan.Folds[0].Length > MostClasses || !SeveralTables.Fits(images)) return null;
        return new([.. plan.Folds.SelectMany(fold => fold)], claims)
        {
            Conventions = conventions with
            {
                Others = [.. plan.Folds.SelectMany((fold, i) => fold.Select(own => images[i] - own))],
                Tables = new(plan.Folds[0].Length, images),
            },
        };
    }
}

using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Questions;

/// <summary>What no confusion matrix has, of any number of classes and images.</summary>
internal static class GeneralBounds
{
    /// <summary>Why figures clash whatever the supports are; <see langword="null"/> if nothing of this kind says so.</summary>
    /// <param name="claims">The figures.</param>
    /// <param name="conventions">Which classes are left out of means.</param>
    public static string? Clash(IEnumerable<FigureClaim> claims, Conventions conventions)
    {
        var all = claims.Select(claim => (Claim: claim, Admission: new Admission(claim))).ToArray();
        // Of one and the same table: all classes, or one class against the rest.
        foreach (var (kappa, ofKappa) in all.Where(pair => pair.Claim.Figure is { Score: Score.Kappa, Scope: Scope.Whole or Scope.Class }
            && pair.Admission.Low > 0))
            foreach (var (mcc, ofMcc) in all.Where(pair => pair.Claim.Figure == kappa.Figure with { Score = Score.MatthewsCorrelation }
                && ofKappa.Low > pair.Admission.High))
                return $"{kappa.Name} = {kappa.Printed} is above {mcc.Name} = {mcc.Printed}, but kappa never exceeds Matthews' "
                    + "correlation: both have n · hits − Σ support · predictions above the bar, and kappa's divisor, n² − Σ support · "
                    + "predictions, is at least the root of (n² − Σ support²)(n² − Σ predictions²).";
        var tops = all.Where(pair => pair.Claim.Figure.Score == Score.TopAccuracy).ToArray();
        foreach (var (top, ofTop) in tops)
            foreach (var (more, _) in tops.Where(pair => pair.Claim.Figure.Parameter > top.Figure.Parameter
                && ofTop.Low > pair.Admission.High))
                return $"{top.Name} = {top.Printed} is above {more.Name} = {more.Printed}, but what is among the {top.Figure.Parameter} "
                    + $"likeliest is among the {more.Figure.Parameter} likeliest too.";
        foreach (var (top, ofTop) in tops)
            foreach (var (accuracy, _) in all.Where(pair => pair.Claim.Figure == FigureName.Accuracy && pair.Admission.Low > ofTop.High))
                return $"{accuracy.Name} = {accuracy.Printed} is above {top.Name} = {top.Printed}, but an image whose class is the "
                    + $"likeliest is among the {top.Figure.Parameter} likeliest too.";
        // R leaves a class that was never predicted out of the mean precision and F1, and not out of the mean recall.
        if (!conventions.AreOverTheSame(Score.F1, Score.Precision, Score.Recall)) return null;
        foreach (var scope in new[] { Scope.Macro, Scope.Weighted })
        {
            (FigureClaim Claim, Admission Admission)[] Means(Score score) =>
                [.. all.Where(pair => pair.Claim.Figure == new FigureName(score, scope) && !pair.Claim.Complement)];
            foreach (var (f1, ofF1) in Means(Score.F1))
                foreach (var (precision, ofPrecision) in Means(Score.Precision))
                    foreach (var (recall, ofRecall) in Means(Score.Recall))
                        if (ofPrecision.High + ofRecall.High is var sum && sum > 0 && ofF1.Low > ofPrecision.High * ofRecall.High * 2 / sum)
                            return $"{f1.Name} = {f1.Printed} is above the harmonic mean of {precision.Name} = {precision.Printed} and "
                                + $"{recall.Name} = {recall.Printed}, but a mean of harmonic means is at most that of the means.";
        }
        return null;
    }

    /// <summary>Why a weighted recall is not the accuracy that it is, where each image has one label.</summary>
    public static string? WeightedRecall(IReadOnlyList<FigureClaim> claims)
    {
        foreach (var recall in claims.Where(claim => claim.Figure == new FigureName(Score.Recall, Scope.Weighted) && !claim.Complement))
            foreach (var accuracy in claims.Where(claim => claim.Figure == FigureName.Accuracy))
                if (new Admission(recall) is var own && new Admission(accuracy) is var other
                    && (own.Low > other.High || other.Low > own.High))
                    return $"{recall.Name} = {recall.Printed} is another figure than {accuracy.Name} = {accuracy.Printed}, but recalls weighted by "
                        + "the images of their classes add up to all hits: it is the accuracy.";
        return null;
    }

    /// <summary>Why a top-k accuracy is none of so many classes and images; else the most hits that it leaves.</summary>
    public static (string? Why, Rational Most) Top(FigureClaim claim, IReadOnlyList<long> supports)
    {
        var (images, admission) = (supports.Sum(), new Admission(claim));
        var most = (admission.High * images).Floor();
        if (most > images) most = images;
        while (most >= 0 && !admission.MayAdmit(new(most, images)) && new Rational(most, images) >= admission.Low) most--;
        if (most < 0 || !admission.MayAdmit(new(most, images)))
            return ($"no whole number of {images} images over {images} prints {claim.Name} = {claim.Printed}.", 0);
        return claim.Figure.Parameter >= supports.Count && !admission.MayAdmit(1)
            ? ($"of {supports.Count} classes every class is among the {claim.Figure.Parameter} likeliest: {claim.Name} is 1, not "
                + $"{claim.Printed}.", 0)
            : (null, new Rational(most, images));
    }
}

namespace Reproduction.Metrics.Resampling;

/// <summary>
/// A sum of sizes Σ |e_b|, each with a kink of its own at 0, as a calibration error is. Where a bin's true error is t and the images
/// put h on it, its size is off by |t + h| − |t|: by |h| at the kink, by sign(t) · h far off it, and never by more than the one or
/// less than the other. How far off it a bin near 0 is no images say (the limit does not depend continuously on t; Fang and Santos
/// 2019), so each end of an interval takes for every bin what puts it further out: the least favourable t, as in
/// Andrews and Soares, "Inference for Parameters Defined by Moment Inequalities Using Generalized Moment Selection", Econometrica 78,
/// 2010.
/// </summary>
/// <param name="point">Σ |e_b|.</param>
/// <param name="resamples">In every resample.</param>
/// <param name="atKink">
/// How far off each resample is if the bins near 0 are at it: K = Σ |h_b|, of bins away from it sign(e_b) · h_b.
/// </param>
/// <param name="offKink">How far off if none is: L = Σ sign(e_b) · h_b.</param>
/// <param name="floor">Of an interval's half width: what images that show no error leave open.</param>
internal sealed class BinnedFigure(double point, double?[] resamples, double[] atKink, double[] offKink, double floor)
    // Each bin has a kink of its own: that some are away from theirs says nothing of the others in another model.
    : KinkedFigure(point, resamples, [.. atKink.Select(deviation => point - deviation)], hasAnchor: false, floor, new(0, 1))
{
    private readonly double[] atKink = atKink;
    private readonly double[] offKink = offKink;

    /// <summary>
    /// With D the difference of the points, from D − q₉₇.₅(K − L′) to D − q₂.₅(L − K′) with the other's K′ and L′, in the same
    /// resamples: one model's bins at the kink, the other's off it, and the other way round. Whatever each bin is, its models' true
    /// deviation lies between the two in every resample, so that neither end is too near.
    /// </summary>
    protected override Interval KnownDifference(ResampledFigure other)
    {
        if (other is not BinnedFigure its || MovesAs(its)) return base.KnownDifference(other);
        var difference = Point!.Value - its.Point!.Value;
        return Around(new(difference - Paired(atKink, its.offKink).High, difference - Paired(offKink, its.atKink).Low), its);
    }
}

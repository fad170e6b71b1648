namespace Reproduction.Metrics.Resampling;

/// <summary>
/// A figure with a kink where its parts are equal (the largest of equal recalls) or zero (the size of a bin's error): there it is
/// biased by luck, each resample repeats the bias, and only the directional derivative shows it (Fang and Santos, "Inference on
/// Directionally Differentiable Functions", Review of Economic Studies 86, 2019). Whether the parts are at the kink the images
/// cannot say, so an interval holds both what holds if they are and the plain percentiles.
/// </summary>
internal class KinkedFigure : ResampledFigure
{
    /// <summary>
    /// Of half the plain interval of a difference: two models whose biases differ by more have other kinks, and both may be at
    /// theirs or not. What it gives is in <c>artifacts/interval-coverage.md</c>.
    /// </summary>
    private const double OtherKinks = 0.3;

    /// <summary>Likewise: where either bias alone is larger, the images are too few to say that both have the same.</summary>
    private const double TooFewImages = 0.9;

    private readonly double[] mirrored;
    private readonly double[] moved;
    private readonly double bias;
    private readonly bool hasAnchor;

    /// <param name="point">The figure.</param>
    /// <param name="resamples">In every resample.</param>
    /// <param name="mirrored">
    /// The figure less each resample's deviation at the kink: as wide as it is uncertain, its bias taken off.
    /// </param>
    /// <param name="hasAnchor">Whether some part is not at the kink.</param>
    /// <param name="floor">Of an interval's half width: what images that show no error leave open.</param>
    /// <param name="range">The figure's range.</param>
    /// <param name="reach">By how much it may be larger for all that classes without an error show, which no resample changes.</param>
    public KinkedFigure(
        double point, double?[] resamples, double[] mirrored, bool hasAnchor, double floor, Interval range, double reach = 0)
        : base(point, resamples)
    {
        (this.mirrored, this.hasAnchor, Floor, Range, Reach) = (mirrored, hasAnchor, floor, range, reach);
        bias = point - mirrored.Average();
        // Not mirrored, so that two models' resamples stay paired.
        moved = [.. mirrored.Select(value => 2 * point - value - 2 * bias)];
    }

    private double Floor { get; }

    private Interval Range { get; }

    private double Reach { get; }

    /// <summary>In every resample, mirrored, where it is at its kink.</summary>
    public IReadOnlyList<double> AtKink => mirrored;

    /// <summary>The figure less a constant.</summary>
    public KinkedFigure Less(double constant) => new(
        Point!.Value - constant, [.. Resamples.Select(value => (double?)(value - constant))],
        [.. mirrored.Select(value => value - constant)], hasAnchor, Floor,
        new(Range.Low - constant, Range.High - constant), Reach);

    /// <summary>The figure less its bias as the resamples show it, within its range.</summary>
    public double Debiased => Math.Clamp(2 * Point!.Value - Resamples.Average(), Range.Low, Range.High);

    protected override Interval Known() =>
        Within(Quantiles.Interval(Resamples).Hull(Quantiles.Interval(mirrored)), Point!.Value, Floor, Range, above: Reach);

    /// <summary>
    /// Two models with the same kinks share their bias, and it falls out of the difference. Where their biases differ, or the
    /// images cannot tell, either may be at its kink or not: then the interval holds all four.
    /// </summary>
    protected override Interval KnownDifference(ResampledFigure other)
    {
        if (other is not KinkedFigure its) return base.KnownDifference(other);
        var interval = Quantiles.Interval(Differences(its));
        if (!MovesAs(its))
        {
            interval = interval.Hull(Paired(mirrored, its.mirrored));
            if (!SharesBias(its))
                interval = interval.Hull(Paired(moved, its.moved)).Hull(Paired(moved, its.Resamples)).Hull(Paired(Resamples, its.moved));
        }
        return Around(interval, its);
    }

    /// <summary>A difference's interval, at least as wide as what images that show no error leave open, within its range.</summary>
    protected Interval Around(Interval interval, KinkedFigure its) => Within(interval, Point!.Value - its.Point!.Value,
        Math.Max(Floor, its.Floor), new(Range.Low - its.Range.High, Range.High - its.Range.Low), Reach, its.Reach);

    /// <summary>Whether two models are so far from their kinks, or so alike at them, that a bias of one is the other's too.</summary>
    public bool SharesBias(KinkedFigure other)
    {
        var plain = Quantiles.Interval(Differences(other));
        var half = (plain.High - plain.Low) / 2;
        return hasAnchor && other.hasAnchor && Math.Abs(bias - other.bias) <= OtherKinks * half
            && Math.Max(Math.Abs(bias), Math.Abs(other.bias)) <= TooFewImages * half;
    }

    protected static Interval Paired(double[] mine, double[] its) => Quantiles.Interval(mine.Zip(its, (a, b) => a - b));

    private static Interval Within(
        Interval interval, double point, double floor, Interval range, double above = 0, double below = 0)
    {
        var further = interval.Hull(new(point - floor, point + floor)).Further(point, below, above);
        return new(Math.Clamp(further.Low, range.Low, range.High), Math.Clamp(further.High, range.Low, range.High));
    }
}

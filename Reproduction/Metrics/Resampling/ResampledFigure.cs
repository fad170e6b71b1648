namespace Reproduction.Metrics.Resampling;

/// <summary>
/// A figure of one model and its values in every resample of the test images. What kind of figure it is decides how an interval
/// is made; this one, of which nothing is known, has percentile intervals.
/// </summary>
internal class ResampledFigure
{
    private readonly double?[] resamples;

    public ResampledFigure(double? point, double?[] resamples)
    {
        (Point, this.resamples) = (point, resamples);
        Resamples = point is null ? [] : Defined.All(resamples) ?? [];
    }

    /// <summary>One that is undefined on the images themselves, as what needs scores is of answers without.</summary>
    public static ResampledFigure Undefined { get; } = new(null, []);

    /// <summary>The figure on the test images; <see langword="null"/> where it is undefined.</summary>
    public double? Point { get; }

    /// <summary>In every resample; empty where it is undefined in one, as an interval over the rest would be about other images.</summary>
    public double[] Resamples { get; }

    /// <summary>Its 95 % interval, or <see langword="null"/>.</summary>
    public Interval? Interval() => Resamples.Length == 0 ? null : Known();

    /// <summary>The 95 % interval of this − other, resample by resample; <see langword="null"/> where one is undefined.</summary>
    public Interval? Minus(ResampledFigure other) => Resamples.Length == 0 || other.Resamples.Length == 0 ? null : KnownDifference(other);

    /// <summary>Whether both have the same value in every resample.</summary>
    public bool MovesAs(ResampledFigure other) => Point == other.Point && resamples.SequenceEqual(other.resamples);

    protected virtual Interval Known() => Quantiles.Interval(Resamples);

    protected virtual Interval KnownDifference(ResampledFigure other) => Quantiles.Interval(Differences(other));

    protected IEnumerable<double> Differences(ResampledFigure other) => Resamples.Zip(other.Resamples, (mine, its) => mine - its);
}

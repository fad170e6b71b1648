namespace Reproduction.Metrics;

/// <summary>
/// The figures of one model in every resample of the test images. Two models that were resampled alike can be compared resample
/// by resample.
/// </summary>
public sealed class ResampledFigures
{
    private const double Confidence = 0.95;

    private readonly Predictions predictions;
    private readonly IReadOnlyList<double?>[] resamples;

    private readonly IReadOnlyList<(int First, TiedClasses? Ties)> disparities;

    internal ResampledFigures(
        Predictions predictions, IReadOnlyList<double?>[] resamples, IReadOnlyList<(int First, TiedClasses? Ties)> disparities) =>
        (this.predictions, this.resamples, this.disparities) = (predictions, resamples, disparities);

    /// <summary>95 % intervals: the metrics in the order of <see cref="MetricValues.Names"/>, then what else was asked for.</summary>
    /// <remarks>Of a disparity, whose range is 0 to 1, all that the plain interval holds and what holds if near classes are tied.</remarks>
    public IReadOnlyList<Interval?> Intervals()
    {
        var intervals = Percentiles(resamples);
        foreach (var (first, ties) in disparities)
            for (var measure = 0; measure < TiedClasses.Measures && ties is not null; measure++)
                intervals[first + measure] = Hull(intervals[first + measure], Percentile([.. ties.Mirrored(measure).Select(Known)]), 0, 1);
        return intervals;
    }

    /// <summary>95 % intervals of the differences this − other, in the same order.</summary>
    /// <param name="other">Another model on the same images, in the same resamples.</param>
    /// <exception cref="ArgumentException">The images or the number of resamples differ.</exception>
    public IReadOnlyList<Interval?> DifferenceIntervals(ResampledFigures other)
    {
        if (!predictions.Labels.SequenceEqual(other.predictions.Labels)) throw new ArgumentException("The models answered different images.", nameof(other));
        if (resamples.Length != other.resamples.Length) throw new ArgumentException("The models were resampled differently.", nameof(other));
        var intervals = Percentiles([.. resamples.Zip(other.resamples, (mine, its) => (double?[])[.. mine.Zip(its, (a, b) => a - b)])]);
        foreach (var ((first, ties), (_, otherTies)) in disparities.Zip(other.disparities))
        {
            for (var measure = 0; measure < TiedClasses.Measures && ties is not null && otherTies is not null; measure++)
            {
                if (Figure(first + measure).SequenceEqual(other.Figure(first + measure))) continue;
                // Classes may be tied in either model, in both or in none.
                foreach (var mine in new[] { Figure(first + measure), ties.Moved(measure) })
                    foreach (var its in new[] { other.Figure(first + measure), otherTies.Moved(measure) })
                        intervals[first + measure] = Hull(
                            intervals[first + measure], Percentile([.. mine.Zip(its, (a, b) => Known(a - b))]), -1, 1);
            }
        }
        return intervals;
    }

    private double[] Figure(int figure) => [.. resamples.Select(values => values[figure]!.Value)];

    private static double? Known(double value) => value;

    private static Interval? Hull(Interval? one, Interval? other, double least, double most) => one is { } a && other is { } b
        ? new(Math.Clamp(Math.Min(a.Low, b.Low), least, most), Math.Clamp(Math.Max(a.High, b.High), least, most))
        : null;

    private static Interval?[] Percentiles(IReadOnlyList<double?>[] resamples) =>
        [.. Enumerable.Range(0, resamples[0].Count).Select(figure => Percentile([.. resamples.Select(values => values[figure])]))];

    /// <summary>Undefined in one resample, undefined: an interval over the rest would be about other images.</summary>
    private static Interval? Percentile(double?[] values)
    {
        if (values.Any(value => value is null)) return null;
        var sorted = values.Select(value => value!.Value).Order().ToArray();
        return new(Quantile(sorted, (1 - Confidence) / 2), Quantile(sorted, (1 + Confidence) / 2));
    }

    /// <summary>NumPy's default quantile: linear between order statistics.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}

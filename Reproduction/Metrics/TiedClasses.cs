namespace Reproduction.Metrics;

/// <summary>
/// The disparities of a per-class metric, and what resampling says of them when classes that cannot be told apart from the best
/// (or from the worst) count as tied with it. The best of several equal classes is best by luck: the largest value is too large,
/// disparate impact and ratio too small, the gap too large. At a tie the largest value moves with whichever of the tied classes
/// moves up most (see <see cref="KinkedFigure"/>). The deviations go into the quotients themselves: of a hundred classes the
/// largest value found is so much too large that the quotient's slope there says too little.
/// </summary>
internal static class TiedClasses
{
    /// <summary>
    /// Standard errors of the difference within which a class counts as tied. With fewer, equal classes are taken for different
    /// ones; with more, intervals widen for nothing. What 2.5 gives is in <c>artifacts/interval-coverage.md</c>.
    /// </summary>
    private const double Separation = 2.5;

    /// <summary>
    /// Disparate impact, ratio and gap, then smallest value and the smallest's share of what all classes lack of 1;
    /// <see langword="null"/> where they are undefined in the sample or a resample.
    /// </summary>
    /// <param name="values">The K per-class values.</param>
    /// <param name="resampled">The same in every resample.</param>
    /// <param name="images">Images of each class.</param>
    public static IReadOnlyList<KinkedFigure?> Figures(double?[] values, double?[][] resampled, IReadOnlyList<long> images)
    {
        if (resampled.Append(values).Any(sample => sample.Contains(null) || sample.Max() == 0)) return [null, null, null, null, null];
        double[] known = Known(values);
        double[][] samples = [.. resampled.Select(Known)];
        var (best, worst) = (Tied.With(known.Max(), known, samples), Tied.With(known.Min(), known, samples));
        var moved = samples.Select((sample, r) => (
            Mean: 2 * known.Average() - sample.Average(), Largest: known.Max() - best.Highest[r], Smallest: known.Min() - worst.Lowest[r]))
                .ToArray();

        var (whole, each) = (Disparities(known), samples.Select(Disparities).ToArray());
        var (ofOne, ofAll) = (Quantiles.NoneSeen / images.Min(), Quantiles.NoneSeen / images.Sum());
        return
        [
            Of(0, ofAll, at => Over(at.Mean, at.Largest), Tied.Without(best)),
            Of(1, ofOne, at => Over(at.Smallest, at.Largest), Tied.Without(best, worst)),
            Of(2, ofOne, at => at.Largest - at.Smallest, Tied.Without(best, worst)),
            Of(3, ofOne, at => at.Smallest, Tied.Without(worst)),
            samples.Append(known).Any(sample => sample.Min() == 1)
                ? null
                : Of(4, 0, at => Over((1 - at.Smallest) / known.Length, 1 - at.Mean), Tied.Without(worst)),
        ];

        KinkedFigure Of(int measure, double floor, Func<(double Mean, double Largest, double Smallest), double> figure, bool hasAnchor) =>
            new(
            Disparity.Measures[measure](whole)!.Value, [.. each.Select(Disparity.Measures[measure])], [.. moved.Select(figure)], hasAnchor,
            floor, new(0, 1));
    }

    /// <summary>Mean and largest value, as they are and mirrored; <see langword="null"/> where they are undefined.</summary>
    /// <param name="values">The K per-class values.</param>
    /// <param name="resampled">The same in every resample.</param>
    public static RecallResamples? MeanAndLargest(double?[] values, double?[][] resampled)
    {
        if (resampled.Append(values).Any(sample => sample.Contains(null) || sample.Max() == 0)) return null;
        double[] known = Known(values);
        double[][] samples = [.. resampled.Select(Known)];
        var best = Tied.With(known.Max(), known, samples);
        var (mean, largest) = (known.Average(), known.Max());
        return new(
            (mean, largest), [.. samples.Select(sample => (sample.Average(), sample.Max()))],
            [.. samples.Select(sample => (2 * mean - sample.Average(), 2 * largest - sample.Max()))],
            [.. samples.Select((sample, r) => (2 * mean - sample.Average(), largest - best.Highest[r]))]);
    }

    private static Disparity Disparities(double[] values) => Disparity.Over([.. values.Select(value => (double?)value)]);

    private static double Over(double part, double whole) => whole > 0 ? part / whole : 1;

    private static double[] Known(double?[] values) => [.. values.Select(value => value!.Value)];

    /// <summary>The classes that may be tied with the best or the worst.</summary>
    /// <param name="Highest">By resample, how far that of them is above its value that is furthest so.</param>
    /// <param name="Lowest">Likewise below.</param>
    /// <param name="AreAll">Whether every class is one of them.</param>
    private sealed record Tied(double[] Highest, double[] Lowest, bool AreAll)
    {
        /// <summary>
        /// Tied classes have one value, and so one variance: the one that was best by luck shows less of it than it has, so none
        /// counts for less than the mean of all where nearness is judged, nor than the mean of the tied where deviations are.
        /// </summary>
        public static Tied With(double extreme, double[] values, double[][] samples)
        {
            var variances =
                values.Select((value, c) => samples.Sum(sample => (sample[c] - value) * (sample[c] - value)) / samples.Length).ToArray();
            double Pooled(int c) => Math.Max(variances[c], variances.Average());
            var at = Array.IndexOf(values, extreme);
            int[] near =
                [.. Enumerable.Range(0, values.Length)
                    .Where(c => Math.Abs(values[c] - extreme) <= Separation * Math.Sqrt(Pooled(c) + Pooled(at)))];
            var common = near.Average(c => variances[c]);
            double[] scale = [.. near.Select(c => variances[c] > 0 ? Math.Sqrt(Math.Max(1, common / variances[c])) : 1)];
            double Deviation(double[] sample, int i) => scale[i] * (sample[near[i]] - values[near[i]]);
            int[] each = [.. Enumerable.Range(0, near.Length)];
            return new(
                [.. samples.Select(sample => each.Max(i => Deviation(sample, i)))],
                [.. samples.Select(sample => each.Min(i => Deviation(sample, i)))],
                near.Length == values.Length);
        }

        /// <summary>Whether a class stands outside of each of these ties.</summary>
        public static bool Without(params Tied[] ties) => ties.All(tie => !tie.AreAll);
    }
}

namespace Reproduction.Metrics.Resampling;

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

    /// <summary>Each measure; <see langword="null"/> where a class's value is undefined in the sample or a resample.</summary>
    /// <param name="values">The K per-class values.</param>
    /// <param name="resampled">The same in every resample.</param>
    /// <param name="images">Images of each class.</param>
    public static KinkedDisparity? Figures(double?[] values, double?[][] resampled, IReadOnlyList<long> images)
    {
        if (Known(values, resampled) is not var (known, samples)) return null;
        var hasQuotients = HasQuotients(known, samples);
        var (best, worst) = (Tied.With(known.Max(), known, samples, images), Tied.With(known.Min(), known, samples, images));
        var (mean, largest, smallest) = (known.Average(), known.Max(), known.Min());
        var moved = samples.Select((sample, r) => (
            Mean: 2 * mean - sample.Average(), Largest: largest - best.Highest[r], Smallest: smallest - worst.Lowest[r])).ToArray();

        var (whole, each) = (Disparity.OverKnown(known), samples.Select(Disparity.OverKnown).ToArray());
        var (ofOne, ofMean) = (Quantiles.NoneSeen / images.Min(), OfMean(known, images));
        var reach = LeftOpen(known, images) is { } open ? Math.Max(0, Over(open.Mean, open.Best) - Over(mean, largest)) : 0;
        return new(
            hasQuotients ? Of(of => of.DisparateImpact, ofMean, at => Over(at.Mean, at.Largest), Tied.Without(best), reach) : null,
            hasQuotients ? Of(of => of.Ratio, ofOne, at => Over(at.Smallest, at.Largest), Tied.Without(best, worst)) : null,
            Of(of => of.Gap, ofOne, at => at.Largest - at.Smallest, Tied.Without(best, worst)),
            Of(of => of.Smallest, ofOne, at => at.Smallest, Tied.Without(worst)),
            samples.Append(known).Any(sample => sample.Min() == 1)
                ? null
                : Of(of => of.WorstShare, ShareLeftOpen(known, images), at => Over((1 - at.Smallest) / known.Length, 1 - at.Mean),
                    Tied.Without(worst)));

        KinkedFigure Of(
            Func<Disparity, double?> measure, double floor, Func<(double Mean, double Largest, double Smallest), double> figure,
            bool hasAnchor, double reach = 0) =>
            new(measure(whole)!.Value, [.. each.Select(measure)], [.. moved.Select(figure)], hasAnchor, floor, new(0, 1), reach);
    }

    /// <summary>
    /// By how much the mean over classes may be another because a class showed nothing but hits, or nothing but errors: the smallest of
    /// them weighs most. Of classes without an error one stays the best, whose fall is <see cref="LeftOpen"/>'s.
    /// </summary>
    private static double OfMean(double[] known, IReadOnlyList<long> images)
    {
        long[] Sizes(double value) => [.. images.Where((_, c) => known[c] == value)];
        var (flawless, flawed) = (Sizes(1), Sizes(0));
        long[] open = flawless.Length > 1 ? [.. flawless, .. flawed] : flawed;
        return open.Length == 0 ? Quantiles.NoneSeen / images.Sum() : Math.Min(1, Quantiles.NoneSeen / open.Min()) / images.Count;
    }

    /// <summary>
    /// Mean and largest value where classes without an error are brought down, to the best of the others at most, as far as their images
    /// leave open (<see cref="ExactShare"/>): no resample of such a class differs, and it is the best. <see langword="null"/> where there
    /// is none, or no other.
    /// </summary>
    /// <param name="known">The K per-class values.</param>
    /// <param name="images">Images of each class.</param>
    private static (double Mean, double Best)? LeftOpen(double[] known, IReadOnlyList<long> images)
    {
        if (known.Max() < 1 || known.Min() == 1) return null;
        var next = known.Where(value => value < 1).Max();
        double[] lower =
            [.. known.Select((value, c) => value < 1 ? value : Math.Max(next, ExactShare.Interval(images[c], images[c])!.Value.Low))];
        return (lower.Average(), lower.Max());
    }

    /// <summary>Mean and largest value, as they are and mirrored; <see langword="null"/> where they are undefined.</summary>
    /// <param name="values">The K per-class values.</param>
    /// <param name="resampled">The same in every resample.</param>
    /// <param name="images">Images of each class.</param>
    public static RecallResamples? MeanAndLargest(double?[] values, double?[][] resampled, IReadOnlyList<long> images)
    {
        if (Known(values, resampled) is not var (known, samples) || !HasQuotients(known, samples)) return null;
        var best = Tied.With(known.Max(), known, samples, images);
        var (mean, largest) = (known.Average(), known.Max());
        return new(
            (mean, largest), [.. samples.Select(sample => (sample.Average(), sample.Max()))],
            [.. samples.Select(sample => (2 * mean - sample.Average(), 2 * largest - sample.Max()))],
            [.. samples.Select((sample, r) => (2 * mean - sample.Average(), largest - best.Highest[r]))], LeftOpen(known, images));
    }

    /// <summary>
    /// By how much the worst class's share of the errors may be another because classes showed no error, or nothing but errors: no
    /// resample of such a class differs. None is taken to err more than the worst.
    /// </summary>
    private static double ShareLeftOpen(double[] known, IReadOnlyList<long> images)
    {
        int[] Showing(double value) => [.. Enumerable.Range(0, known.Length).Where(c => known[c] == value)];
        var (flawless, flawed) = (Showing(1), Showing(0));
        double worst = 1 - known.Min(), all = known.Sum(value => 1 - value);
        var more = Math.Min(flawless.Length * worst, Unseen([.. flawless.Select(c => images[c])]));
        var less = Unseen([.. flawed.Skip(1).Select(c => images[c])]);
        return Math.Max(worst / all - worst / (all + more), worst / (all - less) - worst / all);
    }

    /// <summary>
    /// What shares of m classes come to together that show none with 2.5 %, if as many images of each are looked at as of the smallest:
    /// m (1 − 0.025^(1/mn)); of one class the end of <see cref="ExactShare"/>'s interval.
    /// </summary>
    private static double Unseen(IReadOnlyList<long> images) =>
        images.Count == 0 ? 0 : images.Count * (1 - Math.Pow(Quantiles.Tail, 1.0 / (images.Count * images.Min())));

    private static double Over(double part, double whole) => whole > 0 ? part / whole : 1;

    /// <summary>Whether there is something to divide by, in the sample and in every resample.</summary>
    private static bool HasQuotients(double[] known, double[][] samples) => samples.Append(known).All(sample => sample.Max() > 0);

    /// <summary>The values without their question marks; <see langword="null"/> if some is undefined.</summary>
    private static (double[] Values, double[][] Samples)? Known(double?[] values, double?[][] resampled)
    {
        var samples = new double[resampled.Length][];
        for (var r = 0; r < samples.Length; r++)
        {
            if (Defined.All(resampled[r]) is not { } sample) return null;
            samples[r] = sample;
        }
        return Defined.All(values) is { } known ? (known, samples) : null;
    }

    /// <summary>The classes that may be tied with the best or the worst.</summary>
    /// <param name="Highest">By resample, how far that of them is above its value that is furthest so.</param>
    /// <param name="Lowest">Likewise below.</param>
    /// <param name="AreAll">Whether every class is one of them.</param>
    private sealed record Tied(double[] Highest, double[] Lowest, bool AreAll)
    {
        /// <summary>
        /// Tied classes have one value, and so one variance of an image: the one that was best by luck shows less of it than it has, so
        /// none counts for less than the mean of all where nearness is judged, nor than the mean of the tied where deviations are.
        /// </summary>
        public static Tied With(double extreme, double[] values, double[][] samples, IReadOnlyList<long> images)
        {
            double smallest = images.Min();
            double[] size = [.. images.Select(count => count / smallest)];
            var variances = new double[values.Length];
            foreach (var sample in samples)
                for (var c = 0; c < variances.Length; c++) variances[c] += (sample[c] - values[c]) * (sample[c] - values[c]);
            for (var c = 0; c < variances.Length; c++) variances[c] /= samples.Length;
            double Mean(IEnumerable<int> of) => of.Average(c => variances[c] * size[c]);
            var all = Mean(Enumerable.Range(0, variances.Length));
            double Pooled(int c) => Math.Max(variances[c], all / size[c]);
            var at = Array.IndexOf(values, extreme);
            int[] near =
                [.. Enumerable.Range(0, values.Length)
                    .Where(c => Math.Abs(values[c] - extreme) <= Separation * Math.Sqrt(Pooled(c) + Pooled(at)))];
            var common = Mean(near);
            double[] scale = [.. near.Select(c => variances[c] > 0 ? Math.Sqrt(Math.Max(1, common / size[c] / variances[c])) : 1)];
            var (highest, lowest) = (new double[samples.Length], new double[samples.Length]);
            for (var r = 0; r < samples.Length; r++)
            {
                (highest[r], lowest[r]) = (double.NegativeInfinity, double.PositiveInfinity);
                for (var i = 0; i < near.Length; i++)
                {
                    var deviation = scale[i] * (samples[r][near[i]] - values[near[i]]);
                    (highest[r], lowest[r]) = (Math.Max(highest[r], deviation), Math.Min(lowest[r], deviation));
                }
            }
            return new(highest, lowest, near.Length == values.Length);
        }

        /// <summary>Whether a class stands outside of each of these ties.</summary>
        public static bool Without(params Tied[] ties) => ties.All(tie => !tie.AreAll);
    }
}

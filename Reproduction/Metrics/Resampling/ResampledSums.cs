namespace Reproduction.Metrics.Resampling;

/// <summary>
/// What is summed up over the images in every resample. All that does not depend on the resample is computed once, and resamples
/// are summed up side by side, so that thousands are affordable; classes are taken in groups, so that memory stays bounded. Of answers
/// without scores there are only <see cref="Counts"/>.
/// </summary>
internal sealed class ResampledSums
{
    /// <summary>Bytes of what a group of classes sums up to in all resamples.</summary>
    private const long GroupBytes = 1L << 24;

    /// <summary>Classes that one thread sums up at once.</summary>
    private const int Together = 8;

    private readonly Predictions predictions;
    private readonly Resamples resamples;
    private readonly int[] hits;
    private readonly int[] predicted;
    private readonly double[] areas;
    private readonly double[] nll;
    private readonly double[] brier;
    private readonly (double[], int[]) room;
    private bool hasArea = true;

    /// <summary>Sums up.</summary>
    /// <param name="predictions">The model's answers.</param>
    /// <param name="resamples">Resamples of its images.</param>
    /// <param name="progress">Told how far it is.</param>
    public ResampledSums(Predictions predictions, Resamples resamples, IProgress<Amount>? progress)
    {
        (this.predictions, this.resamples) = (predictions, resamples);
        var (classes, count) = (predictions.Classes, resamples.Count);
        (hits, predicted, areas) = (new int[classes * count], new int[classes * count], new double[count]);
        room = (new double[predictions.Count], new int[predictions.Count]);
        (nll, brier) = (new double[count], new double[count]);
        var image = 1.0 / predictions.Count;
        (Confidence, Classes) = (new(count, image), new(count, image / classes));
        ImageNll = Each(image => Calibration.NegativeLogLikelihood(predictions, image));
        ImageBrier = Each(image => Calibration.BrierScore(predictions, image));
        // Without scores nothing is kept of a class but its counts.
        var width = predictions.HasScores ? Calibration.Bins * count : 0;
        var group = width == 0 ? classes : (int)Math.Clamp(GroupBytes / (sizeof(double) * (long)width), 1, classes);
        var done = 0L;
        var sums = new double[group * width];
        for (var first = 0; first < classes; first += group)
        {
            var members = Math.Min(group, classes - first);
            AddClasses(first, predictions.HasScores ? members : 0, sums.AsMemory(0, members * width), () =>
            {
                done += members;
                progress?.Report(new("resampling", "resamples", done * count / ((long)classes * resamples.Blocks), count));
            });
        }
    }

    /// <summary>The loss of each image.</summary>
    public double[] ImageNll { get; }

    /// <summary>The Brier score of each image.</summary>
    public double[] ImageBrier { get; }

    /// <summary>Errors of the bins of confidence.</summary>
    public BinnedErrors Confidence { get; }

    /// <summary>Errors of the bins of every class's probability.</summary>
    public BinnedErrors Classes { get; }

    /// <summary>The mean negative log likelihood of a resample.</summary>
    public double Nll(int resample) => nll[resample] / predictions.Count;

    /// <summary>The Brier score of a resample.</summary>
    public double Brier(int resample) => brier[resample] / predictions.Count;

    /// <summary>The mean of the classes' areas in a resample; <see langword="null"/> where a class has no images or all.</summary>
    public double? Area(int resample) => hasArea ? areas[resample] / predictions.Classes : null;

    /// <summary>Hits and predictions of each class in a resample.</summary>
    public ClassCounts Counts(int resample, long[] supports)
    {
        var (own, taken) = (new long[predictions.Classes], new long[predictions.Classes]);
        for (var c = 0; c < own.Length; c++)
            (own[c], taken[c]) = (hits[c * resamples.Count + resample], predicted[c * resamples.Count + resample]);
        return new(own, supports, taken);
    }

    private double[] Each(Func<int, double> of)
    {
        var all = new double[predictions.HasScores ? predictions.Count : 0];
        if (resamples.AreFew)
            for (var image = 0; image < all.Length; image++) all[image] = of(image);
        else Parallel.For(0, all.Length, image => all[image] = of(image));
        return all;
    }

    private void AddClasses(int first, int count, Memory<double> sums, Action done)
    {
        var (rankings, series) = (new AurocRanking[count], new BinnedSeries[count]);
        for (var c = 0; c < count; c++)
        {
            rankings[c] = new(predictions.Labels, predictions.Ranks, predictions.Classes, first + c, room);
            series[c] = CalibrationBins.OfClass(predictions, first + c);
        }
        // What is no class's is summed up with the first group.
        BinnedSeries[] others = first == 0 && predictions.HasScores
            ? [CalibrationBins.OfConfidence(predictions), BinnedSeries.InOneBin(ImageNll), BinnedSeries.InOneBin(ImageBrier)]
            : [];
        var otherSums = new double[others.Sum(of => of.Bins) * resamples.Count];
        var lanes = resamples.SideBySide;
        var blockAreas = new double[count * lanes];
        for (var block = 0; block < resamples.Blocks; block++)
        {
            var times = resamples.Block(block);
            var begin = block * lanes;
            List<Action> work = [];
            foreach (var c in Enumerable.Range(0, count).Where(c => rankings[c].HasArea))
                work.Add(() => rankings[c].Areas(times, blockAreas.AsSpan(c * lanes, lanes)));
            for (var some = 0; some < count; some += Together)
            {
                var range = some..Math.Min(some + Together, count);
                work.Add(() => Sum(series[range], times, begin, sums.Span[(range.Start.Value * Calibration.Bins * resamples.Count)..]));
            }
            if (first == 0) work.Add(() => Count(times, begin));
            if (others.Length > 0) work.Add(() => Sum(others, times, begin, otherSums));
            if (resamples.AreFew)
                foreach (var part in work) part();
            else Parallel.Invoke([.. work]);
            for (var c = 0; c < count; c++)
                for (var lane = 0; lane < lanes && begin + lane < areas.Length; lane++) areas[begin + lane] += blockAreas[c * lanes + lane];
            done();
        }
        hasArea &= rankings.All(ranking => ranking.HasArea);
        if (others.Length > 0)
        {
            otherSums.AsSpan(Calibration.Bins * resamples.Count, resamples.Count).CopyTo(nll);
            otherSums.AsSpan((Calibration.Bins + 1) * resamples.Count).CopyTo(brier);
            AddErrors(Confidence, others[..1], otherSums.AsSpan(0, Calibration.Bins * resamples.Count));
        }
        AddErrors(Classes, series, sums.Span);
    }

    private void AddErrors(BinnedErrors errors, BinnedSeries[] series, Span<double> sums)
    {
        foreach (ref var sum in sums) sum /= predictions.Count;
        var at = 0;
        foreach (var whole in series.SelectMany(of => of.Sums()))
        {
            errors.Add(whole / predictions.Count, sums.Slice(at, resamples.Count));
            at += resamples.Count;
        }
    }

    /// <summary>Sums up series in the resamples of a block.</summary>
    private void Sum(BinnedSeries[] series, byte[] times, int begin, Span<double> into)
    {
        var lanes = resamples.SideBySide;
        var known = Math.Min(lanes, resamples.Count - begin);
        var at = 0;
        foreach (var sums in BinnedSeries.Sums(series, times, lanes))
            for (var bin = 0; bin < sums.Length; bin += lanes, at += resamples.Count) sums.AsSpan(bin, known).CopyTo(into[(at + begin)..]);
    }

    private void Count(byte[] times, int begin)
    {
        var lanes = resamples.SideBySide;
        var (own, taken) = (new int[predictions.Classes * lanes], new int[predictions.Classes * lanes]);
        for (var image = 0; image < predictions.Count; image++)
        {
            var row = times.AsSpan(image * lanes, lanes);
            var answer = predictions.Predicted[image];
            Lanes.Add(taken.AsSpan(answer * lanes, lanes), row);
            if (predictions.Labels[image] == answer) Lanes.Add(own.AsSpan(answer * lanes, lanes), row);
        }
        for (var c = 0; c < predictions.Classes; c++)
        {
            var known = Math.Min(lanes, resamples.Count - begin);
            own.AsSpan(c * lanes, known).CopyTo(hits.AsSpan(c * resamples.Count + begin));
            taken.AsSpan(c * lanes, known).CopyTo(predicted.AsSpan(c * resamples.Count + begin));
        }
    }
}

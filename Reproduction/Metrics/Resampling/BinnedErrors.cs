namespace Reproduction.Metrics.Resampling;

/// <summary>
/// A calibration error as the sum of the sizes of its bins' errors, gathered bin by bin. |error| has a kink at 0 (see
/// <see cref="BinnedFigure"/>): a bin that is right shows an error by luck, so that the sum is too large, and a resample's too
/// large once more. A bin whose error is within <see cref="Separation"/> standard errors of 0 may be right: then its resamples'
/// deviations count by their size; or not, then with the sign of its error.
/// </summary>
/// <param name="resamples">How many resamples there are.</param>
/// <param name="image">What one image can add to a bin.</param>
internal sealed class BinnedErrors(int resamples, double image)
{
    private const double Separation = 2.5;

    private readonly double[] sums = new double[resamples];
    private readonly double[] atKink = new double[resamples];
    private readonly double[] offKink = new double[resamples];
    private double point;

    /// <summary>Adds a bin.</summary>
    /// <param name="error">Its share of the error, with its sign.</param>
    /// <param name="resampled">The same in every resample.</param>
    public void Add(double error, ReadOnlySpan<double> resampled)
    {
        double squares = 0;
        foreach (var sample in resampled) squares += (sample - error) * (sample - error);
        var scatter = Math.Sqrt(squares / resampled.Length);
        // No resample shows the event that a bin has not had: what it lacks may be luck altogether.
        var isAway = Math.Abs(error) > Separation * Math.Max(scatter, image);
        var luck = scatter < image ? Math.Abs(error) : 0;
        for (var r = 0; r < resampled.Length; r++)
        {
            var deviation = resampled[r] - error;
            var slope = Math.Sign(error) * deviation;
            atKink[r] += isAway ? slope : Math.Max(luck, Math.Abs(deviation));
            offKink[r] += slope;
            sums[r] += Math.Abs(resampled[r]);
        }
        point += Math.Abs(error);
    }

    /// <summary>The figure of all bins.</summary>
    /// <param name="images">Images of all bins together.</param>
    public BinnedFigure Figure(long images) =>
        new(point, [.. sums.Select(sum => (double?)sum)], atKink, offKink, Quantiles.NoneSeen / images);
}

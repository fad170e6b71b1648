namespace Reproduction.Metrics;

/// <summary>
/// A calibration error as the sum of the sizes of its bins' errors. |error| has a kink at 0 (see <see cref="KinkedFigure"/>): a
/// bin that is right shows an error by luck, so that the sum is too large, and a resample's too large once more. A bin whose
/// error is within <see cref="Separation"/> standard errors of 0 may be right: its resamples' deviations count by their size.
/// </summary>
internal static class BinnedErrors
{
    private const double Separation = 2.5;

    /// <summary>The figure.</summary>
    /// <param name="errors">Each bin's share of the error, with its sign.</param>
    /// <param name="resampled">The same in every resample.</param>
    /// <param name="images">Images of all bins together.</param>
    /// <param name="image">What one image can add to a bin.</param>
    public static KinkedFigure Figure(double[] errors, double[][] resampled, long images, double image)
    {
        double[] deviations = [.. errors.Select((error, b) => Math.Sqrt(resampled.Average(sample => (sample[b] - error) * (sample[b] - error))))];
        // No resample shows the event that a bin has not had: what it lacks may be luck altogether.
        bool[] isAway = [.. errors.Select((error, b) => Math.Abs(error) > Separation * Math.Max(deviations[b], image))];
        double[] luck = [.. errors.Select((error, b) => deviations[b] < image ? Math.Abs(error) : 0)];
        var point = errors.Sum(Math.Abs);
        double Deviation(double[] sample)
        {
            double sum = 0;
            for (var b = 0; b < errors.Length; b++)
            {
                var deviation = sample[b] - errors[b];
                sum += isAway[b] ? Math.Sign(errors[b]) * deviation : Math.Max(luck[b], Math.Abs(deviation));
            }
            return sum;
        }
        return new(
            point, [.. resampled.Select(sample => (double?)sample.Sum(Math.Abs))], [.. resampled.Select(sample => point - Deviation(sample))],
            // Each bin has a kink of its own: that some are away from theirs says nothing of the others in another model.
            hasAnchor: false, Quantiles.NoneSeen / images, new(0, 1));
    }
}

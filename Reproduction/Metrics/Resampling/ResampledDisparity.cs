namespace Reproduction.Metrics.Resampling;

/// <summary>The measures of a disparity (<see cref="Disparity"/>), each with its values in every resample.</summary>
/// <param name="DisparateImpact">Mean over classes / largest.</param>
/// <param name="Ratio">Smallest / largest.</param>
/// <param name="Gap">Largest − smallest.</param>
/// <param name="Smallest">The smallest.</param>
/// <param name="WorstShare">The smallest's share of what all classes lack of 1.</param>
internal sealed record ResampledDisparity(
    ResampledFigure DisparateImpact, ResampledFigure Ratio, ResampledFigure Gap, ResampledFigure Smallest, ResampledFigure WorstShare)
{
    /// <summary>The disparity of per-class values.</summary>
    /// <param name="values">The K per-class values.</param>
    /// <param name="resampled">The same in every resample.</param>
    /// <param name="images">Images of each class.</param>
    public static ResampledDisparity Of(double?[] values, double?[][] resampled, IReadOnlyList<long> images)
    {
        var tied = TiedClasses.Figures(values, resampled, images);
        // Where some resample leaves a class undefined, what is known of each measure is its values.
        var plain = new Lazy<Disparity[]>(() => [.. resampled.Select(Disparity.Over)]);
        return new(
            Known(tied?.DisparateImpact, of => of.DisparateImpact), Known(tied?.Ratio, of => of.Ratio), Known(tied?.Gap, of => of.Gap),
            Known(tied?.Smallest, of => of.Smallest), Known(tied?.WorstShare, of => of.WorstShare));

        ResampledFigure Known(KinkedFigure? figure, Func<Disparity, double?> of) =>
            figure ?? new ResampledFigure(of(Disparity.Over(values)), [.. plain.Value.Select(of)]);
    }
}

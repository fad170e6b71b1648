namespace Reproduction.Metrics.Resampling;

/// <summary>
/// The measures of a disparity (<see cref="Disparity"/>) where classes may be tied; each <see langword="null"/> where it is undefined in
/// the sample or a resample.
/// </summary>
/// <param name="DisparateImpact">Mean over classes / largest.</param>
/// <param name="Ratio">Smallest / largest.</param>
/// <param name="Gap">Largest − smallest.</param>
/// <param name="Smallest">The smallest.</param>
/// <param name="WorstShare">The smallest's share of what all classes lack of 1.</param>
internal sealed record KinkedDisparity(
    KinkedFigure? DisparateImpact, KinkedFigure? Ratio, KinkedFigure? Gap, KinkedFigure? Smallest, KinkedFigure? WorstShare);

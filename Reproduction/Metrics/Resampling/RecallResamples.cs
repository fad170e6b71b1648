namespace Reproduction.Metrics.Resampling;

/// <summary>
/// Mean and best recall of a model, in its resamples as they are and mirrored, with the best alone or tied with those near it.
/// </summary>
/// <param name="Point">On the test images.</param>
/// <param name="Plain">In every resample.</param>
/// <param name="Untied">Mirrored: as far below the point as a resample is above it.</param>
/// <param name="Tied">Mirrored, where classes near the best are tied with it.</param>
/// <param name="LeftOpen">
/// Where classes without an error have as few hits as their images leave open, which no resample shows; <see langword="null"/> where there
/// is none.
/// </param>
internal sealed record RecallResamples(
    (double Mean, double Best) Point, (double Mean, double Best)[] Plain, (double Mean, double Best)[] Untied,
    (double Mean, double Best)[] Tied, (double Mean, double Best)? LeftOpen);

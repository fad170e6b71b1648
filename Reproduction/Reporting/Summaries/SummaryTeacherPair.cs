namespace Reproduction.Reporting.Summaries;

/// <summary>Two teachers of one model, over several seeds.</summary>
/// <param name="First">One teacher's name.</param>
/// <param name="Second">The other's.</param>
/// <param name="Students">Who learns from both.</param>
/// <param name="Agreement">On which share of the images they predict the same class.</param>
/// <param name="EitherRight">On which share at least one of them is right.</param>
/// <param name="BetterAlone">The accuracy of the more accurate of the two, seed by seed.</param>
/// <param name="Disagreement">Of each class the mean share on which they do not agree; <see langword="null"/> without images of it.</param>
/// <param name="EitherRightByClass">Of each class the mean share on which at least one is right, likewise.</param>
/// <param name="IsMadeOnce">Whether both were made once, so that no seed differs from another.</param>
public sealed record SummaryTeacherPair(
    string First, string Second, IReadOnlyList<string> Students, SummaryFigure Agreement, SummaryFigure EitherRight,
    SummaryFigure BetterAlone, IReadOnlyList<double?> Disagreement, IReadOnlyList<double?> EitherRightByClass, bool IsMadeOnce)
{
    /// <summary>The pair's name.</summary>
    public string Name => $"{First}, {Second}";

    /// <summary>Over the seeds.</summary>
    /// <param name="seeds">The pair in each run.</param>
    /// <param name="madeOnce">Whether both were made once.</param>
    internal static SummaryTeacherPair Of(IReadOnlyList<TeacherPair> seeds, bool madeOnce)
    {
        return new(
            seeds[0].First, seeds[0].Second, seeds[0].Students, Share(seed => seed.Agreement.Share),
            Share(seed => seed.EitherRight.Share), Share(seed => seed.BetterAlone), ByClass(seed => seed.Agreement.DisagreementByClass),
            ByClass(seed => seed.EitherRight.ByClass), madeOnce);

        SummaryFigure Share(Func<TeacherPair, double> of) => SummaryFigure.OfShares([.. seeds.Select(seed => (of(seed), seed.Images))]);

        IReadOnlyList<double?> ByClass(Func<TeacherPair, IReadOnlyList<double?>> of) =>
            [.. of(seeds[0]).Select((_, c) => seeds.Average(seed => of(seed)[c]))];
    }
}

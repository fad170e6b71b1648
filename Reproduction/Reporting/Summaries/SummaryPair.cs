using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Reporting.Summaries;

/// <summary>Two models over several seeds, paired by seed.</summary>
/// <param name="First">One model's name.</param>
/// <param name="Second">The other's.</param>
/// <param name="Figures">In the order of <see cref="Summary.PairFigures"/>; <see langword="null"/> where a seed leaves one
/// undefined.</param>
/// <param name="Classes">Each class.</param>
/// <param name="MadeOnce">What they are made from, themselves included, that was made once and is shared by all seeds.</param>
public sealed record SummaryPair(
    string First, string Second, IReadOnlyList<PairFigure?> Figures, IReadOnlyList<PairClass> Classes, IReadOnlyList<string> MadeOnce)
{
    /// <summary>Whether one of the two is in doubt, so that the pair says nothing and no difference is beyond noise.</summary>
    public bool SaysNothing { get; init; }

    /// <summary>Whether both were made once themselves, so that no seed differs from another.</summary>
    public bool IsMadeOnce => MadeOnce.Contains(First) && MadeOnce.Contains(Second);

    /// <summary>The pair's name.</summary>
    public string Name => $"{First} − {Second}";

    /// <summary>One of its figures.</summary>
    /// <param name="figure">Which.</param>
    public PairFigure? Figure(Figure figure) => Figures[Summary.PairFigures.ToList().IndexOf(figure)];

    /// <summary>Compares two models.</summary>
    internal static SummaryPair Of(SeedsOfModel first, SeedsOfModel second)
    {
        var classes = Enumerable.Range(0, first.Seeds[0].Matrix.Classes).Select(c =>
            first.Seeds.Zip(second.Seeds, (one, two) => one.Matrix.Recall(c) - two.Matrix.Recall(c)).ToList()).ToList();
        var tests = classes.Select(differences => Defined.All(differences) is { } known ? SummaryFigure.TestOf(known) : null).ToList();
        var saysNothing = first.IsInDoubt || second.IsInDoubt;
        var adjusted = Holm.Adjusted([.. tests.Select(test => saysNothing ? null : test?.PValue)]);
        return new(
            first.Name, second.Name, [.. Summary.PairFigures.Select(figure => first.Minus(second, figure))],
            [.. classes.Select((differences, c) => new PairClass(differences.Contains(null) ? null : differences.Average(), adjusted[c]))],
            [.. first.MadeOnce.Union(second.MadeOnce)])
        {
            SaysNothing = saysNothing,
        };
    }

    /// <summary>The same pairs, each figure's tests corrected for the number of pairs by Holm's method.</summary>
    internal static IReadOnlyList<SummaryPair> Corrected(IReadOnlyList<SummaryPair> pairs)
    {
        var adjusted = Summary.PairFigures.Select((_, row) =>
            Holm.Adjusted([.. pairs.Select(pair => pair.SaysNothing ? null : pair.Figures[row]?.Difference.Test?.PValue)])).ToList();
        return [.. pairs.Select((pair, p) =>
            pair with { Figures =
                [.. pair.Figures.Select((figure, row) => figure is null ? null : figure with { Adjusted = adjusted[row][p] })] })];
    }
}

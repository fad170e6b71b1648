using Reproduction.Reporting.Summaries;

namespace Reproduction.Reporting.Plots;

/// <summary>The figures of a summary.</summary>
/// <param name="Forest">Of all pairs, each figure for itself.</param>
/// <param name="Frontier">Worst class against accuracy.</param>
internal sealed record SummaryPlots(IReadOnlyList<Plot> Forest, IReadOnlyList<Plot> Frontier)
{
    /// <summary>Of a text that stands alone.</summary>
    public static SummaryPlots None { get; } = new([], []);

    /// <summary>All of them.</summary>
    public IEnumerable<Plot> All => [.. Forest, .. Frontier];

    /// <summary>Draws a summary.</summary>
    /// <param name="summary">The seeds.</param>
    public static SummaryPlots Of(Summary summary) =>
        new(ForestPlot.Of(summary), summary.Frontier is { } frontier ? [FrontierPlot.Of(summary, frontier)] : []);
}

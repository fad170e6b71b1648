using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Reporting.Plots;
using Reproduction.Reporting.Summaries;

namespace Reproduction.Reporting.Pages;

/// <summary>A summary's two tables for a paper: what models differ by, and what they reach.</summary>
public static class SummaryLatex
{
    /// <summary>Writes them.</summary>
    /// <param name="summary">The seeds.</param>
    public static string Of(Summary summary)
    {
        var figures = ForestPlot.Figures;
        var levels = figures.Where(figure => figure.Of != FigureOf.Pair).ToList();
        var pairs = summary.Pairs.Count == 0 ? "" : LatexTable.Of(
            $"{summary.Recipe}: mean differences over {summary.Seeds.Count} seeds, paired by seed, with 95 % intervals of the paired "
            + $"t-test; bold: p < {Significance.Level} after Holm's correction for the number of pairs ({summary.Pairs.Count})",
            ["first − second", .. figures.Select(figure => figure.Words)],
            summary.Pairs.Select(pair =>
                figures.Select(figure => Cell(pair.Figure(figure))).Prepend(LatexTable.Escaped(pair.Name)).ToList()));
        var models = LatexTable.Of(
            $"{summary.Recipe}: means over {summary.Seeds.Count} seeds ± deviation between seeds, with 95 % intervals of the mean over "
            + "other seeds and other test images",
            ["model", .. levels.Select(figure => figure.Words)],
            summary.Models.Select(model =>
                levels.Select(figure => SummaryMarkdown.Level(model.Figure(figure))).Prepend(model.Name)
                    .Select(LatexTable.Escaped).ToList()));
        return pairs.Length == 0 ? models : $"{pairs}\n{models}";
    }

    private static string Cell(PairFigure? figure)
    {
        if (figure is null) return "undefined";
        var (mean, test) = (figure.Difference.Mean, figure.Difference.Test);
        var cell = LatexTable.Escaped(
            Written.Difference(mean) + (test is null ? "" : $" {Written.DifferenceInterval(test.Interval)}"));
        return figure.IsBeyondNoise ? LatexTable.Bold(cell) : cell;
    }
}

using Reproduction.Metrics;

namespace Reproduction.Reporting.Summaries;

/// <summary>One model over several seeds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Figures">In the order of <see cref="Summary.Figures"/>; <see langword="null"/> where a seed leaves one undefined.</param>
/// <param name="WorstClasses">The classes of the smallest recall, with the number of seeds in which they are, most often first.</param>
/// <param name="IsMadeOnce">Whether it was made once and is the same in all seeds.</param>
public sealed record SummaryModel(
    string Name, IReadOnlyList<SummaryFigure?> Figures, IReadOnlyList<(string Class, int Seeds)> WorstClasses, bool IsMadeOnce)
{
    /// <summary>One of its figures.</summary>
    /// <param name="figure">Which.</param>
    public SummaryFigure? Figure(Figure figure) => Figures[Summary.Figures.ToList().IndexOf(figure)];

    /// <summary>Measures a model.</summary>
    internal static SummaryModel Of(SeedsOfModel model, IReadOnlyList<string> classNames) => new(
        model.Name, [.. Summary.Figures.Select(model.Level)],
        [
            .. model.Seeds.SelectMany(seed => WorstClass.Of(seed.Matrix)).CountBy(c => c).OrderByDescending(of => of.Value).ThenBy(of =>
                of.Key)
                .Select(of => (classNames[of.Key], of.Value)),
        ],
        model.IsMadeOnce);
}

using Reproduction.Recipes;
using Reproduction.Training;

namespace Reproduction.Reporting;

/// <summary>What a run's report is made of. No times are in it, so that equal runs have equal reports.</summary>
/// <param name="Title">One line, such as <c>quick: fashion-mnist, seed 1</c>.</param>
/// <param name="Warnings">What makes the figures mean something else than their names say; stands above all else. Usually none.</param>
/// <param name="Protocol">What was done, row by row of the report's table.</param>
/// <param name="Notes">What a reader must know to judge the figures, a sentence each.</param>
/// <param name="ClassNames">K names in class order.</param>
/// <param name="Models">The models in the order of the report; all on the same test images in the same order.</param>
/// <param name="Compare">Whose figures are subtracted; the first pair is the question that the report answers first.</param>
/// <param name="History">The epochs of all models, each model's in order.</param>
public sealed record RunReport(
    string Title,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<(string Name, string Value)> Protocol,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<ModelResult> Models,
    IReadOnlyList<ModelPair> Compare,
    IReadOnlyList<HistoryRow> History)
{
    /// <summary>The files that the report is made of, where they lie: the page links them.</summary>
    public IReadOnlyList<RunFileLinks> Files { get; init; } = [];

    /// <summary>The recipe as a file, all defaults written out, which lies beside the report; null where nobody has it.</summary>
    public string? Recipe { get; init; }
}

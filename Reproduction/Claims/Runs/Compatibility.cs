using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Claims.Runs;

/// <summary>
/// Does a change keep the numbers? Fresh runs of the changed program against stored runs of the old one. The rule, written
/// before any run was looked at: of each model, accuracy, disparate impact, calibration error and the last epoch's training loss
/// are compared by Student's two-sample t-test (<see cref="TTest.OfSets"/>); the answer is no if Holm's procedure at a
/// family-wise level of 5 % rejects any of them, or if the recipes differ in a value. Else it is yes where the intervals of all
/// figures, which hold together at 95 % (Bonferroni), lie within each figure's margin; else the runs cannot tell.
/// </summary>
/// <param name="Figures">Each figure with its test, by model.</param>
/// <param name="RecipeDifferences">Values in which the recipes differ, a line each.</param>
/// <param name="EnoughRuns">Whether there are as many runs as the rule asks for.</param>
public sealed record Compatibility(IReadOnlyList<ComparedFigure> Figures, IReadOnlyList<string> RecipeDifferences, bool EnoughRuns)
{
    /// <summary>Models that were made once for all seeds and are not compared: one network says nothing of what seeds scatter.</summary>
    public IReadOnlyList<string> MadeOnce { get; init; } = [];

    /// <summary>Probability of a wrong no, over all figures together.</summary>
    public const double Level = Significance.Level;

    /// <summary>Power with which a change must be seen to count as one that these runs see.</summary>
    public const double Power = Significance.Power;

    /// <summary>
    /// The change of each figure that must not go unseen: of disparate impact the published effect, of accuracy, calibration error
    /// and training loss what a changed temperature or learning rate makes on a small recipe, or less.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Margins { get; } =
        new Dictionary<string, double>
        {
            [FigureCatalogue.Accuracy.Key] = 0.02,
            [FigureCatalogue.DisparateImpact.Key] = 0.0293,
            [FigureCatalogue.Ece.Key] = 0.015,
            ["train_loss"] = 0.15
        };

    /// <summary>Fewest runs of the reference.</summary>
    public const int ReferenceRuns = 5;

    /// <summary>Fewest fresh runs.</summary>
    public const int FreshRuns = 3;

    /// <summary>The answer by the rule.</summary>
    public CompatibilityAnswer Answer => RecipeDifferences.Count > 0 || Figures.Any(figure => figure.IsRejected)
        ? CompatibilityAnswer.No
        : EnoughRuns && Figures.All(figure => figure.IsWithinMargin) ? CompatibilityAnswer.Yes : CompatibilityAnswer.Underpowered;

    /// <summary>Compares two sets of runs.</summary>
    /// <param name="fresh">Runs of the changed program.</param>
    /// <param name="reference">Runs of the program as it was.</param>
    /// <exception cref="BadInputException">
    /// Runs are of different images, those of the reference of different recipes, or one lacks a figure.
    /// </exception>
    public static Compatibility Of(IReadOnlyList<RunFigures> fresh, IReadOnlyList<RunFigures> reference)
    {
        var first = reference[0];
        foreach (var run in reference.Concat(fresh))
            if (run.Record.Dataset.Fingerprint != first.Record.Dataset.Fingerprint)
                throw new BadInputException($"{run.Folder}: a run on other images, expected those of {first.Folder}");
        foreach (var run in reference)
            if (run.Record.RecipeHash != first.Record.RecipeHash)
                throw new BadInputException($"{run.Folder}: a run of another recipe, expected that of {first.Folder}");
        var differences = fresh.SelectMany(run => ProtocolDifferences.OfValues(run.Record, first.Record)).Distinct().ToList();
        if (first.Values.Count == 0)
            throw new BadInputException($"{first.Folder}: every model was made once for all seeds, expected one that each seed makes");
        var pinned = fresh.SelectMany(run => run.Record.Models.Keys.Where(run.Record.IsMadeOnce)).ToHashSet();
        foreach (var model in first.Values.Keys.Select(key => key.Model).Distinct().Where(pinned.Contains))
            differences.Add($"models.{model}.seed: made once in place of once for each seed");
        return Of(
            [
                .. first.Values.Keys.Where(key => !pinned.Contains(key.Model))
                    .Select(key => (key.Model, key.Figure, Values(fresh, key), Values(reference, key))),
            ], differences) with
        {
            MadeOnce = [.. first.Record.Models.Keys.Where(first.Record.IsMadeOnce)],
        };
    }

    /// <summary>Compares figures, whatever they are of.</summary>
    /// <param name="figures">Each model's figures, one a run.</param>
    /// <param name="recipeDifferences">Values in which the recipes differ.</param>
    public static Compatibility Of(
        IReadOnlyList<(string Model, string Figure, IReadOnlyList<double> Fresh, IReadOnlyList<double> Reference)> figures,
        IReadOnlyList<string> recipeDifferences)
    {
        // Intervals and power at the strictest step of Holm's procedure, which is Bonferroni's.
        var tests = figures.Select(figure => TTest.OfSets(figure.Fresh, figure.Reference, Level / figures.Count)).ToList();
        List<bool> tied = [.. figures.Select(figure => TTest.AreTied(figure.Fresh) && TTest.AreTied(figure.Reference))];
        // Tied figures say nothing, and are among the tests all the same: which are tied depends on the runs, and what is asked does not.
        var adjusted = Holm.Adjusted([.. tests.Select((test, i) => tied[i] ? (double?)null : test.PValue)]);
        return new(
            [
                .. figures.Select((figure, i) =>
                    new ComparedFigure(figure.Model, figure.Figure, tests[i], adjusted[i] < Level) { IsTied = tied[i] }),
            ],
            recipeDifferences, figures.All(figure => figure.Fresh.Count >= FreshRuns && figure.Reference.Count >= ReferenceRuns));
    }

    private static List<double> Values(IReadOnlyList<RunFigures> runs, (string, string) key) =>
        [.. runs.Select(run => run.Values.TryGetValue(key, out var value)
            ? value
            : throw new BadInputException($"{run.Folder}: no {key.Item2} of {key.Item1}, expected every figure of the reference"))];
}

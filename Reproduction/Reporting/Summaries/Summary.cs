using Reproduction.Metrics;

namespace Reproduction.Reporting.Summaries;

/// <summary>Several seeds of one recipe: every figure of its models and of their differences over the seeds.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Seeds">The seeds, ascending.</param>
/// <param name="TestImages">How many test images each run has, the same ones.</param>
/// <param name="ClassNames">K names in class order.</param>
/// <param name="Warnings">What makes figures mean something else than their names say, with the seeds where it does; usually none.</param>
/// <param name="Models">Each model.</param>
/// <param name="Pairs">Each comparison.</param>
/// <param name="Agreements">How often pairs of models agree.</param>
/// <param name="TeacherPairs">What two teachers of one model know together.</param>
/// <param name="Frontier">The models against class offsets of the one with which the recipe compares first; none where it compares
/// none.</param>
public sealed record Summary(
    string Recipe, IReadOnlyList<long> Seeds, int TestImages, IReadOnlyList<string> ClassNames, IReadOnlyList<string> Warnings,
    IReadOnlyList<SummaryModel> Models, IReadOnlyList<SummaryPair> Pairs, IReadOnlyList<SummaryAgreement> Agreements,
    IReadOnlyList<SummaryTeacherPair> TeacherPairs, SummaryFrontier? Frontier)
{
    /// <summary>What its text is called beside the seeds' folders; the page and the plots go with it.</summary>
    public const string FileName = "summary.md";

    /// <summary>The figures of a model.</summary>
    public static IReadOnlyList<Figure> Figures { get; } = ReportedFigures.OfModels;

    /// <summary>The figures of a pair.</summary>
    public static IReadOnlyList<Figure> PairFigures { get; } = [.. Figures, FigureCatalogue.ExcessOverProportionalErrors];

    /// <summary>Summarises runs.</summary>
    /// <param name="folders">The runs' folders, or folders of <c>seed-N</c>.</param>
    /// <exception cref="BadInputException">
    /// A folder is no whole run, or the runs are not seeds of one recipe on the same images.
    /// </exception>
    public static Summary Of(IReadOnlyList<string> folders) => Of(folders, new MeasuredPredictions());

    /// <summary>Summarises runs of which some models may have been measured.</summary>
    /// <param name="folders">The runs' folders, or folders of <c>seed-N</c>.</param>
    /// <param name="measured">What has been measured; takes what is measured now.</param>
    /// <exception cref="BadInputException">
    /// A folder is no whole run, or the runs are not seeds of one recipe on the same images.
    /// </exception>
    internal static Summary Of(IReadOnlyList<string> folders, MeasuredPredictions measured)
    {
        var runs = SeedRuns.Read(folders);
        var (_, reference, report) = runs[0];
        var models = report.Models.Select((_, m) => new SeedsOfModel([.. runs.Select(run => run.Report.Models[m])], measured)).ToList();
        SeedsOfModel Model(string name) => models.Single(model => model.Name == name);
        bool AreMadeOnce(string first, string second) => Model(first).IsMadeOnce && Model(second).IsMadeOnce;
        var pairs = report.Compare.Where(pair => models.Any(model => model.Name == pair.First)
            && models.Any(model => model.Name == pair.Second)).ToList();
        var agreements = runs.Select(run => ModelAgreement.Of(run.Report)).ToList();
        var teachers = runs.Select(run => TeacherPair.Of(run.Report)).ToList();
        return new(
            reference.Recipe, [.. runs.Select(run => run.Record.Seed)], report.Models[0].Predictions.Count, report.ClassNames,
            [
                .. runs.SelectMany(run => run.Report.Warnings.Select(warning => (warning, run.Record.Seed))).GroupBy(of =>
                    of.warning, of => of.Seed)
                    .Select(of => $"Seed{(of.Count() > 1 ? "s" : "")} {string.Join(", ", of)}: {of.Key}"),
                .. SeedRuns.Differences(runs),
                .. report.Compare.Except(pairs).Select(pair => $"{pair.First} − {pair.Second} is not here: these runs do not have both."),
            ],
            [.. models.Select(model => SummaryModel.Of(model, report.ClassNames))],
            SummaryPair.Corrected([.. pairs.Select(pair => SummaryPair.Of(Model(pair.First), Model(pair.Second)))]),
            [
                .. agreements[0].Select((of, pair) =>
                    SummaryAgreement.Of([.. agreements.Select(seed => seed[pair])], AreMadeOnce(of.First, of.Second))),
            ],
            [
                .. teachers[0].Select((of, pair) =>
                    SummaryTeacherPair.Of([.. teachers.Select(seed => seed[pair])], AreMadeOnce(of.First, of.Second))),
            ],
            pairs.Count == 0 ? null : SummaryFrontier.Of(Model(pairs[0].Second), models));
    }
}

using Reproduction.Metrics;
using Reproduction.Runs;

namespace Reproduction.Reporting;

/// <summary>Several seeds of one recipe: every figure of its models and of their differences over the seeds.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Seeds">The seeds, ascending.</param>
/// <param name="TestImages">How many test images each run has, the same ones.</param>
/// <param name="Models">Each model's figures, in the order of <see cref="Figures"/>; <see langword="null"/> where a seed leaves one undefined.</param>
/// <param name="Pairs">Each comparison's, with the probability that the first model's figure is above the second's.</param>
public sealed record Summary(
    string Recipe, IReadOnlyList<long> Seeds, int TestImages, IReadOnlyList<(string Model, IReadOnlyList<SummaryFigure?> Figures)> Models,
    IReadOnlyList<(string First, string Second, IReadOnlyList<(SummaryFigure Difference, double ProbabilityAbove)?> Figures)> Pairs)
{
    /// <summary>The figures.</summary>
    public static IReadOnlyList<Figure> Figures { get; } = ReportedFigures.OfModels;

    /// <summary>Summarises runs.</summary>
    /// <param name="folders">The runs' folders, or folders of <c>seed-N</c>.</param>
    /// <exception cref="BadInputException">A folder is no whole run, or the runs are not seeds of one recipe on one set of test images.</exception>
    public static Summary Of(IReadOnlyList<string> folders)
    {
        var runs = folders.SelectMany(Runs).Select(folder => (Folder: folder, Record: RunRecord.Read(Path.Combine(folder, "run.json")), Report: StoredRun.Read(folder)))
            .OrderBy(run => run.Record.Seed).ToList();
        if (runs.Count < 2) throw new BadInputException($"{runs.Count} runs, expected at least two seeds of one recipe");
        var (first, reference, report) = runs[0];
        foreach (var (folder, record, other) in runs.Skip(1))
        {
            if (record.RecipeHash != reference.RecipeHash)
                throw new BadInputException($"{folder}: a run of recipe {record.Recipe} ({record.RecipeHash[..Math.Min(16, record.RecipeHash.Length)]}), expected {reference.Recipe} ({reference.RecipeHash[..Math.Min(16, reference.RecipeHash.Length)]}) as in {first}");
            if (!other.Models.Select(model => model.Name).SequenceEqual(report.Models.Select(model => model.Name)))
                throw new BadInputException($"{folder}: models {Written.List(other.Models.Select(model => model.Name))}, expected {Written.List(report.Models.Select(model => model.Name))} as in {first}");
            if (!other.Models[0].Predictions.Labels.SequenceEqual(report.Models[0].Predictions.Labels))
                throw new BadInputException($"{folder}: its test images are others than those of {first}");
        }
        foreach (var same in runs.GroupBy(run => run.Record.Seed).Where(seed => seed.Count() > 1))
            throw new BadInputException($"{same.Last().Folder}: a run of seed {same.Key}, as {same.First().Folder} is; expected each seed once");

        var models = report.Models.Select((model, m) => (model.Name, Seeds: runs.Select(run => new Seed(run.Report.Models[m].Predictions)).ToList())).ToList();
        return new(
            reference.Recipe, [.. runs.Select(run => run.Record.Seed)], report.Models[0].Predictions.Count,
            [.. models.Select(model => (model.Name, (IReadOnlyList<SummaryFigure?>)[.. Figures.Select(figure => Level(model.Seeds, figure.Key))]))],
            [
                .. report.Compare.Where(pair => models.Any(model => model.Name == pair.First) && models.Any(model => model.Name == pair.Second))
                    .Select(pair => (pair.First, pair.Second, (IReadOnlyList<(SummaryFigure, double)?>)[.. Figures.Select(figure =>
                        Difference(models.Single(model => model.Name == pair.First).Seeds, models.Single(model => model.Name == pair.Second).Seeds, figure.Key))])),
            ]);
    }

    private static IEnumerable<string> Runs(string folder) => File.Exists(Path.Combine(folder, "run.json"))
        ? [folder]
        : Directory.Exists(folder) && Directory.GetDirectories(folder, "seed-*").Where(run => File.Exists(Path.Combine(run, "run.json"))).ToList() is { Count: > 0 } seeds
            ? seeds
            : throw new BadInputException($"{folder}: no run there, expected run.json or folders seed-N of whole runs");

    private static SummaryFigure? Level(IReadOnlyList<Seed> seeds, string metric) => Known(seeds, metric) is { } values
        ? SummaryFigure.Of(values, [.. seeds.Select(seed => seed.Resampled.Resamples(metric))])
        : null;

    private static (SummaryFigure, double)? Difference(IReadOnlyList<Seed> first, IReadOnlyList<Seed> second, string metric)
    {
        if (Known(first, metric) is not { } mine || Known(second, metric) is not { } its) return null;
        var resamples = first.Zip(second, (one, other) => (IReadOnlyList<double>)[.. one.Resampled.Resamples(metric).Zip(other.Resampled.Resamples(metric), (a, b) => a - b)]);
        return (SummaryFigure.Of([.. mine.Zip(its, (a, b) => a - b)], [.. resamples]), SummaryFigure.ProbabilityAbove(mine, its));
    }

    private static double[]? Known(IReadOnlyList<Seed> seeds, string metric)
    {
        var place = FigureCatalogue.Place(metric);
        double?[] values = [.. seeds.Select(seed => seed.Values[place])];
        return values.Contains(null) ? null : [.. values.Select(value => value!.Value)];
    }

    /// <summary>One model of one seed.</summary>
    private sealed class Seed(Predictions predictions)
    {
        public IReadOnlyList<double?> Values { get; } = MetricValues.Of(predictions).Values;

        public ResampledFigures Resampled { get; } = Bootstrap.Of(predictions);
    }
}

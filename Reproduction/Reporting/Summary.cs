using System.Globalization;
using MathNet.Numerics.Statistics;
using Reproduction.Experiments;
using Reproduction.Runs;

namespace Reproduction.Reporting;

/// <summary>The summary of an experiment over its seeds, <c>summary.md</c> and <c>summary.html</c>: means and deviations, and differences paired by seed.</summary>
public static class Summary
{
    private static readonly (string Metric, string Name)[] Figures =
        [("accuracy", "accuracy"), ("macro_f1", "macro F1"), ("disparate_impact", "DI"), ("recall_gap", "recall gap"), ("ece", "calibration error")];

    /// <summary>Writes it from the records of the whole runs.</summary>
    /// <param name="root">The experiment's folder, which holds <c>seed-N</c> for each of the recipe's seeds.</param>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The path of <c>summary.md</c>.</returns>
    public static string Write(string root, Recipe recipe)
    {
        List<RunRecord> runs = [.. recipe.Seeds.Select(seed => RunRecord.Read(Path.Combine(root, $"seed-{seed}", "run.json")))];
        var text = new MarkdownText();
        text.Heading(1, MarkdownText.Escaped($"{recipe.Name}: {runs[0].Dataset.Name}, seeds {string.Join(", ", recipe.Seeds)}"));
        text.Paragraph("Mean over the seeds ± the deviation between them.");
        text.Table(
            ["model", .. Figures.Select(figure => figure.Name)],
            recipe.Models.Select(model => new[] { MarkdownText.Escaped(model.Name) }
                .Concat(Figures.Select(figure => Cell(runs.Select(run => Value(run, model.Name, figure.Metric)), Written.Value))).ToArray()));
        if (recipe.Compare.Count > 0)
        {
            text.Heading(2, "Differences, paired by seed");
            text.Table(
                ["difference", .. Figures.Select(figure => figure.Name)],
                recipe.Compare.Select(pair => new[] { MarkdownText.Escaped($"{pair.First} − {pair.Second}") }.Concat(Figures.Select(figure => Cell(
                    runs.Select(run => Value(run, pair.First, figure.Metric) - Value(run, pair.Second, figure.Metric)), Written.Difference))).ToArray()));
        }
        var path = Path.Combine(root, "summary.md");
        WholeFile.WriteText(path, text.ToString());
        WholeFile.WriteText(Path.Combine(root, "summary.html"), HtmlReport.Of($"{recipe.Name}: summary", text.ToString(), []));
        return path;
    }

    private static double? Value(RunRecord run, string model, string metric) => run.Models[model].Metrics[metric]?.GetValue<double>();

    private static string Cell(IEnumerable<double?> values, Func<double?, string> write)
    {
        List<double> known = [.. values.OfType<double>()];
        if (known.Count == 0) return "undefined";
        return known.Count == 1 ? write(known[0]) : $"{write(known.Mean())} ± {known.StandardDeviation().ToString("F4", CultureInfo.InvariantCulture)}";
    }
}

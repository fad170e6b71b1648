using Reproduction.Metrics;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;
using Reproduction.Text;

namespace Reproduction.Reporting.Pages;

/// <summary>A run with a report below a folder, as an index of runs has it.</summary>
/// <param name="Folder">The run's folder relative to that folder, with slashes.</param>
/// <param name="Run">Its record.</param>
/// <param name="Question">The pair that it compares first, such as <c>student − baseline</c>; null where it compares none.</param>
/// <param name="Accuracy">The pair's difference of accuracy.</param>
/// <param name="DisparateImpact">The pair's difference of disparate impact.</param>
/// <param name="InDoubt">The models whose figures are no finding.</param>
public sealed record IndexEntry(
    string Folder, RunRecord Run, string? Question, double? Accuracy, double? DisparateImpact, IReadOnlyList<string> InDoubt)
{
    /// <summary>The runs below a folder that have a report, by folder; links are not followed.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="complain">Is told, in a line, of what is no record of a run.</param>
    public static IReadOnlyList<IndexEntry> Below(string root, Action<string> complain)
    {
        List<IndexEntry> entries = [];
        foreach (var path in Files(root, RunFiles.Record))
        {
            var folder = Path.GetDirectoryName(path)!;
            if (!File.Exists(Path.Combine(folder, RunFiles.Page))) continue;
            try
            {
                ManifestFile.In(folder);
                entries.Add(Of(Relative(root, folder), RunRecord.Read(path), path));
            }
            catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
            {
                complain(e.Message);
            }
        }
        return entries;
    }

    /// <summary>The pages of summaries below a folder: path relative to it, and the summary's heading.</summary>
    /// <param name="root">The folder.</param>
    public static IReadOnlyList<(string Page, string Title)> Summaries(string root) =>
    [
        .. Files(root, Summary.FileName).Where(text => File.Exists(Path.ChangeExtension(text, ".html")))
            .Select(text => (Relative(root, Path.ChangeExtension(text, ".html")),
                PlainText.Line(File.ReadLines(text).FirstOrDefault("").TrimStart('#', ' ')))),
    ];

    private static IndexEntry Of(string folder, RunRecord run, string path)
    {
        var pair = run.Experiment(path).Compare.FirstOrDefault(of => run.Models.ContainsKey(of.First) && run.Models.ContainsKey(of.Second));
        double? Difference(Figure figure) =>
            pair is null ? null : run.Models[pair.First].Metric(figure.Key) - run.Models[pair.Second].Metric(figure.Key);
        return new(
            folder, run, pair is null ? null : $"{pair.First} − {pair.Second}", Difference(FigureCatalogue.Accuracy),
            Difference(FigureCatalogue.DisparateImpact),
            [.. run.Models.Where(model => model.Value.Doubts is { Count: > 0 }).Select(model => model.Key)]);
    }

    private static IEnumerable<string> Files(string root, string name) => Directory.EnumerateFiles(root, name, new EnumerationOptions
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    }).Order(StringComparer.Ordinal);

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}

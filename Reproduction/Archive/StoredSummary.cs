using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;

namespace Reproduction.Archive;

/// <summary>
/// Recomputes what a folder of stored seeds says of them together: text, page and plots, to the byte. As with a run's report, what
/// another version of the program wrote is in other words and not compared.
/// </summary>
internal static class StoredSummary
{
    /// <summary>Checks it, and that what lies beside the runs is regular files.</summary>
    /// <param name="folder">The folder that holds the runs.</param>
    /// <param name="runs">The runs' folders.</param>
    /// <param name="recompute">Whether all runs recompute: if not, what is derived from them says nothing.</param>
    /// <param name="measured">What has been measured of the runs.</param>
    internal static IReadOnlyList<Finding> Check(string folder, IReadOnlyList<string> runs, bool recompute, MeasuredPredictions measured)
    {
        if (StoredFiles.OddBesideRuns(folder) is { Count: > 0 } odd) return odd;
        if (!File.Exists(Path.Combine(folder, Summary.FileName)))
            return
            [
                .. new[] { Path.ChangeExtension(Summary.FileName, ".html"), RunFiles.Plots }.Select(name => Path.Combine(folder, name))
                    .Where(path => File.Exists(path) || Directory.Exists(path))
                    .Select(path => new Finding(path, "the file", "one", $"{Summary.FileName} beside it, to which it belongs")),
            ];
        if (!recompute || runs.Any(StoredRunCheck.HasOlderReport)) return [];
        try
        {
            return
            [
                .. SummaryFiles.Contents(Summary.FileName, Summary.Of(runs, measured)).SelectMany(file =>
                    File.Exists(Path.Combine(folder, file.Key))
                        ? Regenerated.Differences(Path.Combine(folder, file.Key), file.Value)
                        : [new(Path.Combine(folder, file.Key), "the file", "none", "the one that goes with the summary")]),
            ];
        }
        catch (BadInputException e)
        {
            return [new(Path.Combine(folder, Summary.FileName), "the summary", e.Message.ReplaceLineEndings(" "), "seeds of one recipe")];
        }
    }
}

using Reproduction.Files;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Recipes;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Training;

namespace Reproduction.Archive;

/// <summary>
/// A whole run as it is kept in a repository: what all of its figures can be recomputed from, in little. The record; of each trained
/// model the history and the answers to the test images, as NumPy's arrays; report and plots; a manifest. Models that seeds share are
/// kept once, in <c>shared</c> beside the seeds. No weights, no answers to training images, and no answers of calibrated models and
/// ensembles: these are made again of their models' (<see cref="RunPredictions"/>).
/// </summary>
public static class KeptRun
{
    /// <summary>Keeps a run.</summary>
    /// <param name="run">The folder of the whole run.</param>
    /// <param name="folder">Where it is kept, <c>RECIPE/seed-N</c>.</param>
    /// <exception cref="BadInputException">
    /// The run is not whole or not as it was written, or another model is kept under the name of one that it shares.
    /// </exception>
    public static void Write(string run, string folder)
    {
        List<string> shared = [];
        var wasThere = Directory.Exists(folder);
        // What a process left half-written that was killed while it kept this run.
        foreach (var file in wasThere ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [])
            if (WholeFile.Unfinished(Path.GetFileName(file)) is not null) File.Delete(file);
        try
        {
            Write(run, folder, shared);
        }
        catch when (!wasThere)
        {
            // None of it is kept: a seed without a manifest would stand in the way of all others.
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            foreach (var file in shared) File.Delete(file);
            throw;
        }
    }

    private static void Write(string run, string folder, List<string> shared)
    {
        var (record, report) = RunReportReader.ReadWhole(run);
        var recipe = record.Experiment(run);
        List<string> evidence = [RunFiles.Record];
        Portable(record).Write(Path.Combine(folder, evidence[0]));
        foreach (var model in report.Models.Where(model => recipe.Model(model.Name) is TrainedModelRecipe))
        {
            var isShared = record.IsMadeOnce(model.Name);
            var place = isShared ? $"{RunTables.Shared}{model.Name}" : model.Name;
            IReadOnlyList<string> tables = [$"{place}/{StageFiles.History}", $"{place}/{Path.ChangeExtension(StageFiles.Test, ".npz")}"];
            evidence.AddRange(tables);
            var (history, answers) = (Path.Combine(folder, tables[0]), Path.Combine(folder, tables[1]));
            HistoryRow[] rows = [.. report.History.Where(row => row.Model == model.Name)];
            if (!isShared || !File.Exists(answers))
            {
                if (isShared) shared.AddRange([history, answers]);
                HistoryFile.Write(history, rows);
                model.Predictions.Write(answers);
            }
            else if (!PredictionsFile.Read(answers).AnswersAs(model.Predictions) || !HistoryFile.Read(history).SequenceEqual(rows))
            {
                throw new BadInputException(
                    $"{Path.GetFullPath(answers)}: not the {model.Name} of {run}, expected the one model that all kept seeds share");
            }
        }
        var kept = RunReportReader.Read(folder);
        foreach (var (model, again) in report.Models.Zip(kept.Models))
            if (!again.Predictions.AnswersAs(model.Predictions))
                throw new BadInputException(
                    $"{run}: {model.Name}'s answers are not those that its models' make, expected a run as it was made");
        var (_, derived) = ReportFiles.Write(folder, kept);
        ManifestFile.Of(folder, evidence.Concat(derived)).Write(Path.Combine(folder, ManifestFile.Name));
    }

    /// <summary>Of the place of the data its name: the folders above it are those of the machine that made the run.</summary>
    private static RunRecord Portable(RunRecord record) =>
        record.Dataset.Place is { } place
            ? record with { Dataset = record.Dataset with { Place = Path.GetFileName(Path.TrimEndingDirectorySeparator(place)) } }
            : record;
}

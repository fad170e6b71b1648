using Reproduction.Runs;

namespace Reproduction.Reporting;

/// <summary>Files of a run of one kind, as its report links them.</summary>
/// <param name="What">What they hold.</param>
/// <param name="Links">Each file's name, and its path relative to the run's folder, with slashes.</param>
public sealed record RunFileLinks(string What, IReadOnlyList<(string Name, string Path)> Links)
{
    /// <summary>The files that a run's report is made of; all of them are there.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">Its record.</param>
    public static IReadOnlyList<RunFileLinks> Of(string folder, RunRecord run)
    {
        var recipe = run.Experiment(Path.Combine(folder, RunFiles.Record));
        (string, string) Link(string name, string path) => (name, Path.GetRelativePath(folder, path).Replace('\\', '/'));
        var commit = run.Commit == RunRecord.Unknown ? "" : $", and the program's commit, {run.Commit}";
        return
        [
            new("The recipe, all defaults written out", [(RunFiles.Recipe, RunFiles.Recipe)]),
            new($"Data, machine, versions and every metric{commit}", [(RunFiles.Record, RunFiles.Record)]),
            // What corrects or averages other models may have no file: its answers are made again of theirs.
            new("Answers to the test images",
                [.. recipe.Models.Where(model => run.Models.ContainsKey(model.Name))
                    .Select(model => (model.Name, Path: RunTables.Predictions(folder, run, model.Name)))
                    .Where(file => file.Path is not null).Select(file => Link(file.Name, file.Path!))]),
            new("Epochs", [.. RunTables.Histories(folder, run, recipe).Select(file => Link(file.Model, file.Path))]),
        ];
    }
}

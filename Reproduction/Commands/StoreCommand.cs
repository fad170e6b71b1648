using System.CommandLine;
using Reproduction.Archive;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;

namespace Reproduction.Commands;

/// <summary><c>store EXPERIMENT FOLDER</c>: keeps the whole seeds of an experiment in little, and their summary.</summary>
public static class StoreCommand
{
    internal const string Name = "store";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var experiment = new Argument<string>("EXPERIMENT") { Description = "The experiment's folder, such as out/quick." };
        var folder = new Argument<string>("FOLDER")
        {
            Description = "Where its seeds are kept, such as artifacts/quick; a seed that is there already stays as it is."
        };
        var command = new Verb(
            Name, "Keep an experiment's finished seeds in a few megabytes, so that audit can recompute them.",
            "reproduction store out/quick artifacts/quick")
        {
            experiment, folder,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(experiment)!, parsed.GetValue(folder)!, parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string experiment, string folder, TextWriter output)
    {
        var runs = SeedFolders.WithRuns(experiment);
        if (runs.Count == 0) throw new BadInputException($"{experiment}: no run there, expected folders seed-N of whole runs");
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        foreach (var run in runs)
        {
            var record = RunRecord.Read(Path.Combine(run, RunFiles.Record));
            if (Path.GetFileName(run) != SeedFolders.Name(record.Seed))
                throw new BadInputException($"{run}: a run of seed {record.Seed}, expected it in a folder {SeedFolders.Name(record.Seed)}");
            if (name != record.Recipe)
                throw new BadInputException(
                    $"{folder}: would hold runs of {record.Recipe}, expected a folder of the recipe's name, which audit asks for");
        }
        string Kept(string run) => Path.Combine(folder, Path.GetFileName(run));
        bool IsThere(string run) => File.Exists(Path.Combine(Kept(run), ManifestFile.Name));
        // Before any is kept: one that is no seed of this experiment would stay.
        var kept = SeedFolders.WithRuns(folder).Where(IsThere).ToList();
        IReadOnlyList<string> together = [.. kept, .. runs.Where(run => !IsThere(run))];
        if (together.Count > 1) SeedRuns.Read(together);
        foreach (var run in runs)
        {
            var isThere = IsThere(run);
            if (!isThere) KeptRun.Write(run, Kept(run));
            output.WriteLine(isThere ? $"{Kept(run)}: there already, left as it is" : Kept(run));
        }
        var seeds = SeedFolders.WithRuns(folder);
        if (seeds.Count < 2) return CommandLine.Done;
        var summary = Path.Combine(folder, Summary.FileName);
        SummaryFiles.Write(summary, Summary.Of(seeds));
        output.WriteLine(summary);
        return CommandLine.Done;
    }
}

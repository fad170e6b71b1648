using Reproduction.Metrics.Resampling;
using Reproduction.Recipes;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Text;

namespace Reproduction.Commands;

/// <summary>One seed of an experiment, from its begin to its report.</summary>
internal sealed class SeedRun
{
    private readonly string root;
    private readonly IReadOnlyList<Stage> all;
    private FoundRecords? found;

    /// <summary>Plans it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="root">The experiment's folder.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="only">Names of the models to which it is restricted; none for all.</param>
    /// <param name="noTest">Whether no model is asked about the test images.</param>
    public SeedRun(Recipe recipe, string root, long seed, IReadOnlyList<string> only, bool noTest)
    {
        (this.root, Seed) = (root, seed);
        Folder = Path.Combine(root, SeedFolders.Name(seed));
        all = StagePlan.Of(recipe, seed);
        var wanted = only.Count == 0 ? all : StagePlan.Only(all, only);
        Stages = noTest ? [.. wanted.Where(stage => stage is not TestStage)] : wanted;
    }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>The stages to make.</summary>
    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>Those of them that are not done.</summary>
    public IEnumerable<Stage> NotDone => Stages.Where(stage => new StageFiles(root, stage).State() != StageState.Done);

    /// <summary>Whether the whole run was there before.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Takes the folder for the run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="resume">Whether to go on with a run that is there.</param>
    /// <param name="force">Whether to move a run that is there aside.</param>
    /// <param name="waiting">Is told for whom it waits.</param>
    /// <param name="warn">Is told of files that are not the run's.</param>
    /// <param name="stop">Asks to stop.</param>
    public void Begin(Experiment experiment, bool resume, bool force, Action<string> waiting, Action<string> warn, CancellationToken stop)
    {
        experiment.Check(Stages);
        var begun = experiment.Begun(Seed);
        var aside = SharedModels.Check(root, Stages, experiment.Surroundings, resume, force);
        var folder = RunFolder.Take(Folder, waiting, stop);
        try
        {
            SharedModels.CheckFree(aside);
            if (force) folder = folder.MovedAside(waiting, stop);
            SharedModels.MoveAside(aside);
            folder.Begin(begun, resume, isStale: () => all.Any(stage => new StageFiles(root, stage).IsOfOtherInputs()));
            IsWhole = folder.IsWhole;
            found = FoundRecords.Of(root, Stages);
            if (IsWhole) WarnOfStrangers(folder, warn);
        }
        finally
        {
            folder.Dispose();
        }
    }

    /// <summary>Makes what is not done, of a run that was begun.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="begins">Is told of each stage before it is made.</param>
    public void Make(Experiment experiment, Action<Stage>? begins = null) =>
        experiment.Make(Stages, found ?? throw new InvalidOperationException("the run is not begun"), begins);

    /// <summary>Writes record and report, and seals the folder.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="waiting">Is told for whom it waits.</param>
    /// <param name="output">Takes the answers.</param>
    /// <param name="warn">Is told of files that are not the run's.</param>
    /// <param name="stop">Asks to stop.</param>
    public void Report(Experiment experiment, Action<string> waiting, TextWriter output, Action<string> warn, CancellationToken stop)
    {
        using var folder = RunFolder.Take(Folder, waiting, stop);
        // Record and report have the same figures, whose resampling takes longest of what is done here.
        var measured = new MeasuredPredictions();
        var whole = experiment.Whole(Seed, all, answers => MetricsJson.Of(answers, measured.Of(answers)));
        // Another process may have sealed it: until this one has, it is not whole.
        File.Delete(folder.Manifest);
        whole.Write(folder.RunJson);
        // From the stored files, so that whoever has them can make the same report.
        var report = RunReportReader.Read(folder.Path);
        var (measurements, written) = ReportFiles.Write(folder.Path, report, measured);
        folder.DeleteFormer(written);
        stop.ThrowIfCancellationRequested();
        // What another process has made anew meanwhile is in the manifest, and not in the record and the report.
        experiment.CheckDone(all);
        folder.Seal(experiment.Checkpoints(all));
        WarnOfStrangers(folder, warn);
        SayAnswers(Folder, report, measurements, output);
    }

    /// <summary>Says what a report answers, and where it is.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="report">The run.</param>
    /// <param name="measurements">Its figures.</param>
    /// <param name="output">Takes the lines.</param>
    internal static void SayAnswers(string folder, RunReport report, RunMeasurements measurements, TextWriter output)
    {
        foreach (var warning in report.Warnings) output.WriteLine(warning);
        foreach (var (question, answer) in Answers.Of(measurements)) output.WriteLine($"{question} {answer}");
        output.WriteLine($"report: {Path.Combine(folder, RunFiles.Report)}, {Path.Combine(folder, RunFiles.Page)}");
    }

    private void WarnOfStrangers(RunFolder folder, Action<string> warn)
    {
        if (folder.Strangers is { Count: > 0 } strangers)
            warn($"{Folder}: not of this run, and left out of its manifest: {OneLine.List(strangers.Select(OneLine.Quote), most: 5)}");
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using Reproduction.Data;
using Reproduction.Metrics;
using Reproduction.Models;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Text;
using Reproduction.Training;
using static TorchSharp.torch;

namespace Reproduction.Runs;

/// <summary>
/// Makes the stages of an experiment that are not done: each for one process at a time, with a record from which another process
/// sees what was made from what.
/// </summary>
/// <param name="recipe">The recipe.</param>
/// <param name="root">The experiment's folder.</param>
/// <param name="dataset">The data.</param>
/// <param name="device">Where.</param>
/// <param name="progress">Is told what happens.</param>
/// <param name="imageNetWeights">Finds the ImageNet weights of an architecture; asked only where the recipe wants them.</param>
/// <param name="stop">Asks to stop after the current step.</param>
public sealed class Experiment(
    Recipe recipe, string root, Dataset dataset, Device device, ITrainingProgress progress,
    Func<NetworkArchitecture, string> imageNetWeights, CancellationToken stop)
{
    private readonly StageWork work = new(recipe, root, dataset, device, progress, imageNetWeights, Under(dataset, device), stop);
    private readonly DateTime started = DateTime.UtcNow;
    private readonly string processor = Machine.Processor(device.type);

    /// <summary>What decides bits besides recipe and seed.</summary>
    public Surroundings Surroundings { get; } = Under(dataset, device);

    /// <summary>
    /// Makes sure that everything is there that stages need from elsewhere: better said before hours of training than after.
    /// </summary>
    /// <param name="stages">The stages.</param>
    /// <exception cref="BadInputException">
    /// Weights are nowhere, or the images are not enough (<see cref="TrainingData.Split"/>).
    /// </exception>
    public void Check(IReadOnlyList<Stage> stages)
    {
        foreach (var model in stages.Select(stage => stage.Model).OfType<TrainedModelRecipe>().Distinct())
        {
            if (model.Start is NetworkStart && recipe.NetworkOf(model) is { ImageNetWeights: true } network)
                imageNetWeights(NetworkArchitecture.Named(network.Architecture));
            WarnOfSizes(model);
        }
        var trains = stages.Select(stage => stage.Seed).Distinct().Select(seed => work.Data(seed).Train).ToList();
        if (trains.Select(train => train.AbsentClass(dataset.ClassNames.Count)).FirstOrDefault(absent => absent is not null) is { } absent)
            progress.Warning(
                $"recipe {recipe.Name}: none of the {trains[0].Indices.Length} images that train is of class "
                + $"{OneLine.Name(dataset.ClassNames[absent])}");
    }

    /// <summary>Makes the stages that are not done, in order.</summary>
    /// <param name="stages">The stages, each after what it needs.</param>
    /// <param name="found">Their records as they were when whoever asks for this had looked at them.</param>
    /// <param name="begins">Is told of each stage before it is made, or found done.</param>
    /// <exception cref="BadInputException">A stage's files or what it needs are damaged, gone or another process's.</exception>
    /// <exception cref="CheckFailedException">A training diverged, or nothing can be fitted to a model's answers.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public void Make(IReadOnlyList<Stage> stages, FoundRecords found, Action<Stage>? begins = null)
    {
        WarnOfOthers(stages);
        foreach (var stage in stages)
        {
            begins?.Invoke(stage);
            Make(stage, found);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The record of a run that is not whole yet.</summary>
    /// <param name="seed">Its seed.</param>
    public RunRecord Begun(long seed)
    {
        var data = work.Data(seed);
        var protocol = Protocol.Of(recipe);
        return new(
            recipe.Name, protocol.Hash(), protocol.ToJson(),
            new(
                dataset.Name, dataset.Source, dataset.ClassNames, dataset.Fingerprint, data.Train.Indices.Length,
                data.Validation.Indices.Length,
                data.Test.Indices.Length, dataset.Place),
            seed, Surroundings.Device, Surroundings.Threads, Machine.Versions(), Machine.Commit, [], new Dictionary<string, ModelRecord>());
    }

    /// <summary>
    /// Makes sure that stages are done, as they are unless somebody has changed or made anew what they left: other seeds' processes may
    /// work on the models that all share.
    /// </summary>
    /// <param name="stages">The stages.</param>
    /// <exception cref="BadInputException">A stage's record is gone, or it is no longer done.</exception>
    public void CheckDone(IReadOnlyList<Stage> stages)
    {
        foreach (var stage in stages)
        {
            var files = new StageFiles(root, stage);
            if (!File.Exists(files.RecordPath)) throw Gone(stage, files);
            if (files.State() != StageState.Done)
                throw new BadInputException(
                    $"{files.Lost ?? files.Folder}: changed or gone since {stage.Name} was done; --resume makes it again");
        }
    }

    /// <summary>The record of a run whose stages are done.</summary>
    /// <param name="seed">Its seed.</param>
    /// <param name="stages">Its stages.</param>
    /// <param name="metrics">Measures a model's answers.</param>
    /// <exception cref="BadInputException">As of <see cref="CheckDone"/>.</exception>
    public RunRecord Whole(long seed, IReadOnlyList<Stage> stages, Func<Predictions, JsonObject> metrics)
    {
        CheckDone(stages);
        var records = stages.ToDictionary(stage => stage, RecordOf);
        var models = new ModelRecords(root, records, dataset.ClassNames, metrics);
        return Begun(seed) with
        {
            Segments = RunSegment.Together(records.Values.SelectMany(record => record.Segments)),
            Models = stages.OfType<TestStage>().ToDictionary(stage => stage.Model.Name, models.Of),
        };
    }

    private StageRecord RecordOf(Stage stage)
    {
        var files = new StageFiles(root, stage);
        return StageRecord.Read(files.RecordPath) ?? throw Gone(stage, files);
    }

    private static BadInputException Gone(Stage stage, StageFiles files) =>
        new($"{files.RecordPath}: gone since {stage.Name} was done; --resume makes it again");

    /// <summary>The models' checkpoints.</summary>
    /// <param name="stages">Their stages.</param>
    public IEnumerable<Checkpoint> Checkpoints(IReadOnlyList<Stage> stages) =>
        stages.OfType<TrainingStage>().Select(stage => work.Checkpoint(stage));

    /// <summary>Epochs come at other sizes than that at which the model is asked, but the last ones.</summary>
    private void WarnOfSizes(TrainedModelRecipe model)
    {
        var (first, size) = (model.Training.SmallerFirst, recipe.Input.ImageSize);
        var key = $"recipe {recipe.Name}: models.{model.Name}.training.smaller_first";
        if (first.FirstOrDefault(epochs => epochs.ImageSize > size) is { } larger)
            progress.Warning($"{key}: {larger.ImageSize} px come first, which are more than the {size} of input.image_size");
        if (first.Count > 0 && first.Sum(epochs => epochs.Epochs) >= model.Training.Epochs)
            progress.Warning($"{key}: takes all {model.Training.Epochs} epochs, so that none is at the {size} px at which it is asked");
    }

    /// <summary>Makes a stage, or goes on with it, where it is not done.</summary>
    private void Make(Stage stage, FoundRecords found)
    {
        var files = new StageFiles(root, stage);
        using var held = FolderLock.Wait(files.Folder, progress.Stage, stop);
        var state = files.State();
        var record = StageRecord.Read(files.RecordPath);
        if (state is StageState.Begun or StageState.Done && record!.Surroundings.Difference(Surroundings) is { } difference)
            throw new BadInputException($"{files.Folder}: cannot resume: {difference}; --force moves the run aside and starts anew");
        if (state == StageState.Done) return;
        // Before anything is dropped: who works from what another process has replaced would take its place in turn.
        CheckNeeds(stage);
        files.DeleteUnfinished();
        if (state == StageState.Stale) DropStale(stage, files, found);
        else if (stage is TestStage && record is { Outputs.Count: > 0 })
            progress.Warning($"{files.In(stage.Outputs[0])}: changed or gone since it was written; {stage.Model.Name} is asked again");
        Compute(stage, files, held, state == StageState.Stale ? [] : record?.Segments ?? []);
    }

    private void CheckNeeds(Stage stage)
    {
        foreach (var need in stage.Needs.Where(need => new StageFiles(root, need).State() != StageState.Done))
            throw new BadInputException(
                $"{new StageFiles(root, need).Folder}: {need.Name} has changed or gone since this process found or made it, and {stage.Name} "
                + "needs it; --resume makes it again");
    }

    /// <summary>Deletes what was made for another recipe or from other inputs, if it is what this process found when it began.</summary>
    private void DropStale(Stage stage, StageFiles files, FoundRecords found)
    {
        if (found.HaveChanged(files))
            throw new BadInputException(
                $"{files.Folder}: {stage.Name} was made for another recipe or from other inputs since this process began; --resume makes "
                + "it anew");
        progress.Stage($"{stage.Name}: what is there was made for another recipe or from other inputs, and is made anew");
        files.Drop();
        if (stage is TrainingStage training) work.Checkpoint(training).Drop();
    }

    /// <summary>
    /// Does a stage's work and keeps its record: when it begins, at every checkpoint, where it is ended, and when it is done, with what it
    /// made.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="files">Its files.</param>
    /// <param name="held">Holds its folder.</param>
    /// <param name="before">The processes that worked on it before this one.</param>
    private void Compute(Stage stage, StageFiles files, FolderLock held, IReadOnlyList<RunSegment> before)
    {
        var clock = Stopwatch.StartNew();
        // Those that are read now, whatever stands there when it is done.
        var inputs = Known(files.Inputs());
        StageRecord Now(DateTime? finished, TrainingOutcome? outcome) => new(
            stage.Name, stage.Key, Protocol.Of(recipe, stage.Model).ToJson(), stage.Seed, Surroundings, inputs,
            finished is null ? new Dictionary<string, string>() : files.Outputs(),
            [
                .. before,
                new(started, finished ?? DateTime.UtcNow, finished, processor, Machine.Commit,
                    new Dictionary<string, double> { [stage.Name] = Math.Round(clock.Elapsed.TotalSeconds, 2) }),
            ],
            outcome);
        void Note()
        {
            held.EnsureThere();
            Now(null, null).Write(files.RecordPath);
        }

        Note();
        TrainingOutcome? outcome;
        try
        {
            outcome = work.Do(stage, held.EnsureThere, Note);
        }
        catch
        {
            NoteWhereItEnded(Note);
            throw;
        }
        held.EnsureThere();
        Now(DateTime.UtcNow, outcome).Write(files.RecordPath);
    }

    private static Surroundings Under(Dataset dataset, Device device) => new(
        dataset.Fingerprint, device.type.ToString().ToLowerInvariant(), get_num_threads(), Machine.LibTorch, Machine.Kernels,
        Machine.Instructions);

    private static Dictionary<string, string> Known(IReadOnlyDictionary<string, string?> inputs) => inputs.ToDictionary(
        input => input.Key, input =>
            input.Value ?? throw new BadInputException($"{input.Key}: gone since it was written; --resume makes it again"));

    // What ended the stage, such as a full disk, may keep this from being written too, and is what the user must hear of.
    private static void NoteWhereItEnded(Action note)
    {
        try
        {
            note();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            // The record stays as it was at the last checkpoint.
        }
    }

    private void WarnOfOthers(IReadOnlyList<Stage> stages)
    {
        var before = stages.Select(stage => StageRecord.Read(new StageFiles(root, stage).RecordPath))
            .OfType<StageRecord>().SelectMany(record => record.Segments).MaxBy(segment => segment.LastSeen);
        if (before is not null && (before.Processor != processor || before.Commit != Machine.Commit))
            progress.Warning(
                $"this run was begun on {before.Processor} by commit {before.Commit} and goes on on {processor} by commit "
                + $"{Machine.Commit}: its records say so, and its bits may differ from those of one made in one piece");
    }
}

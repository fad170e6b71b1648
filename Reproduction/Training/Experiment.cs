using Reproduction.Data;
using Reproduction.Distillation;
using Reproduction.Metrics;
using Reproduction.Models;
using Reproduction.Models.Weights;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// One run of a recipe: teacher, teacher's logits, baseline, student, where asked for the aliased model, then the test images.
/// Every stage leaves files that the next reads, so that a run goes on where it stopped.
/// </summary>
/// <param name="recipe">The recipe.</param>
/// <param name="seed">The seed.</param>
/// <param name="dataset">The data.</param>
/// <param name="device">Where.</param>
/// <param name="progress">Is told what happens.</param>
/// <param name="stop">Asks to stop after the current step.</param>
public sealed class Experiment(
    Recipe recipe, long seed, Dataset dataset, Device device, ITrainingProgress progress, CancellationToken stop)
{
    private readonly TrainingData data = TrainingData.Split(dataset, recipe, seed);
    private readonly Dictionary<string, TrainedModel> trained = [];
    private readonly Dictionary<string, string> imageNet = [];
    private readonly SegmentLog log = new(Machine.Processor(device.type));
    private IReadOnlyList<RunSegment> before = [];

    /// <summary>What decides the run's bits.</summary>
    public RunIdentity Identity => new(
        recipe.Name, recipe.Hash(), seed, dataset.Fingerprint, device.type.ToString().ToLowerInvariant(), get_num_threads(), Machine.LibTorch, Machine.Kernels,
        Machine.Instructions)
    {
        ResolvedRecipe = recipe.ToJson(),
    };

    /// <summary>Runs every stage that is not done yet, and seals the folder.</summary>
    /// <param name="folder">The run's folder, taken for <see cref="Identity"/>.</param>
    /// <param name="imageNetWeights">Finds the ImageNet weights of an architecture; asked only where the recipe wants them.</param>
    /// <exception cref="CheckFailedException">A training diverged.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public RunOutcome Run(RunFolder folder, Func<EfficientNetArchitecture, string> imageNetWeights)
    {
        before = File.Exists(folder.RunJson) ? RunRecord.Read(folder.RunJson).Segments : [];
        if (before is [.., var last] && (last.Processor != Machine.Processor(device.type) || last.Commit != Machine.Commit))
            progress.Warning(
                $"this run was begun on {last.Processor} by commit {last.Commit} and goes on on {Machine.Processor(device.type)} by commit {Machine.Commit}: run.json says so, and its bits may differ from those of one made in one piece");
        using var networks = Networks.Build(recipe, seed, dataset.ClassNames.Count);
        // Before the folder holds a run: weights that are nowhere leave none behind.
        LoadImageNetWeights(networks, imageNetWeights);
        Unfinished().Write(folder.RunJson);
        try
        {
            return Stages(networks, folder);
        }
        catch
        {
            NoteSegment(folder);
            throw;
        }
    }

    private RunOutcome Stages(Networks networks, RunFolder folder)
    {
        var trainer = new Trainer(recipe, seed, data, device, progress, stop) { Checkpointed = () => Unfinished().Write(folder.RunJson) };

        Stage(folder, ModelName.Teacher, networks.Teacher, () => trainer.Train(
            ModelName.Teacher, networks.Teacher, recipe.TrainingOf(recipe.Teacher), recipe.ChosenEpoch.Teacher, null, folder.Checkpoint(ModelName.Teacher)));

        if (trained[ModelName.Teacher].StepsTaken > 0) DropWhatATeacherBeforeTaught(folder);
        using var logits = StoreLogits(networks, folder);

        Stage(folder, ModelName.Baseline, networks.Baseline, () => trainer.Train(
            ModelName.Baseline, networks.Baseline, recipe.TrainingOf(recipe.Student), recipe.ChosenEpoch.Baseline, null, folder.Checkpoint(ModelName.Baseline)));

        // Under the published protocol networks.Student is the teacher's object, which holds the teacher's weights here.
        ITeacherLogits teacher = recipe.Distillation.StudentIsTheTeacher
            ? new TheStudentItself(networks.Student)
            : logits ?? (ITeacherLogits)new LiveTeacher(networks.Teacher);
        Stage(folder, ModelName.Student, networks.Student, () => trainer.Train(
            ModelName.Student, networks.Student, recipe.TrainingOf(recipe.Student) with { Epochs = recipe.Distillation.Epochs }, recipe.ChosenEpoch.Student, teacher, folder.Checkpoint(ModelName.Student)));

        if (recipe.Aliased is { } aliased)
            Stage(folder, ModelName.Aliased, networks.Teacher, () => trainer.Train(
                ModelName.Aliased, networks.Teacher, aliased.After(recipe.Training), recipe.ChosenEpoch.Student, new TheStudentItself(networks.Teacher),
                folder.Checkpoint(ModelName.Aliased)));

        return Test(networks, folder);
    }

    private RunOutcome Test(Networks networks, RunFolder folder)
    {
        History.Write(folder.History, trained.SelectMany(model => model.Value.History));
        Dictionary<string, ModelRecord> models = [];
        Dictionary<string, Predictions> predictions = [];
        Dictionary<string, EfficientNet> holders = new()
        {
            [ModelName.Teacher] = networks.Teacher,
            [ModelName.Baseline] = networks.Baseline,
            [ModelName.Student] = networks.Student,
            [ModelName.Aliased] = networks.Teacher,
        };
        var labels = data.Test.Indices.Select(index => dataset.Test.Labels[index]).ToArray();
        log.Measure("evaluation", () =>
        {
            foreach (var (model, outcome) in trained)
            {
                progress.Stage($"{model}: the {labels.Length} test images");
                var network = holders[model];
                // Within what bounds its state lies, training has seen.
                if (folder.Checkpoint(model).LoadFinal(network, null, progress.Warning) is null)
                    throw new BadInputException($"{folder.Checkpoint(model).Final}: gone or damaged since {model} was trained; --resume trains it again");
                predictions[model] = new(labels, Logits(network, data.Test), network.Classes);
                predictions[model].Write(folder.Predictions(model));
                stop.ThrowIfCancellationRequested();
                models[model] = Describe(model, network, outcome, predictions[model]);
                stop.ThrowIfCancellationRequested();
            }
            return true;
        });
        var record = Record(isFinished: true, models);
        record.Write(folder.RunJson);
        return new(record, predictions, [.. trained.SelectMany(model => model.Value.History)]);
    }

    private ModelRecord Describe(string model, EfficientNet network, TrainedModel outcome, Predictions predictions)
    {
        var isAlias = model == ModelName.Aliased || (model == ModelName.Student && recipe.Distillation.StudentIsTheTeacher);
        var from = isAlias
            ? "the trained teacher, whose own object it is"
            : imageNet.GetValueOrDefault(model, "random weights");
        return new(
            network.Architecture.Name, network.parameters().Sum(parameter => parameter.numel()), from, outcome.History.Count, outcome.ChosenEpoch,
            isAlias, MetricsJson.Of(predictions),
            ModelDoubts.Of(predictions, outcome.History.FirstOrDefault(row => row.Epoch == outcome.ChosenEpoch), dataset.ClassNames));
    }

    // Where a device does not promise its bits, a teacher that had to be trained again is another one: its students must be its own.
    private static void DropWhatATeacherBeforeTaught(RunFolder folder)
    {
        File.Delete(folder.TeacherLogits);
        foreach (var model in new[] { ModelName.Student, ModelName.Aliased }) folder.Checkpoint(model).Drop();
    }

    private StoredLogits? StoreLogits(Networks networks, RunFolder folder)
    {
        StoredLogits? Read() => StoredLogits.Read(
            folder.TeacherLogits, data.Train.Indices, dataset.ClassNames.Count, Identity.OriginOf(ModelName.Teacher), device, progress.Warning);
        if (recipe.Distillation.StudentIsTheTeacher || recipe.Input.IsRandom) return null;
        if (File.Exists(folder.TeacherLogits) && Read() is { } stored) return stored;
        log.Measure("teacher-logits", () =>
        {
            progress.Stage($"teacher's logits of the {data.Train.Indices.Length} training images");
            StoredLogits.Write(
                folder.TeacherLogits, Logits(networks.Teacher, data.Train), data.Train.Indices.Length, Identity.OriginOf(ModelName.Teacher));
            return true;
        });
        return Read()
            ?? throw new BadInputException($"{folder.TeacherLogits}: damaged as soon as it was written");
    }

    private float[] Logits(EfficientNet network, Subset subset) =>
        Evaluation.Of(network, subset, recipe.Input, device, _ => stop.ThrowIfCancellationRequested()).Logits;

    private void LoadImageNetWeights(Networks networks, Func<EfficientNetArchitecture, string> find)
    {
        foreach (var (model, network, wanted) in new[]
        {
            (ModelName.Teacher, networks.Teacher, recipe.Teacher.ImageNetWeights),
            (ModelName.Baseline, networks.Baseline, recipe.Student.ImageNetWeights),
            (ModelName.Student, networks.Student, recipe.Student.ImageNetWeights && !recipe.Distillation.StudentIsTheTeacher),
        })
        {
            if (!wanted) continue;
            using var scope = NewDisposeScope();
            var file = find(network.Architecture);
            var replaced = StateDict.Load(network, WeightsFile.Read(file), file, keepClassifier: true);
            imageNet[model] = "torchvision's ImageNet weights" + (replaced ? $" with a new classifier for {network.Classes} classes" : "");
        }
    }

    private void Stage(RunFolder folder, string model, EfficientNet network, Func<TrainedModel> train)
    {
        progress.Stage($"{model}: {network.Architecture.Name}");
        log.Measure(model, () => (trained[model] = train()).StepsTaken > 0);
        Unfinished().Write(folder.RunJson);
    }

    private RunRecord Unfinished() => Record(isFinished: false, new Dictionary<string, ModelRecord>());

    // What ended the run, such as a full disk, may keep this from being written too, and is what the user must hear of.
    private void NoteSegment(RunFolder folder)
    {
        try
        {
            Unfinished().Write(folder.RunJson);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // run.json stays as it was at the last checkpoint.
        }
    }

    private RunRecord Record(bool isFinished, IReadOnlyDictionary<string, ModelRecord> models) => new(
        recipe.Name, recipe.Hash(), recipe.ToJson(),
        new(dataset.Name, dataset.Source, dataset.ClassNames, dataset.Fingerprint, data.Train.Indices.Length, data.Validation.Indices.Length, data.Test.Indices.Length, dataset.Place),
        seed, Identity.Device, Identity.Threads, Machine.Versions(), Machine.Commit, [.. before, log.Now(isFinished)], models);
}

/// <summary>What a run came to.</summary>
/// <param name="Record">The content of run.json.</param>
/// <param name="Predictions">Each model's logits of the test images.</param>
/// <param name="History">The figures of every epoch.</param>
public sealed record RunOutcome(RunRecord Record, IReadOnlyDictionary<string, Predictions> Predictions, IReadOnlyList<HistoryRow> History);

using Reproduction.Corrections;
using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Distillation;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Models;
using Reproduction.Models.Weights;
using Reproduction.Randomness;
using Reproduction.Recipes;
using Reproduction.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Runs;

/// <summary>What each kind of stage computes, from the files of the stages that it needs.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="root">The experiment's folder.</param>
/// <param name="dataset">The data.</param>
/// <param name="device">Where.</param>
/// <param name="progress">Is told what happens.</param>
/// <param name="imageNetWeights">Finds the ImageNet weights of an architecture.</param>
/// <param name="surroundings">Under what it is computed.</param>
/// <param name="stop">Asks to stop after the current step.</param>
internal sealed class StageWork(
    Recipe recipe, string root, Dataset dataset, Device device, ITrainingProgress progress,
    Func<NetworkArchitecture, string> imageNetWeights, Surroundings surroundings, CancellationToken stop)
{
    private readonly Dictionary<long, TrainingData> splits = [];

    private int Classes => dataset.ClassNames.Count;

    /// <summary>Does a stage's work, or goes on with it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="writing">Is called before each writing, and may forbid it by an exception.</param>
    /// <param name="checkpointed">Is called after every checkpoint of a training.</param>
    /// <returns>What a training came to; null of other stages, which their outputs tell whole.</returns>
    internal TrainingOutcome? Do(Stage stage, Action writing, Action checkpointed)
    {
        switch (stage)
        {
            case TrainingStage training: return Train(training, writing, checkpointed);
            case CalibrationStage calibration: Calibrate(calibration, writing); return null;
            case AnswersStage answers: Answer(answers, writing); return null;
            case TestStage test: Test(test, writing); return null;
            default: throw new InvalidOperationException($"no such stage: {stage.Name}");
        }
    }

    private TrainingOutcome Train(TrainingStage stage, Action writing, Action checkpointed)
    {
        var model = stage.TrainedModel;
        var files = new StageFiles(root, stage);
        progress.Stage($"{model.Name}: {recipe.NetworkOf(model)!.Architecture}");
        using var network = New(model, stage.Seed);
        var from = PutStart(stage, model, network);
        var teachers = model.Loss.Select(term => term.Teacher).OfType<string>().Distinct().ToDictionary(
            teacher => teacher,
            teacher => teacher == LossTermRecipe.Itself
                ? new SelfTeacher(network)
                : Teacher(stage, recipe.Model(teacher), isLive: model.Loss.Any(term => term.Teacher == teacher && term.AsksForFeatures)));
        try
        {
            var terms = new StageTerms(Classes, network, teachers, Seed, Trust);
            using var loss = new WeightedLoss([.. model.Loss.Select(terms.Of)]);
            ulong Seed(string purpose) => Seeds.Derive(stage.Seed, $"{purpose} of {model.Name}");
            Tensor Trust(string teacher) => TrustIn(stage, teacher);
            var input = recipe.Input with { Augmentations = model.Augmentation };
            var task = new TrainingTask(
                model.Name, network, model.Training, loss, teachers, Data(stage.Seed), input, stage.Seed,
                recipe.AugmentationSeed ?? stage.Seed, device);
            var trained = new Trainer(progress, stop) { Checkpointed = checkpointed }.Train(task, Checkpoint(stage, writing));
            writing();
            HistoryFile.Write(files.In(StageFiles.History), trained.History);
            TermsFile.Write(files.In(StageFiles.Terms), trained.Terms);
            return new(network.Name, network.parameters().Sum(parameter => parameter.numel()), from, trained.History.Count,
                trained.ChosenEpoch);
        }
        finally
        {
            foreach (var teacher in teachers.Values) teacher.Dispose();
        }
    }

    /// <summary>Asks a teacher about the training images; epochs whose answers are there already are left alone.</summary>
    private void Answer(AnswersStage stage, Action writing)
    {
        var (files, views, train) = (new StageFiles(root, stage), stage.Views, Data(stage.Seed).Train);
        using var network = Trained(Need<TrainingStage>(stage, stage.Teacher.Name)!);
        var input = recipe.Input with { Augmentations = views.Augmentation };
        using var answers = Answers(stage);
        foreach (var (epoch, name) in views.Files.Select((name, i) => (i + 1, name)))
        {
            if (answers.Has(epoch, progress.Warning)) continue;
            progress.Stage(
                $"{stage.Model.Name}'s logits of the {train.Indices.Length} training "
                + $"images{(views.Seed is null ? "" : $", views of epoch {epoch} of {views.Epochs}")}");
            EpochSeed? seed = views.Seed is { } stream ? new(Seeds.Derive(stream, "augmentation"), epoch) : null;
            var logits = Evaluation.Of(network, train, input, device, seed, stop: stop).Logits;
            writing();
            StoredLogits.Write(files.In(name), logits, train.Indices.Length, Origin(stage));
        }
    }

    private void Calibrate(CalibrationStage stage, Action writing)
    {
        var (model, data, path) = (stage.CalibratedModel, Data(stage.Seed), new StageFiles(root, stage).In(StageFiles.Calibration));
        progress.Stage($"{model.Name}: {model.Of} on the {data.Calibration.Indices.Length} images that calibrate");
        var calibrate = Logits(stage, recipe.Model(model.Of), data.Calibration);
        CalibrationFile fitted;
        try
        {
            fitted = CalibrationFile.Fit(model, calibrate, Answered(stage, recipe.Model(model.Of), data.Train));
        }
        catch (CheckFailedException e)
        {
            throw new CheckFailedException($"calibration of {model.Name}: {e.Message}");
        }
        if (!fitted.IsBest)
            progress.Warning(
                $"{model.Name}: no finite weights are best on the {calibrate.Count} images that calibrate, which are told apart too "
                + "well; these are where it hardly matters any more");
        writing();
        fitted.Write(path);
    }

    /// <summary>Asks a model about the test images, or corrects or averages what others said of them.</summary>
    private void Test(TestStage stage, Action writing)
    {
        var test = Data(stage.Seed).Test;
        progress.Stage($"{stage.Model.Name}: the {test.Indices.Length} test images");
        var answers = stage.Model switch
        {
            CalibratedModelRecipe calibrated => Correction(stage, calibrated).Of(Tested(stage, calibrated.Of, test)),
            EnsembleModelRecipe ensemble => MeanProbability.Of([.. ensemble.Of.Select(of => Tested(stage, of, test))]),
            _ => Logits(stage, stage.Model, test),
        };
        writing();
        answers.Write(new StageFiles(root, stage).In(StageFiles.Test));
    }

    /// <summary>The files from which a training goes on.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="writing">Is called before each writing.</param>
    internal Checkpoint Checkpoint(TrainingStage stage, Action? writing = null) =>
        new(new StageFiles(root, stage).Folder, stage.Model.Name, Origin(stage)) { Writing = writing };

    private Origin Origin(Stage stage) => surroundings.OriginOf(stage, new StageFiles(root, stage).Inputs());

    private StoredLogits Answers(AnswersStage stage) => new(
        epoch => new StageFiles(root, stage).In(stage.Views.FileOf(epoch)), Data(stage.Seed).Train.Indices, Classes, Origin(stage),
        device);

    /// <summary>Which images train, choose, calibrate and test.</summary>
    /// <param name="seed">The seed.</param>
    internal TrainingData Data(long seed) =>
        splits.TryGetValue(seed, out var known) ? known : splits[seed] = TrainingData.Split(dataset, recipe, seed);

    private Network New(TrainedModelRecipe model, long seed)
    {
        var start = recipe.NetworkOf(model)!;
        var network = start.Parts.Build(
            Classes, start.Initialisation, SeedOf(start, seed), start.StochasticDepth, start.Dropout);
        ChannelsLast.Apply(network);
        var advisors = recipe.AdvisorsOf(model);
        return advisors.Count == 0
            ? network
            : new AdvisedNetwork(
                network, advisors, start.Initialisation, advisor => Seeds.Derive(seed, $"head of {advisor} on {start.Name}"));
    }

    private static ulong SeedOf(NetworkRecipe network, long seed) => Seeds.Derive(seed, $"weights of {network.Name}");

    /// <summary>A finished model.</summary>
    private Network Trained(TrainingStage train)
    {
        var network = New(train.TrainedModel, train.Seed);
        Load(train, network);
        network.to(device);
        return network;
    }

    private void Load(TrainingStage train, Network network)
    {
        if (Checkpoint(train).LoadFinal(network) is { } damage)
            throw new BadInputException($"{damage}, since {train.Model.Name} was trained; --resume trains it again");
    }

    /// <summary>Puts the weights from which training starts into a network, and says in words what they are.</summary>
    private string PutStart(Stage stage, TrainedModelRecipe model, Network network)
    {
        if (model.Start is TrainedStart { Model: var start })
        {
            Load(Need<TrainingStage>(stage, start)!, network);
            return $"the weights of {start}";
        }
        var before = recipe.NetworkOf(model)!;
        if (!before.ImageNetWeights) return "random weights";
        using var scope = NewDisposeScope();
        var file = imageNetWeights(NetworkArchitecture.Named(network.Name));
        var replaced = StateDict.Load(network, WeightsFile.Read(file), file, keepClassifier: true);
        // torchvision's rule is that of its thousand classes: who wants others puts a layer of PyTorch's own there, as published. Fan-in's
        // starts at 0 here as elsewhere.
        if (replaced && before.Initialisation == Initialisation.Torchvision)
            InitialWeights.DrawClassifier(network, SeedOf(before, stage.Seed));
        return "torchvision's ImageNet weights" + (replaced ? $" with a new classifier for {Classes} classes" : "");
    }

    /// <summary>A model as someone to learn from, by the stages that the learner needs.</summary>
    private ITeacher Teacher(Stage stage, ModelRecipe model, bool isLive) => model switch
    {
        CalibratedModelRecipe calibrated =>
            new CorrectedTeacher(Teacher(stage, recipe.Model(calibrated.Of), isLive), Correction(stage, calibrated)),
        EnsembleModelRecipe ensemble => new EnsembleTeacher([.. ensemble.Of.Select(of => Teacher(stage, recipe.Model(of), isLive))]),
        _ when !isLive && Need<AnswersStage>(stage, model.Name) is { } answers => Answers(answers),
        _ => new LiveTeacher(Trained(Need<TrainingStage>(stage, model.Name)!)),
    };

    private static TStage? Need<TStage>(Stage stage, string model)
        where TStage : Stage => stage.Needs.OfType<TStage>().FirstOrDefault(need => need.Model.Name == model);

    private LogitCorrection Correction(Stage stage, CalibratedModelRecipe model) => CalibrationFile.Read(
        new StageFiles(root, Need<CalibrationStage>(stage, model.Name)!).In(StageFiles.Calibration), Classes).Correction;

    /// <summary>What a model says of images, in float64 from the networks' float32.</summary>
    private Predictions Logits(Stage stage, ModelRecipe model, Subset images)
    {
        switch (model)
        {
            case CalibratedModelRecipe calibrated:
                return Correction(stage, calibrated).Of(Logits(stage, recipe.Model(calibrated.Of), images));
            case EnsembleModelRecipe ensemble:
                return MeanProbability.Of([.. ensemble.Of.Select(of => Logits(stage, recipe.Model(of), images))]);
            default:
                using (var network = Trained(Need<TrainingStage>(stage, model.Name)!))
                {
                    var answers = Evaluation.Of(network, images, recipe.Input, device, stop: stop);
                    if (answers.NotFinite is { } odd)
                        throw new CheckFailedException(
                            $"{model.Name}: of image {odd / Classes} of {images.Indices.Length} its logits are not finite, as its training "
                            + "diverged; train it otherwise, at a smaller learning rate for example");
                    return new(images.Labels, answers.Logits, Classes);
                }
        }
    }

    /// <summary>What a model said of the training images when it was asked for its students.</summary>
    private Predictions Answered(Stage stage, ModelRecipe model, Subset train)
    {
        using var scope = NewDisposeScope();
        using var teacher = Teacher(stage, model, isLive: false);
        var views = new Views(
            train.Indices, empty(0), Epoch: 1, () => throw new InvalidOperationException("stored answers look at no image"));
        var logits = teacher.Answer(views, []).Logits;
        return new(train.Labels, logits.cpu().data<float>().ToArray(), Classes);
    }

    /// <summary>What another model said of the test images.</summary>
    private Predictions Tested(Stage stage, string model, Subset test)
    {
        var path = new StageFiles(root, Need<TestStage>(stage, model)!).In(StageFiles.Test);
        var answers = PredictionsFile.Read(path);
        if (answers.Classes != Classes)
            throw new BadInputException($"{path}: {answers.Classes} classes, expected the {Classes} of {stage.Model.Name}'s other models");
        if (!answers.Labels.SequenceEqual(test.Labels))
            throw new BadInputException($"{path}: its labels are not those of the {test.Indices.Length} test images");
        return answers;
    }

    /// <summary>How far a teacher is to be trusted class by class, by its answers on the held-out images that choose the epoch.</summary>
    private Tensor TrustIn(Stage stage, string teacher)
    {
        var heldOut = Data(stage.Seed).Validation;
        progress.Stage($"{teacher}'s margins on the {heldOut.Indices.Length} held-out images");
        var answers = Logits(stage, recipe.Model(teacher), heldOut);
        using var scope = NewDisposeScope();
        double[] logits = [.. Enumerable.Range(0, answers.Count).SelectMany(image => answers.Logits(image).ToArray())];
        long[] labels = [.. heldOut.Labels];
        return ClassTrust.TrustOf(tensor(logits, [answers.Count, Classes]), tensor(labels)).MoveToOuterDisposeScope();
    }
}

using System.Globalization;
using Reproduction.Data;
using Reproduction.KnownAnswers;
using Reproduction.Metrics;
using Reproduction.Training;

namespace Reproduction.Reporting;

/// <summary>Says of a run what its report needs: the protocol row by row, and what a reader must know to judge the figures.</summary>
public static class RunReports
{
    /// <summary>The report of a run.</summary>
    /// <param name="run">The content of run.json.</param>
    /// <param name="recipe">What was run.</param>
    /// <param name="predictions">Each model's answers on the test images.</param>
    /// <param name="history">The figures of every epoch.</param>
    public static RunReport Of(
        RunRecord run, Recipe recipe, IReadOnlyDictionary<string, Predictions> predictions, IReadOnlyList<HistoryRow> history)
    {
        string[] classNames = [.. run.Dataset.ClassNames.Select(PlainText.Line)];
        ModelResult[] models =
        [
            .. ModelName.All.Where(predictions.ContainsKey).Select(name => new ModelResult(
                name, Description(name, run.Models[name]), run.Models[name].ChosenEpoch, predictions[name])
            {
                Doubts = ModelDoubts.Of(
                    predictions[name], history.FirstOrDefault(row => row.Model == name && row.Epoch == run.Models[name].ChosenEpoch), classNames),
            }),
        ];
        return new(
            PlainText.Line($"{recipe.Name}: {run.Dataset.Name}, seed {run.Seed}"),
            [.. Warnings(recipe), .. models.SelectMany(Doubts)], Protocol(run, recipe), Notes(run, recipe), classNames, models, history);
    }

    private static string[] Warnings(Recipe recipe) => recipe.Distillation.StudentIsTheTeacher
        ? ["The \"student\" of this run is the teacher. As published, its name was bound to the teacher's own object: no smaller network was "
            + "distilled, and every figure under \"student\" is of the teacher trained on against itself."]
        : [];

    private static IEnumerable<string> Doubts(ModelResult model) =>
        model.Doubts.Select(doubt => $"The {model.Name} {doubt}. Its figures are no finding, and comparisons with it say nothing.");

    private static string Description(string name, ModelRecord model)
    {
        var network = $"{model.Architecture}, {Count(model.Parameters)} parameters, from {model.StartedFrom}, epoch {model.ChosenEpoch} of {model.Epochs}";
        return name switch
        {
            ModelName.Student when model.SharesStorageWithTeacher => $"{network}; not a network of its own: the teacher's own object, distilled against itself",
            ModelName.Student => $"{network}; distilled from the teacher",
            ModelName.Aliased => $"{network}; the teacher's own object, distilled against itself for {Count(model.Epochs)} epochs",
            _ => network,
        };
    }

    private static List<(string, string)> Protocol(RunRecord run, Recipe recipe) =>
    [
        ("recipe", $"{recipe.Name} ({recipe.Description})"),
        ("recipe hash", Short(run.RecipeHash)),
        ("seed", Count(run.Seed)),
        ("data", $"{run.Dataset.Name}: {Count(run.Dataset.TrainImages)} images train, {ValidationImages(run, recipe)}, {Count(run.Dataset.TestImages)} test"),
        ("data source", run.Dataset.Source),
        ("data fingerprint", Short(run.Dataset.Fingerprint)),
        ("input", $"{recipe.Input.ImageSize} px, {(recipe.Input.Resize == ResizeMethod.Pil ? "bilinear as Pillow on bytes" : "bilinear as torchvision on tensors")}, normalised"),
        ("augmentation", Augmentation(recipe)),
        ("smaller images first", recipe.Training.SmallerFirst.Count == 0 ? "none" : string.Join(", ", recipe.Training.SmallerFirst.Select(size => $"{size.Epochs} epochs at {size.ImageSize} px"))),
        ("teacher", Network(recipe.Teacher)),
        ("baseline", Network(recipe.Student)),
        ("student", recipe.Distillation.StudentIsTheTeacher ? "the teacher's own object" : $"{Network(recipe.Student)}, from the baseline's starting weights"),
        ("optimiser", $"{recipe.Training.Optimiser.ToString().ToLowerInvariant()}, learning rate {Number(recipe.Training.LearningRate.Peak)} {Schedule(recipe)}, weight decay {Number(recipe.Training.WeightDecay)}, label smoothing {Number(recipe.Training.LabelSmoothing)}, batch {recipe.Training.BatchSize}"),
        ("epochs", $"{recipe.Training.Epochs} for teacher and baseline, {recipe.Distillation.Epochs} for the student"
            + (recipe.Aliased is { } aliased ? $", {aliased.Epochs} more of the teacher for aliased, at {recipe.Input.ImageSize} px and learning rate {Number(aliased.LearningRate)}" : "")),
        ("distillation", $"T = {Number(recipe.Distillation.Temperature)}, α = {Number(recipe.Distillation.Alpha)}, β = {Number(recipe.Distillation.Beta)}; teacher's logits {TeacherLogits(recipe)}"),
        ("epoch that counts", $"teacher {Rule(recipe.ChosenEpoch.Teacher)}, baseline {Rule(recipe.ChosenEpoch.Baseline)}, student {Rule(recipe.ChosenEpoch.Student)}"),
        ("arithmetic", $"float32 on {run.Device}{(run.Device == "cuda" ? " (convolutions in TensorFloat-32 where the device has it, as PyTorch has them)" : "")}, {run.Threads} threads, libtorch {run.Versions.GetValueOrDefault("libtorch", "unknown")}{Instructions(run)}"),
    ];

    private static List<string> Notes(RunRecord run, Recipe recipe)
    {
        List<string> notes = [$"The images: {run.Dataset.Source}."];
        if (recipe.Aliased is not null)
            notes.Add("The model \"aliased\" repeats the published mistake beside the real student: it is the teacher's own object, trained on against itself.");
        if (recipe.Validation.HeldOut is null)
            notes.Add("The test images also chose the epoch, as published: the figures are optimistic by an unknown amount.");
        if (recipe.ChosenEpoch.Teacher != recipe.ChosenEpoch.Baseline || recipe.ChosenEpoch.Student != recipe.ChosenEpoch.Baseline)
            notes.Add("The models do not follow one rule for the epoch that counts, as published: unlike is compared with unlike.");
        if (!recipe.Teacher.ImageNetWeights && !recipe.Student.ImageNetWeights)
            notes.Add("The networks started from random weights, the published ones from ImageNet weights: the figures cannot confirm or refute the published ones.");
        if (run.Versions.TryGetValue(Machine.KnownAnswersKey, out var outcome) && outcome != SoundArithmetic.AllRight) notes.Add($"At this run {outcome}.");
        notes.Add("One seed: the intervals say what another set of test images would change, not what another seed would.");
        return notes;
    }

    private static string ValidationImages(RunRecord run, Recipe recipe) =>
        recipe.Validation.HeldOut is null ? "the test images choose the epoch" : $"{Count(run.Dataset.ValidationImages)} held out to choose the epoch";

    private static string Augmentation(Recipe recipe) =>
        recipe.Input.IsRandom ? string.Join(", ", recipe.Input.Augmentations.Select(augmentation => augmentation switch
        {
            RandomCrop crop => $"random crop with padding {crop.Padding}",
            RandomHorizontalFlip flip => $"horizontal flip with probability {Number(flip.Probability)}",
            RandomRotation rotation => $"rotation by up to {Number(rotation.Degrees)}°",
            RandomResizedCrop crop => $"random resized crop, scale {Number(crop.LeastScale)} to {Number(crop.GreatestScale)}, ratio {Number(crop.LeastRatio)} to {Number(crop.GreatestRatio)}",
            _ => throw new InvalidOperationException($"no words for {augmentation}"),
        })) : "none";

    private static string Instructions(RunRecord run) =>
        run.Device == "cpu" && run.Versions.TryGetValue(Machine.InstructionsKey, out var instructions) ? $" on {instructions}" : "";

    private static string Network(NetworkRecipe network) =>
        $"{network.Architecture}, {(network.ImageNetWeights ? "ImageNet weights" : $"random weights ({Rule(network.Initialisation)})")}, dropout {Number(network.Dropout)}, stochastic depth {Number(network.StochasticDepth)}"
        + (network.LearningRate is { } rate ? $", learning rate {Number(rate)}" : "");

    private static string Rule(Models.Initialisation rule) => rule switch
    {
        Models.Initialisation.Torchvision => "torchvision's",
        Models.Initialisation.FanIn => "fan-in",
        _ => "fan-in, residual branches at zero",
    };

    private static string Schedule(Recipe recipe) => recipe.Training.LearningRate.Kind switch
    {
        ScheduleKind.Constant => "constant",
        ScheduleKind.Cosine => "along a cosine",
        _ => $"in one cycle, {Number(100 * recipe.Training.LearningRate.Warmup)} % warm-up",
    };

    private static string TeacherLogits(Recipe recipe) =>
        recipe.Distillation.StudentIsTheTeacher ? "from the student itself in training mode"
        : recipe.Input.IsRandom ? "of the student's own view of each image"
        : "computed once";

    private static string Rule(EpochRule rule) => rule == EpochRule.Best ? "best" : "last";

    private static string Short(string hash) => hash.Length > 16 ? hash[..16] : hash;

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}

using Reproduction.Data.Preparation;
using Reproduction.KnownAnswers;
using Reproduction.Metrics;
using Reproduction.Recipes;
using Reproduction.Runs;
using Reproduction.Text;
using Reproduction.Training;

namespace Reproduction.Reporting;

/// <summary>What a run's report is made of. No times are in it, so that equal runs have equal reports.</summary>
/// <param name="Title">One line, such as <c>quick: fashion-mnist, seed 1</c>.</param>
/// <param name="Warnings">What makes the figures mean something else than their names say; stands above all else. Usually none.</param>
/// <param name="Protocol">What was done, row by row of the report's table.</param>
/// <param name="Notes">What a reader must know to judge the figures, a sentence each.</param>
/// <param name="ClassNames">K names in class order.</param>
/// <param name="Models">The models in the order of the report; all on the same test images in the same order.</param>
/// <param name="Compare">Whose figures are subtracted; the first pair is the question that the report answers first.</param>
/// <param name="History">The epochs of all models, each model's in order.</param>
public sealed record RunReport(
    string Title,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<(string Name, string Value)> Protocol,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<ModelResult> Models,
    IReadOnlyList<ModelPair> Compare,
    IReadOnlyList<HistoryRow> History)
{
    /// <summary>The files that the report is made of, where they lie: the page links them.</summary>
    public IReadOnlyList<RunFileLinks> Files { get; init; } = [];

    /// <summary>The recipe as a file, all defaults written out, which lies beside the report; null where nobody has it.</summary>
    public string? Recipe { get; init; }

    /// <summary>The report of a run: the protocol row by row, and what a reader must know to judge the figures.</summary>
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
            .. recipe.Models.Where(model => predictions.ContainsKey(model.Name)).Select(model => new ModelResult(
                model.Name, Description(model, run.Models[model.Name]), run.Models[model.Name].ChosenEpoch, predictions[model.Name])
            {
                Teachers = Teachers(model),
                Members = model is EnsembleModelRecipe ensemble ? ensemble.Of : [],
                MadeOnce = MadeOnce(recipe, model),
                Doubts = ModelDoubts.Of(
                    predictions[model.Name],
                    history.FirstOrDefault(row => row.Model == model.Name && row.Epoch == run.Models[model.Name].ChosenEpoch), classNames,
                    model is TrainedModelRecipe { MinimisesCrossEntropy: true }),
            }),
        ];
        return new(
            PlainText.Line($"{recipe.Name}: {run.Dataset.Name}, seed {run.Seed}"), [.. WarningsOf(recipe), .. models.SelectMany(Doubts)],
            ProtocolOf(run, recipe), NotesOf(run, recipe), classNames, models, recipe.Compare, history);
    }

    /// <summary>A question about a model that was trained on against itself is a question about its teacher.</summary>
    private static string[] WarningsOf(Recipe recipe) =>
        recipe.Compare is [var first, ..] && recipe.Model(first.First) is TrainedModelRecipe model && IsAlias(model)
        ? [$"The \"{model.Name}\" of this run is {((TrainedStart)model.Start).Model}. As published, its name was bound to the other's own "
            + $"object: no smaller network was distilled, and every figure under \"{model.Name}\" is of "
            + $"{((TrainedStart)model.Start).Model} trained on against itself."]
        : [];

    /// <summary>The published mistake: a model that goes on from another one's weights and learns from itself.</summary>
    private static bool IsAlias(TrainedModelRecipe model) =>
        model.Start is TrainedStart && model.Loss.Any(term => term.Teacher == LossTermRecipe.Itself);

    private static IEnumerable<string> Doubts(ModelResult model) =>
        model.Doubts.Select(doubt => $"The {model.Name} {doubt}. Its figures are no finding, and comparisons with it say nothing.");

    private static string Description(ModelRecipe recipe, ModelRecord model)
    {
        var from = $"{model.Architecture}, {Written.Count(model.Parameters)} parameters, from {model.StartedFrom}";
        if (recipe is not TrainedModelRecipe trained) return from;
        var network = $"{from}, epoch {model.ChosenEpoch} of {model.Epochs}";
        var teachers = trained.Loss.Select(term => term.Teacher).OfType<string>().Distinct().ToList();
        return teachers.Count == 0 ? network
            : IsAlias(trained) ? $"{network}; not a network of its own, distilled against itself"
            : $"{network}; distilled from {Written.List(teachers)}";
    }

    private static IReadOnlyList<string> Teachers(ModelRecipe model) => model is TrainedModelRecipe trained
        ? [.. trained.Loss.Select(term => term.Other).OfType<string>().Distinct()]
        : [];

    /// <summary>Pinned models, and the images to which a calibration among those that it is made from is fitted in every seed.</summary>
    private static IReadOnlyList<string> MadeOnce(Recipe recipe, ModelRecipe model)
    {
        var lineage = recipe.Lineage(model);
        var sharesImages = recipe.HeldOut.Seed is not null && lineage.OfType<CalibratedModelRecipe>().Any();
        return
        [
            .. lineage.Where(needed => needed.Seed is not null).Select(needed => needed.Name),
            .. sharesImages ? new[] { ModelResult.ImagesOfCalibrate } : [],
        ];
    }

    private static List<(string, string)> ProtocolOf(RunRecord run, Recipe recipe) =>
    [
        ("recipe", $"{recipe.Name} ({recipe.Description})"),
        ("recipe hash", Short(run.RecipeHash)),
        ("seed", Written.Count(run.Seed)),
        ("data",
            $"{run.Dataset.Name}: {Written.Count(run.Dataset.TrainImages)} images train, {ValidationImages(run, recipe)}, "
            + $"{Written.Count(run.Dataset.TestImages)} test"),
        ("data source", run.Dataset.Source),
        ("data fingerprint", Short(run.Dataset.Fingerprint)),
        ("input",
            $"{recipe.Input.ImageSize} px, "
            + $"{(recipe.Input.Resize == ResizeMethod.Pil ? "bilinear as Pillow on bytes" : "bilinear as torchvision on tensors")}, "
            + "normalised"),
        .. recipe.Models.Select(model => (model.Name, ModelProtocol.Of(recipe, model))),
        ("arithmetic",
            $"float32 on {run.Device}{(run.Device == "cuda" ? " (convolutions in TensorFloat-32 where the device has it, as PyTorch has them)" : "")}, {run.Threads} threads, libtorch {run.Versions.GetValueOrDefault("libtorch", "unknown")}{Instructions(run)}"),
    ];

    private static List<string> NotesOf(RunRecord run, Recipe recipe)
    {
        List<string> notes = [$"The images: {run.Dataset.Source}."];
        var trained = recipe.Models.OfType<TrainedModelRecipe>().ToList();
        var asked = recipe.Compare is [var first, ..] ? first.First : "";
        foreach (var model in trained.Where(model => IsAlias(model) && model.Name != asked))
            notes.Add(
                $"The model \"{model.Name}\" repeats the published mistake beside the others: it goes on from "
                + $"{((TrainedStart)model.Start).Model} and learns from itself.");
        if (recipe.HeldOut.ChooseEpoch is null && trained.Any(ChoosesEpoch))
            notes.Add("The test images also chose the epoch, as published: the figures are optimistic by an unknown amount.");
        if (trained.Select(model => model.Training.ChosenEpoch).Distinct().Count() > 1)
            notes.Add("The models do not follow one rule for the epoch that counts, as published: unlike is compared with unlike.");
        if (recipe.Networks.All(network => !network.ImageNetWeights))
            notes.Add(
                "The networks started from random weights, the published ones from ImageNet weights: the figures cannot confirm or "
                + "refute the published ones.");
        if (run.Versions.TryGetValue(Machine.KnownAnswersKey, out var outcome) && outcome != SoundArithmetic.AllRight)
            notes.Add($"At this run {outcome}.");
        foreach (var (name, model) in run.Models)
            if (model.Calibration is { } calibration) notes.Add(
                CalibrationNote.Of(name, calibration, trained.Any(student => student.Loss.Any(term => term.Other == name))));
        notes.Add("One seed: the intervals say what another set of test images would change, not what another seed would.");
        return notes;
    }

    private static string ValidationImages(RunRecord run, Recipe recipe)
    {
        var what = recipe.Models.OfType<TrainedModelRecipe>().Any(ChoosesEpoch) ? "choose the epoch" : "validate, which chooses no epoch";
        return (recipe.HeldOut.ChooseEpoch is null
                ? $"the test images {what}"
                : $"{Written.Count(run.Dataset.ValidationImages)} held out to {what}")
            + (recipe.HeldOut.Calibrate is { } calibrate ? $", {Written.Count(calibrate)} to calibrate" : "");
    }

    private static bool ChoosesEpoch(TrainedModelRecipe model) => model.Training.ChosenEpoch == EpochRule.Best;

    private static string Instructions(RunRecord run) =>
        run.Device == "cpu" && run.Versions.TryGetValue(Machine.InstructionsKey, out var instructions) ? $" on {instructions}" : "";

    private static string Short(string hash) => hash.Length > 16 ? hash[..16] : hash;
}

using System.Text.Json.Nodes;
using Reproduction.Data.Preparation;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>How models stand in a recipe: each has exactly one of four methods.</summary>
internal static class ModelFormat
{
    private static readonly Key<string> Network = Key.Text("network", "The network that is trained, from before training");
    private static readonly Key<string> Start = Key.Text("start", "The trained model of which a copy trains on");
    private static readonly Key<string> CalibrationOf =
        Key.Text("calibration_of", "The model whose logits are corrected by the held-out images that calibrate");
    private static readonly Key<IReadOnlyList<string>> EnsembleOf =
        Key.Texts("ensemble_of", "The models of which the probabilities are averaged");
    private static readonly string[] Methods = [Network.Name, Start.Name, CalibrationOf.Name, EnsembleOf.Name];

    private static readonly Key<CalibrationMethod> By = Key.Choice(
        "by", "How logits are corrected", ("temperature", CalibrationMethod.Temperature), ("vector", CalibrationMethod.Vector),
        ("class_offsets", CalibrationMethod.ClassOffsets));

    private static readonly Key<long?> Seed = Key.Seed("seed", "Makes the model once, with this seed, and shares it between all seeds");

    private static readonly Key<TrainingRecipe> Training =
        Key.Section("training", "How weights move; a model's own keys replace those for all models",
            TrainingFormat.Format) with
        { IsRequired = false };

    /// <summary>What is said once for all models that do not say otherwise.</summary>
    public static readonly IReadOnlyList<Field<Recipe>> SharedFields =
    [
        Shared(Training.Of<Recipe>(_ => throw new InvalidOperationException())), Shared(AugmentationFormat.Changes.Of<Recipe>(_ => [])),
        Shared(LossFormat.Terms.Of<Recipe>(_ => [])),
    ];

    /// <summary>The models by name, as a part of a recipe.</summary>
    public static readonly Field<Recipe> Field = new(
        "models",
        recipe => new JsonObject(recipe.Models.Select(model => KeyValuePair.Create(model.Name, (JsonNode?)Write(model)))),
        Named.Schema("The models by name: a name and a method each", new JsonObject { ["oneOf"] = new JsonArray([.. Schemas()]) }),
        IsRequired: true);

    /// <summary>Reads all models of a file.</summary>
    /// <param name="file">The file's top.</param>
    public static IReadOnlyList<ModelRecipe> Read(YamlSection file)
    {
        var training = file.Has(Training.Name) ? file.Section(Training.Name, TrainingFormat.Format.Keys) : null;
        if (training is not null) TrainingFormat.Check(training);
        var shared = new SharedParts(
            training,
            AugmentationFormat.Changes.Or([]).Read(file),
            LossFormat.Terms.Or([new CrossEntropyRecipe(1, 0)]).Read(file));
        return [.. Named.Of(file, Field.Name).Select(model => Read(model.Parent, model.Name, shared))];
    }

    /// <summary>What is wrong with a recipe, where it stands: a loss that a model shares with others stands at the file's top.</summary>
    /// <param name="file">The file's top.</param>
    /// <param name="path">Where in the recipe, in which each model has its own loss.</param>
    /// <param name="problem">What was found and what was expected.</param>
    public static BadInputException Refusal(YamlSection file, string path, string problem)
    {
        var loss = LossFormat.Terms.Name;
        return path.Split('.', 3) is ["models", var name, var below]
            && (below == loss || below.StartsWith($"{loss}[", StringComparison.Ordinal))
            && file.Has(loss) && !file.Names(Field.Name).Names(name).Has(loss)
            ? file.Refusal(below, $"{problem} (the loss of {name}, which has none of its own)")
            : file.Refusal(path, problem);
    }

    private static ModelRecipe Read(YamlSection models, string name, SharedParts shared)
    {
        var found = Methods.Where(models.Names(name).Has).ToList();
        return found switch
        {
            ["network" or "start"] => Read(models, name, Trained(name, found[0], shared)),
            ["calibration_of"] => Read(models, name, Calibrated(name)),
            ["ensemble_of"] => Read(models, name, Ensemble(name)),
            _ => throw models.Refusal(
                name, $"found {(found.Count == 0 ? "none" : string.Join(" and ", found))}, expected exactly one of "
                    + $"{string.Join(", ", Methods)}"),
        };
    }

    private static T Read<T>(YamlSection models, string name, SectionFormat<T> format) => format.Read(models.Section(name, format.Keys));

    private static JsonObject Write(ModelRecipe model) => model switch
    {
        TrainedModelRecipe trained => Trained("", trained.Start is NetworkStart ? Network.Name : Start.Name, null).Write(trained),
        CalibratedModelRecipe calibrated => Calibrated("").Write(calibrated),
        EnsembleModelRecipe ensemble => Ensemble("").Write(ensemble),
        _ => throw new InvalidOperationException($"no such method: {model}"),
    };

    private static IEnumerable<JsonNode> Schemas() =>
        [Trained("", Network.Name, null).Schema, Trained("", Start.Name, null).Schema, Calibrated("").Schema, Ensemble("").Schema];

    private static SectionFormat<TrainedModelRecipe> Trained(string name, string method, SharedParts? shared) => new(
        model => new(
            name,
            Seed.Read(model),
            method == Network.Name ? new NetworkStart(Network.Read(model)) : new TrainedStart(Start.Read(model)),
            TrainingOf(model, shared!.Training),
            AugmentationFormat.Changes.Or(shared.Augmentation).Read(model),
            LossFormat.Terms.Or(shared.Loss).Read(model)),
        method == Network.Name
            ? Network.Of<TrainedModelRecipe>(model => ((NetworkStart)model.Start).Network)
            : Start.Of<TrainedModelRecipe>(model => ((TrainedStart)model.Start).Model),
        Seed.Of<TrainedModelRecipe>(model => model.Seed),
        Training.Of<TrainedModelRecipe>(model => model.Training),
        AugmentationFormat.Changes.Or([]).Of<TrainedModelRecipe>(model => model.Augmentation),
        LossFormat.Terms.Or([]).Of<TrainedModelRecipe>(model => model.Loss));

    private static TrainingRecipe TrainingOf(YamlSection model, YamlSection? shared) => model.Has(Training.Name)
        ? TrainingFormat.Read(model.Section(Training.Name, TrainingFormat.Format.Keys), shared)
        : TrainingFormat.Read(shared ?? throw model.Complaint(Training.Name, "a section here or at the top of the file"), null);

    private static SectionFormat<CalibratedModelRecipe> Calibrated(string name) => new(
        model => new(name, Seed.Read(model), CalibrationOf.Read(model), By.Read(model)),
        CalibrationOf.Of<CalibratedModelRecipe>(model => model.Of), By.Of<CalibratedModelRecipe>(model => model.By),
        Seed.Of<CalibratedModelRecipe>(model => model.Seed));

    private static SectionFormat<EnsembleModelRecipe> Ensemble(string name) => new(
        model => new(name, Seed.Read(model), EnsembleOf.Read(model)),
        EnsembleOf.Of<EnsembleModelRecipe>(model => model.Of), Seed.Of<EnsembleModelRecipe>(model => model.Seed));

    /// <summary>A key that a protocol never has at its top: each model has its own.</summary>
    private static Field<Recipe> Shared(Field<Recipe> field) => field with { Write = _ => null, IsRequired = false };

    private sealed record SharedParts(YamlSection? Training, IReadOnlyList<Augmentation> Augmentation, IReadOnlyList<LossTermRecipe> Loss);
}

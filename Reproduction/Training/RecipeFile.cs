using Reproduction.Data;
using Reproduction.Models;
using Reproduction.Yaml;

namespace Reproduction.Training;

/// <summary>Reads recipes: YAML files in which every key is known, every value in range and every override named.</summary>
public static class RecipeFile
{
    private static readonly string[] Augmentations = ["random_crop", "random_horizontal_flip", "random_rotation", "random_resized_crop"];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Recipes");

    /// <summary>The names of the recipes that come with the program.</summary>
    public static IReadOnlyList<string> Shipped() =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Finds a recipe by the name of a shipped one or the path of a file, and reads it.</summary>
    /// <param name="nameOrPath">Such as <c>quick</c> or <c>./mine.yaml</c>.</param>
    /// <param name="overrides">Pairs of a dotted key and a value in YAML.</param>
    /// <exception cref="BadInputException">No such recipe, or something in it is not as it must be.</exception>
    public static Recipe Find(string nameOrPath, IEnumerable<(string Key, string Value)>? overrides = null)
    {
        var shipped = Path.Combine(Folder, $"{nameOrPath}.yaml");
        if (File.Exists(shipped)) return Read(shipped, overrides);
        if (File.Exists(nameOrPath)) return Read(nameOrPath, overrides);
        throw new BadInputException($"recipe '{nameOrPath}': expected one of {string.Join(", ", Shipped())}, or the path of a recipe file");
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Pairs of a dotted key and a value in YAML.</param>
    /// <exception cref="BadInputException">Something in it is not as it must be: one line with file, line and key.</exception>
    public static Recipe Read(string path, IEnumerable<(string Key, string Value)>? overrides = null)
    {
        var file = YamlDocument.Read(
            path,
            [
                "name", "description", "dataset", "train_images", "test_images", "seed", "input", "validation", "networks", "training",
                "distillation", "aliased", "chosen_epoch",
            ],
            overrides);
        var training = Training(file.Section(
            "training", "optimiser", "learning_rate", "schedule", "warmup", "weight_decay", "label_smoothing", "batch_size", "epochs", "smaller_first"));
        var distillation = Distillation(file.Section("distillation", "student", "temperature", "alpha", "beta", "epochs"), training);
        var networks = file.Section("networks", ModelName.Teacher, ModelName.Student);
        string[] network = ["architecture", "weights", "initialisation", "stochastic_depth", "dropout", "learning_rate"];
        return new Recipe(
            Name(file, "name"),
            file.Text("description"),
            Name(file, "dataset"),
            Limit(file, "train_images"),
            Limit(file, "test_images"),
            file.Whole("seed", 0),
            Input(file.Section("input", "image_size", "resize", "mean", "std", "augmentation")),
            Validation(file),
            Network(networks.Section(ModelName.Teacher, network)),
            Network(networks.Section(ModelName.Student, network)),
            training,
            distillation,
            Aliased(file, distillation),
            ChosenEpochs(file.Section("chosen_epoch", ModelName.Teacher, ModelName.Baseline, ModelName.Student)));
    }

    private static string Name(YamlSection file, string key) =>
        file.Text(key) is var name && PlainName.Is(name) ? name : throw file.Complaint(key, PlainName.Rule);

    private static int? Limit(YamlSection file, string key) =>
        file.Has(key) && file.Text(key) != "all" ? (int)file.Whole(key, 2, int.MaxValue) : null;

    private static Validation Validation(YamlSection file) =>
        new(file.Text("validation") == "test_set" ? null : (int)file.Whole("validation", 1, int.MaxValue));

    private static AliasedRecipe? Aliased(YamlSection file, DistillationRecipe distillation)
    {
        if (!file.Has("aliased")) return null;
        if (distillation.StudentIsTheTeacher) throw file.Complaint("aliased", "no such section where distillation.student is the_teacher_itself already");
        var aliased = file.Section("aliased", "epochs", "learning_rate");
        return new((int)aliased.Whole("epochs", 1, 100_000), aliased.Positive("learning_rate"));
    }

    private static Preprocessing Input(YamlSection input)
    {
        var preprocessing = new Preprocessing(
            (int)input.Whole("image_size", 1, 1024),
            input.Choice("resize", ("pil", ResizeMethod.Pil), ("tensor", ResizeMethod.Tensor)),
            new Normalisation(Colour(input.Numbers("mean", 3)), Colour(input.Numbers("std", 3))),
            input.Has("augmentation") ? [.. input.Sections("augmentation", Augmentations).Select(item => Augmentation(input, item))] : []);
        if (input.Numbers("std", 3).Any(value => value <= 0)) throw input.Complaint("std", "3 numbers above 0 in brackets");
        return preprocessing;
    }

    private static Rgb Colour(IReadOnlyList<double> values) => new((float)values[0], (float)values[1], (float)values[2]);

    private static Augmentation Augmentation(YamlSection input, YamlSection item) => item.Keys.ToArray() switch
    {
        not [_] => throw input.Complaint("augmentation", $"a list of which each item is one of {string.Join(", ", Augmentations)}"),
        ["random_crop"] => new RandomCrop((int)item.Section("random_crop", "padding").Whole("padding", 0, 512)),
        ["random_horizontal_flip"] => new RandomHorizontalFlip(item.Section("random_horizontal_flip", "probability").Number("probability", 0, 1)),
        ["random_rotation"] => new RandomRotation(item.Section("random_rotation", "degrees").Number("degrees", 0, 180)),
        _ => ResizedCrop(item.Section("random_resized_crop", "scale", "ratio")),
    };

    private static RandomResizedCrop ResizedCrop(YamlSection crop)
    {
        var (scale, ratio) = (crop.Numbers("scale", 2), crop.Numbers("ratio", 2));
        if (!(0 < scale[0] && scale[0] <= scale[1] && scale[1] <= 1)) throw crop.Complaint("scale", "the least and the greatest share of the area, above 0 and at most 1");
        if (!(0 < ratio[0] && ratio[0] <= ratio[1])) throw crop.Complaint("ratio", "the least and the greatest aspect ratio, above 0");
        return new(scale[0], scale[1], ratio[0], ratio[1]);
    }

    private static NetworkRecipe Network(YamlSection network)
    {
        var recipe = new NetworkRecipe(
            Architecture(network),
            network.Choice("weights", ("imagenet", true), ("random", false)),
            network.Has("initialisation")
                ? network.Choice(
                    "initialisation", ("torchvision", Initialisation.Torchvision), ("fan_in", Initialisation.FanIn),
                    ("fan_in_zero_residual", Initialisation.FanInZeroResidual))
                : Initialisation.Torchvision,
            network.Has("stochastic_depth") ? network.Number("stochastic_depth", 0, 1) : EfficientNet.DefaultStochasticDepth,
            network.Has("dropout") ? network.Number("dropout", 0, 1) : EfficientNetArchitecture.Named(network.Text("architecture")).Dropout,
            network.Has("learning_rate") ? network.Positive("learning_rate") : null);
        return recipe;
    }

    private static string Architecture(YamlSection network)
    {
        try
        {
            return EfficientNetArchitecture.Named(network.Text("architecture")).Name;
        }
        catch (BadInputException)
        {
            throw network.Complaint("architecture", "efficientnet_b0 to efficientnet_b7, or efficientnet_wW_dD such as efficientnet_w0.5_d0.4");
        }
    }

    private static TrainingRecipe Training(YamlSection training)
    {
        var kind = training.Choice(
            "schedule", ("constant", ScheduleKind.Constant), ("cosine", ScheduleKind.Cosine), ("one_cycle", ScheduleKind.OneCycle));
        var learningRate = new LearningRate(kind, training.Positive("learning_rate"));
        if (kind == ScheduleKind.OneCycle) learningRate = learningRate with { Warmup = training.Number("warmup", 0, 1) };
        var recipe = new TrainingRecipe(
            training.Choice("optimiser", ("adam", OptimiserKind.Adam), ("adamw", OptimiserKind.AdamW), ("sgd", OptimiserKind.Sgd)),
            learningRate,
            training.Number("weight_decay", 0),
            training.Number("label_smoothing", 0, 1),
            (int)training.Whole("batch_size", 2, 65536),
            (int)training.Whole("epochs", 1, 100_000),
            training.Has("smaller_first") ? [.. training.Sections("smaller_first", "epochs", "image_size").Select(Size)] : []);
        return recipe;
    }

    private static SizeRecipe Size(YamlSection size)
    {
        var recipe = new SizeRecipe((int)size.Whole("epochs", 1, 100_000), (int)size.Whole("image_size", 1, 1024));
        return recipe;
    }

    private static DistillationRecipe Distillation(YamlSection distillation, TrainingRecipe training)
    {
        var recipe = new DistillationRecipe(
            distillation.Choice("student", ("own_network", false), ("the_teacher_itself", true)),
            distillation.Positive("temperature"),
            distillation.Number("alpha", 0),
            distillation.Number("beta", 0),
            distillation.Has("epochs") ? (int)distillation.Whole("epochs", 1, 100_000) : training.Epochs);
        return recipe;
    }

    private static ChosenEpochs ChosenEpochs(YamlSection chosen)
    {
        EpochRule Rule(string model) => chosen.Choice(model, ("best", EpochRule.Best), ("last", EpochRule.Last));
        var rules = new ChosenEpochs(Rule(ModelName.Teacher), Rule(ModelName.Baseline), Rule(ModelName.Student));
        return rules;
    }
}

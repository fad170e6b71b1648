using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Files;

namespace Reproduction.Recipes.Format;

/// <summary>The resolved recipes of stored runs from before models had names: their hash, and what they say in today's format.</summary>
public static class Format1
{
    /// <summary>Whether a resolved recipe is of that format.</summary>
    /// <param name="recipe">As it stands in run.json.</param>
    public static bool Is(JsonElement recipe) => recipe.ValueKind == JsonValueKind.Object && !recipe.TryGetProperty("format", out _);

    /// <summary>SHA-256 (hexadecimal) of the resolved recipe with seed 0, compact.</summary>
    /// <param name="recipe">As it stands in run.json.</param>
    public static string Hash(JsonElement recipe)
    {
        var seedless = JsonObject.Create(recipe)!;
        seedless["seed"] = 0;
        return Checksum.OfText(seedless.ToJsonString()).Hex;
    }

    /// <summary>The same experiment in today's format.</summary>
    /// <param name="recipe">As it stands in run.json.</param>
    /// <param name="file">The name of the file that holds it, for complaints.</param>
    /// <exception cref="BadInputException">It is no resolved recipe of format 1.</exception>
    public static Recipe Upgrade(JsonElement recipe, string file)
    {
        try
        {
            return RecipeFile.Read(JsonSerializer.SerializeToElement(Upgraded(JsonObject.Create(recipe)!)), file);
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new BadInputException($"{file}: resolved_recipe: not a resolved recipe, neither of format 1 nor of format 2", e);
        }
    }

    private static JsonObject Upgraded(JsonObject old)
    {
        var (input, distillation, chosen, aliased) = (old["input"]!, old["distillation"]!, old["chosen_epoch"]!, old["aliased"]);
        var isAlias = (bool)distillation["student_is_the_teacher"]!;
        JsonArray labels = [CrossEntropy(1, old)];
        JsonArray Taught(string of) =>
        [
            CrossEntropy((double)distillation["alpha"]!, old),
            Kind("soft_targets",
                new() { ["of"] = of, ["temperature"] = Copy(distillation["temperature"]), ["weight"] = Copy(distillation["beta"]) }),
        ];
        JsonObject Model(string start, string from, JsonObject training, JsonArray loss) => new()
        {
            [start] = from,
            ["training"] = training,
            ["augmentation"] = Augmentation(input["augmentations"]!.AsArray()),
            ["loss"] = loss,
        };
        var student = Training(old, old["student"]!["learning_rate"], chosen["student"]!);
        student["epochs"] = Copy(distillation["epochs"]);
        var models = new JsonObject
        {
            ["teacher"] = Model("network", "teacher", Training(old, old["teacher"]!["learning_rate"], chosen["teacher"]!), labels),
            ["baseline"] =
                Model("network", "student", Training(old, old["student"]!["learning_rate"], chosen["baseline"]!), [CrossEntropy(1, old)]),
            ["student"] =
                Model(isAlias ? "start" : "network", isAlias ? "teacher" : "student", student,
                    Taught(isAlias ? LossTermRecipe.Itself : "teacher")),
        };
        JsonArray pairs = [new JsonArray("student", "baseline"), new JsonArray("student", "teacher")];
        if (aliased is not null)
        {
            var training = Training(old, aliased["learning_rate"], chosen["student"]!);
            training["epochs"] = Copy(aliased["epochs"]);
            training["smaller_first"] = new JsonArray();
            models["aliased"] = Model("start", "teacher", training, Taught(LossTermRecipe.Itself));
            pairs.Add((JsonNode)new JsonArray("aliased", "teacher"));
        }
        return new()
        {
            ["format"] = 2,
            ["name"] = Copy(old["name"]),
            ["description"] = Copy(old["description"]),
            ["dataset"] = Copy(old["dataset"]),
            ["train_images"] = Copy(old["train_images"]) ?? "all",
            ["test_images"] = Copy(old["test_images"]) ?? "all",
            ["seeds"] = new JsonArray(Copy(old["seed"])),
            ["input"] = new JsonObject
            {
                ["image_size"] = Copy(input["image_size"]),
                ["resize"] = Copy(input["resize"]),
                ["mean"] = Colour(input["normalisation"]!["mean"]!),
                ["std"] = Colour(input["normalisation"]!["std"]!),
            },
            ["held_out"] = new JsonObject { ["choose_epoch"] = Copy(old["validation"]!["held_out"]) ?? "test_images" },
            ["networks"] = new JsonObject { ["teacher"] = Network(old["teacher"]!), ["student"] = Network(old["student"]!) },
            ["models"] = models,
            ["compare"] = pairs,
        };
    }

    private static JsonObject Network(JsonNode old) => new()
    {
        ["architecture"] = Copy(old["architecture"]),
        ["weights"] = (bool)old["image_net_weights"]! ? "imagenet" : "random",
        ["initialisation"] = Copy(old["initialisation"]),
        ["stochastic_depth"] = Copy(old["stochastic_depth"]),
        ["dropout"] = Copy(old["dropout"]),
    };

    private static JsonObject Training(JsonObject old, JsonNode? ownRate, JsonNode chosenEpoch)
    {
        var (training, rate) = (old["training"]!, old["training"]!["learning_rate"]!);
        var upgraded = new JsonObject
        {
            ["optimiser"] = (string)training["optimiser"]! == "adam_w" ? "adamw" : Copy(training["optimiser"]),
            ["learning_rate"] = Copy(ownRate ?? rate["peak"]),
            ["schedule"] = Copy(rate["kind"]),
            ["weight_decay"] = Copy(training["weight_decay"]),
            ["batch_size"] = Copy(training["batch_size"]),
            ["epochs"] = Copy(training["epochs"]),
            ["smaller_first"] = Copy(training["smaller_first"]),
            ["chosen_epoch"] = Copy(chosenEpoch),
        };
        if ((string)rate["kind"]! == "one_cycle") upgraded["warmup"] = Copy(rate["warmup"]);
        return upgraded;
    }

    private static JsonArray Augmentation(JsonArray old) => [.. old.Select(item => item!["random_resized_crop"] is { } crop
        ? Kind("random_resized_crop", new()
        {
            ["scale"] = new JsonArray(Copy(crop["least_scale"]), Copy(crop["greatest_scale"])),
            ["ratio"] = new JsonArray(Copy(crop["least_ratio"]), Copy(crop["greatest_ratio"])),
        })
        : Copy(item))];

    private static JsonObject CrossEntropy(double weight, JsonObject old) =>
        Kind("cross_entropy", new() { ["weight"] = weight, ["label_smoothing"] = Copy(old["training"]!["label_smoothing"]) });

    private static JsonObject Kind(string word, JsonObject section) => new() { [word] = section };

    private static JsonArray Colour(JsonNode old) => [Copy(old["red"]), Copy(old["green"]), Copy(old["blue"])];

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}

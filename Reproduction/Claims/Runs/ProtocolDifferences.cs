using System.Text.Json;
using Reproduction.Data;
using Reproduction.Training;

namespace Reproduction.Claims.Runs;

/// <summary>In what a run departs from the protocol of a recipe, for one of its models: what such a run comes to is about something else.</summary>
public static class ProtocolDifferences
{
    private const string OfficialSource = "official files";

    /// <summary>What names and describes a recipe or seeds it, and the extra model beside a real student.</summary>
    private static readonly string[] NoProtocol = ["name", "description", "seed", "aliased"];

    /// <summary>Each part of a resolved recipe with its name for people; a part that is not listed goes by its own name.</summary>
    private static readonly (string Part, string Words)[] Words =
    [
        ("dataset", "data set"),
        ("train_images", "training images"),
        ("test_images", "test images"),
        ("input.image_size", "resolution"),
        ("input.normalisation", "normalisation"),
        ("input.augmentations", "augmentation"),
        ("input.resize", "resize"),
        ("validation.held_out", "images held out for validation"),
        ("teacher.image_net_weights", "teacher starts from ImageNet weights"),
        ("student.image_net_weights", "student's network starts from ImageNet weights"),
        ("training.learning_rate", "learning rate"),
        ("training.smaller_first", "epochs at smaller sizes"),
        ("training.epochs", "epochs"),
        ("distillation.student_is_the_teacher", "student is the teacher's object"),
        ("distillation.epochs", "epochs of distillation"),
        ("distillation.temperature", "temperature"),
        ("distillation.alpha", "α"),
        ("distillation.beta", "β"),
    ];

    /// <summary>The differences, a line each; empty where the run is one of the recipe.</summary>
    /// <param name="run">The run.</param>
    /// <param name="recipe">The protocol.</param>
    /// <param name="model">Which model's figures are compared.</param>
    public static IReadOnlyList<string> Of(RunRecord run, Recipe recipe, string model)
    {
        var found = Parts(run.ResolvedRecipe);
        var expected = Parts(recipe.ToJson());
        var lines = expected.Keys.Union(found.Keys)
            .Where(part => Concerns(part, model) && found.GetValueOrDefault(part) != expected.GetValueOrDefault(part))
            .Select(part => $"{Name(part)}: {Show(found.GetValueOrDefault(part))} instead of {Show(expected.GetValueOrDefault(part))}");
        return [.. lines, .. IsOfficial(run.Dataset) ? Array.Empty<string>() : [$"data encoding: {run.Dataset.Source} instead of the official bytes"]];
    }

    private static bool IsOfficial(DatasetRecord data) =>
        data.Source.StartsWith(OfficialSource, StringComparison.Ordinal) || data.Fingerprint == KnownDataset.Named(data.Name)?.Fingerprint;

    /// <summary>
    /// The values in which two runs' recipes differ. A value that only one of them knows, as after a recipe has got a new key, is
    /// not among them: what it does shows in the figures.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="other">The run that it is compared with.</param>
    public static IEnumerable<string> OfValues(RunRecord run, RunRecord other)
    {
        var (found, expected) = (Parts(run.ResolvedRecipe), Parts(other.ResolvedRecipe));
        return expected.Where(part => found.TryGetValue(part.Key, out var value) && value != part.Value)
            .Select(part => $"{Name(part.Key)}: {Show(found[part.Key])} instead of {Show(part.Value)}");
    }

    /// <summary>The recipe's values by section and key; of deeper ones their JSON.</summary>
    private static Dictionary<string, string> Parts(JsonElement recipe) =>
        recipe.EnumerateObject()
            .Where(section => !NoProtocol.Contains(section.Name))
            .SelectMany(section => section.Value.ValueKind == JsonValueKind.Object
                ? section.Value.EnumerateObject().Select(value => ($"{section.Name}.{value.Name}", value.Value))
                : [(section.Name, section.Value)])
            .ToDictionary(part => part.Item1, part => part.Item2.ValueKind == JsonValueKind.String ? part.Item2.GetString()! : JsonSerializer.Serialize(part.Item2));

    /// <summary>The baseline knows no teacher, the teacher no student.</summary>
    private static bool Concerns(string part, string model) => model switch
    {
        ModelName.Baseline => !part.StartsWith("teacher.", StringComparison.Ordinal) && !part.StartsWith("distillation.", StringComparison.Ordinal)
            && part is not "chosen_epoch.teacher" and not "chosen_epoch.student",
        ModelName.Teacher => !part.StartsWith("student.", StringComparison.Ordinal) && !part.StartsWith("distillation.", StringComparison.Ordinal)
            && part is not "chosen_epoch.baseline" and not "chosen_epoch.student",
        _ => part != "chosen_epoch.baseline",
    };

    private static string Name(string part) =>
        Words.FirstOrDefault(known => known.Part == part).Words ?? part.Replace('.', ' ').Replace('_', ' ');

    /// <summary>JSON on one line, without its quotes: <c>{kind: constant, peak: 0.001}</c>.</summary>
    private static string Show(string? value) => value switch
    {
        null or "null" => "none given",
        "[]" => "none",
        _ => value.Replace("\"", "").Replace(":", ": ").Replace(",", ", "),
    };
}

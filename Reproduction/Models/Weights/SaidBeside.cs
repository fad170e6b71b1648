using System.Text.Json;
using System.Text.RegularExpressions;
using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>
/// What a file says of its network in words beside the weights: timm's training script writes <c>arch</c>, the metadata of a safetensors
/// file may have <c>architecture</c>, and many scripts say which class is which.
/// </summary>
internal static partial class SaidBeside
{
    /// <summary>Under which name of <see cref="ITensorSource.Metadata"/> the architecture stands.</summary>
    public const string Architecture = "architecture";

    /// <summary>Under which name the classes stand, a JSON list in class order.</summary>
    public const string Classes = "classes";

    private static readonly string[] ArchitectureKeys = ["arch", "architecture", "model_name"];
    private static readonly string[] ArgumentKeys = ["args", "config", "hyper_parameters"];

    /// <summary>What stands in a checkpoint of torch.save, by the names above.</summary>
    /// <param name="root">What was unpickled.</param>
    public static IReadOnlyDictionary<string, string> In(object? root)
    {
        var said = new Dictionary<string, string>();
        if (root is not PickledDictionary checkpoint) return said;
        var values = Named(checkpoint);
        var arguments = ArgumentKeys.Select(key => values.GetValueOrDefault(key))
            .Select(found => found is PickledUnknown { State: PickledDictionary state } ? state : found as PickledDictionary)
            .OfType<PickledDictionary>().Select(Named);
        List<string> architectures =
        [
            .. ArchitectureKeys.Select(key => values.GetValueOrDefault(key)).Concat(arguments.SelectMany(
                given => ArchitectureKeys.Append("model").Select(key => given.GetValueOrDefault(key)))).OfType<string>(),
        ];
        // A class's name stands there too: what names a member of the family says more.
        if ((architectures.Find(OfFamily().IsMatch) ?? architectures.FirstOrDefault()) is { } architecture)
            said[Architecture] = architecture;
        if ((InOrder(values.GetValueOrDefault("class_to_idx")) ?? List(values.GetValueOrDefault("classes"))
            ?? List(values.GetValueOrDefault("class_names"))) is { } classes)
            said[Classes] = JsonSerializer.Serialize(classes);
        return said;
    }

    /// <summary>
    /// Refuses weights that say that they are TensorFlow's where they are to be computed as PyTorch's, or the other way round: shapes and
    /// names are the same. (What has other shapes does not fit anyway.)
    /// </summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="metadata">What it says.</param>
    /// <param name="asked">The architecture that is asked for.</param>
    /// <exception cref="BadInputException">They say so.</exception>
    public static void CheckArchitecture(string file, IReadOnlyDictionary<string, string> metadata, NetworkArchitecture asked)
    {
        if (metadata.TryGetValue(Architecture, out var said) && OfFamily().Match(said) is { Success: true, Groups: [_, { Value: var its }] }
            && its != asked.Name && WithoutTf(its) == WithoutTf(asked.Name))
            throw new BadInputException($"{file}: says that it is a {OneLine.Name(said)}, expected --model {its}, found {asked.Name}");
    }

    /// <summary>The classes in the order of the file; null where it does not say.</summary>
    /// <param name="metadata">What it says.</param>
    public static IReadOnlyList<string>? ClassNames(IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            if (metadata.TryGetValue("class_to_idx", out var places)
                && JsonSerializer.Deserialize<Dictionary<string, int>>(places) is { Count: > 0 } found
                && found.Values.Order().SequenceEqual(Enumerable.Range(0, found.Count)))
                return [.. found.OrderBy(place => place.Value).Select(place => place.Key)];
            return (metadata.TryGetValue(Classes, out var list) || metadata.TryGetValue("class_names", out list))
                && JsonSerializer.Deserialize<string?[]>(list) is { Length: > 0 } names && !names.Contains(null)
                ? [.. names.OfType<string>()]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// What the shards of one network say together. Of the network all must say the same; other words in which they differ are of a shard
    /// alone, and left out.
    /// </summary>
    /// <param name="path">The index, for messages.</param>
    /// <param name="shards">The shards by their names.</param>
    /// <exception cref="BadInputException">Two shards say that they are of different networks.</exception>
    public static IReadOnlyDictionary<string, string> Together(string path, IReadOnlyDictionary<string, ITensorSource> shards)
    {
        var together = shards.Values.SelectMany(shard => shard.Metadata)
            .GroupBy(said => said.Key, said => said.Value, StringComparer.Ordinal).Where(said => said.Distinct().Count() == 1)
            .ToDictionary(said => said.Key, said => said.First(), StringComparer.Ordinal);
        if (Agreed(path, Architecture, shards, said => said.GetValueOrDefault(Architecture)) is { } architecture)
            together[Architecture] = architecture;
        if (Agreed(path, Classes, shards, said => ClassNames(said) is { } names ? JsonSerializer.Serialize(names) : null) is { } classes)
            together[Classes] = classes;
        return together;
    }

    /// <summary>What all shards say that say it; null where none does.</summary>
    private static string? Agreed(
        string path, string what, IReadOnlyDictionary<string, ITensorSource> shards,
        Func<IReadOnlyDictionary<string, string>, string?> says)
    {
        var said = shards.Select(shard => (File: shard.Key, Text: says(shard.Value.Metadata))).Where(shard => shard.Text is not null)
            .DistinctBy(shard => shard.Text).Take(2).ToList();
        return said.Count < 2 ? said.FirstOrDefault().Text : throw new BadInputException(
            $"{path}: its shards contradict each other, expected those of one network: {what} of {OneLine.Quote(said[0].File)} is "
            + $"{OneLine.Name(said[0].Text!)}, of {OneLine.Quote(said[1].File)} {OneLine.Name(said[1].Text!)}");
    }

    private static string WithoutTf(string name) => name.StartsWith("tf_", StringComparison.Ordinal) ? name[3..] : name;

    private static Dictionary<string, object?> Named(PickledDictionary dictionary) => dictionary.Where(item => item.Key is string)
        .GroupBy(item => (string)item.Key!).ToDictionary(items => items.Key, items => items.Last().Value);

    private static string[]? List(object? found) =>
        (found as IEnumerable<object?> ?? (found as PickledTuple)?.Items) is { } list && list.Any() && list.All(item => item is string)
            ? [.. list.Cast<string>()]
            : null;

    private static string[]? InOrder(object? found)
    {
        if (found is not PickledDictionary dictionary || dictionary.Any(item => item is not (string, long))) return null;
        var places = dictionary.Select(item => (Name: (string)item.Key!, Place: (long)item.Value!)).OrderBy(item => item.Place).ToList();
        return places.Count > 0 && places.Index().All(item => item.Item.Place == item.Index) ? [.. places.Select(item => item.Name)] : null;
    }

    /// <summary>A member of the family, be it behind a place such as <c>hf_hub:timm/</c>.</summary>
    [GeneratedRegex("(?:^|[/:])((?:tf_)?efficientnet_b[0-7])(?=$|[._])")]
    private static partial Regex OfFamily();
}

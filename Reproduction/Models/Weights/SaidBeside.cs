using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>
/// What a file says of its network in words beside the weights: timm's training script writes <c>arch</c>, Lightning
/// <c>hyper_parameters</c>, the metadata of a safetensors file may have <c>architecture</c>, and many scripts say which class is which.
/// </summary>
internal static partial class SaidBeside
{
    /// <summary>Under which name of <see cref="ITensorSource.Metadata"/> the architecture stands.</summary>
    public const string Architecture = "architecture";

    /// <summary>Under which name the classes stand, a JSON list in class order.</summary>
    public const string Classes = "classes";

    /// <summary>Dictionaries within each other: OmegaConf keeps a value in a node in the content of a configuration.</summary>
    private const int MostDepth = 5;

    /// <summary>Different networks that a file names are few.</summary>
    private const int MostNamed = 4;

    private static readonly string[] ArchitectureKeys = ["arch", "architecture", "model_name"];
    private static readonly string[] ArgumentKeys = ["args", "config", "hyper_parameters", "hparams", "cfg"];

    /// <summary>Classes with their places, places with their classes, and classes in their order.</summary>
    private static readonly string[] PlaceKeys = ["class_to_idx", "label2id"], NameKeys = ["idx_to_class", "id2label"],
        ListKeys = [Classes, "class_names", "label_names"];

    /// <summary>What a text ends in that is the name of a file, which may be another network's.</summary>
    private static readonly string[] FileEndings =
        [".pth", ".pt", ".ckpt", ".safetensors", ".bin", ".tar", ".yaml", ".yml", ".json", ".py"];

    /// <summary>What stands in a checkpoint of torch.save, by the names above.</summary>
    /// <param name="root">What was unpickled.</param>
    public static IReadOnlyDictionary<string, string> In(object? root)
    {
        var said = new Dictionary<string, string>();
        if (root is not PickledDictionary checkpoint) return said;
        var levels = Levels(checkpoint);
        if (ArchitectureIn(levels) is { } architecture) said[Architecture] = architecture;
        if (levels.Select(Order).FirstOrDefault(order => order is not null) is { } classes)
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
        if (ArchitectureOf(metadata) is not { } said) return;
        List<string> members = [.. OfFamily().Matches(said).Select(match => match.Groups[1].Value)];
        if (!members.Contains(asked.Name) && members.Find(its => WithoutTf(its) == WithoutTf(asked.Name)) is { } its)
            throw new BadInputException($"{file}: says that it is a {OneLine.Name(said)}, expected --model {its}, found {asked.Name}");
    }

    /// <summary>The classes in the order of the file; null where it does not say.</summary>
    /// <param name="metadata">What it says.</param>
    public static IReadOnlyList<string>? ClassNames(IReadOnlyDictionary<string, string> metadata) =>
        PlaceKeys.Select(key => Json<Dictionary<string, int>>(metadata.GetValueOrDefault(key)) is { } places
                ? InOrder(places.Select(place => (place.Key, (long)place.Value)))
                : null)
            .Concat(NameKeys.Select(key => Json<Dictionary<string, string?>>(metadata.GetValueOrDefault(key)) is { } names
                && names.All(name => name.Value is not null && Place(name.Key) is not null)
                    ? InOrder(names.Select(name => (name.Value!, Place(name.Key)!.Value)))
                    : null))
            .Concat(ListKeys.Select(key => Listed(metadata.GetValueOrDefault(key))))
            .FirstOrDefault(order => order is not null);

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
        if (Agreed(path, Architecture, shards, ArchitectureOf) is { } architecture) together[Architecture] = architecture;
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

    /// <summary>The checkpoint and the dictionaries in it, the outer ones first, without a teacher's and those of tensors.</summary>
    private static List<Dictionary<string, object?>> Levels(PickledDictionary checkpoint)
    {
        List<Dictionary<string, object?>> levels = [];
        // Each is looked through once, however often it stands there.
        var seen = new HashSet<PickledDictionary>(ReferenceEqualityComparer.Instance) { checkpoint };
        List<PickledDictionary> level = [checkpoint];
        for (var depth = 0; depth < MostDepth && level.Count > 0; depth++)
        {
            List<Dictionary<string, object?>> named = [.. level.Select(Named)];
            levels.AddRange(named);
            level =
            [
                .. named.SelectMany(items => items).Where(item => !IsOfAnother(item.Key)).Select(item => AsDictionary(item.Value))
                    .OfType<PickledDictionary>().Where(inner => !inner.HasNamedTensors && seen.Add(inner)),
            ];
        }
        return levels;
    }

    /// <summary>
    /// The architecture by the keys that are known for it; where those name no member of the family, whatever texts do: they are called
    /// <c>backbone</c>, <c>encoder</c> or <c>model_arch</c>.
    /// </summary>
    private static string? ArchitectureIn(List<Dictionary<string, object?>> levels)
    {
        var top = levels[0];
        var arguments = ArgumentKeys.Select(key => AsDictionary(top.GetValueOrDefault(key))).OfType<PickledDictionary>().Select(Named);
        List<string> architectures =
        [
            .. ArchitectureKeys.Select(key => top.GetValueOrDefault(key)).Concat(arguments.SelectMany(
                given => ArchitectureKeys.Append("model").Select(key => given.GetValueOrDefault(key)))).OfType<string>(),
        ];
        // A class's name stands there too: what names a member of the family says more.
        return architectures.Find(OfFamily().IsMatch)
            ?? Members(levels.SelectMany(level => level).Select(item => (item.Key, item.Value as string)))
            ?? architectures.FirstOrDefault();
    }

    private static string? ArchitectureOf(IReadOnlyDictionary<string, string> metadata)
    {
        var said = metadata.GetValueOrDefault(Architecture);
        return said is not null && OfFamily().IsMatch(said)
            ? said
            : Members(metadata.Select(item => (item.Key, (string?)item.Value))) ?? said;
    }

    /// <summary>The texts that name a member of the family; null where none does.</summary>
    private static string? Members(IEnumerable<(string Key, string? Text)> said)
    {
        string[] members =
        [
            .. said.Where(item => !IsOfAnother(item.Key)).Select(item => item.Text).OfType<string>()
                .Where(text => OfFamily().IsMatch(text)
                    && !FileEndings.Any(ending => text.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                .Distinct().Take(MostNamed),
        ];
        return members.Length > 0 ? string.Join(", ", members) : null;
    }

    /// <summary>Whether a key is of another network than the one that was trained, or of the run that made the file here.</summary>
    private static bool IsOfAnother(string key) =>
        key.Contains("teacher", StringComparison.OrdinalIgnoreCase) || key.StartsWith("of.", StringComparison.Ordinal);

    private static string WithoutTf(string name) => name.StartsWith("tf_", StringComparison.Ordinal) ? name[3..] : name;

    private static Dictionary<string, object?> Named(PickledDictionary dictionary) => dictionary.Where(item => item.Key is string)
        .GroupBy(item => (string)item.Key!).ToDictionary(items => items.Key, items => items.Last().Value);

    /// <summary>A dictionary, be it of a class that is unknown here or what an object has by name; null of anything else.</summary>
    private static PickledDictionary? AsDictionary(object? found) => found switch
    {
        PickledDictionary dictionary => dictionary,
        PickledUnknown { State: PickledDictionary state } => state,
        PickledUnknown { Items: { } items } => items,
        _ => null,
    };

    /// <summary>The classes in the order that a dictionary says; null where it does not.</summary>
    private static string[]? Order(Dictionary<string, object?> level) =>
        PlaceKeys.Select(key => AsDictionary(level.GetValueOrDefault(key)) is { } places && places.All(item => item is (string, long))
                ? InOrder(places.Select(item => ((string)item.Key!, (long)item.Value!)))
                : null)
            .Concat(NameKeys.Select(key => AsDictionary(level.GetValueOrDefault(key)) is { } names
                && names.All(item => item.Value is string && Place(item.Key) is not null)
                    ? InOrder(names.Select(item => ((string)item.Value!, Place(item.Key)!.Value)))
                    : null))
            .Concat(ListKeys.Select(key => level.GetValueOrDefault(key) is string text ? Listed(text) : List(level.GetValueOrDefault(key))))
            .FirstOrDefault(order => order is not null);

    private static long? Place(object? key) => key switch
    {
        long place => place,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) => place,
        _ => null,
    };

    private static string[]? List(object? found) =>
        (found as IEnumerable<object?> ?? (found as PickledTuple)?.Items) is { } list && list.Any() && list.All(item => item is string)
            ? Meant([.. list.Cast<string>()])
            : null;

    /// <summary>Names in a text: a JSON list, a list of Python's, or names between commas.</summary>
    private static string[]? Listed(string? text)
    {
        if (text is null) return null;
        if (Json<string?[]>(text) is { } list) return list.Length > 0 && !list.Contains(null) ? Meant([.. list.OfType<string>()]) : null;
        string[] names = [.. text.Trim().Trim('[', ']', '(', ')').Split(',').Select(name => name.Trim().Trim('\'', '"'))];
        return names.Length > 1 && !names.Contains("") ? Meant(names) : null;
    }

    private static string[]? InOrder(IEnumerable<(string Name, long Place)> places)
    {
        var ordered = places.OrderBy(item => item.Place).ToList();
        return ordered.Count > 0 && ordered.Index().All(item => item.Item.Place == item.Index)
            ? Meant([.. ordered.Select(item => item.Name)])
            : null;
    }

    /// <summary>The names, unless they are those that transformers gives to classes of which nothing is known.</summary>
    private static string[]? Meant(string[] names) => names.Index().All(name => name.Item == $"LABEL_{name.Index}")
        ? null
        : [.. names.Select(ComposedText.Of)];

    private static T? Json<T>(string? text) where T : class
    {
        // Python's str() of a dictionary or list has single quotes.
        foreach (var written in new[] { text, text?.Replace('\'', '"') })
        {
            try
            {
                if (written is not null && JsonSerializer.Deserialize<T>(written) is { } found) return found;
            }
            catch (JsonException)
            {
                // It is no JSON, or another.
            }
        }
        return null;
    }

    /// <summary>A member of the family, be it behind a place such as <c>hf_hub:timm/</c>.</summary>
    [GeneratedRegex("(?:^|[/:]|, )((?:tf_)?efficientnet_b[0-7])(?=$|[._,])")]
    private static partial Regex OfFamily();
}

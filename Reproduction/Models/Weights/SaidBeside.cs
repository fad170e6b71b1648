using System.Collections.Frozen;
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

    /// <summary>Under which name what is said of images stands, in JSON.</summary>
    public const string Input = "input";

    /// <summary>Dictionaries within each other.</summary>
    private const int MostDepth = 12;

    /// <summary>Among the first attributes of a node of OmegaConf is what it holds.</summary>
    private const int MostAttributes = 8;

    /// <summary>Different networks that a file names are few.</summary>
    private const int MostNamed = 4;

    private static readonly string[] ArchitectureKeys = ["arch", "architecture", "model_name"];
    private static readonly string[] ArgumentKeys = ["args", "config", "hyper_parameters", "hparams", "cfg"];

    /// <summary>Under which names classes stand, be it with their places, by them or in their order.</summary>
    private static readonly string[] ClassKeys =
    [
        "class_to_idx", "label2id", "class2idx", "label2idx", "idx_to_class", "id2label", "idx2class", "idx2label", Classes, "class_names",
        "label_names", "labels",
    ];

    /// <summary>Words of a key under which a network's name stands: <c>encoder_name</c>.</summary>
    private static readonly FrozenSet<string> NetworkWords = FrozenSet.ToFrozenSet(
    [
        "backbone", "encoder", "arch", "architecture", "model", "modelname", "net", "network", "name", "variant", "cnn", "student", "trunk",
        "extractor",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>What the key of another network's name holds, or of all that is said of one.</summary>
    private static readonly string[] OtherNetworks = ["teacher", "distil", "pretrain"];

    /// <summary>How words of a key begin under which stands whence a network comes or where a run leaves its files.</summary>
    private static readonly string[] OtherWords = ["init", "from", "dir", "path", "log", "out", "exp", "run"];

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
        if (SaidInput.In(checkpoint) is { } input) said[Input] = input.Json();
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
        Levels(Root(metadata)).Select(Order).FirstOrDefault(order => order is not null);

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
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="isOther">Which keys are of something else too; none by default.</param>
    internal static List<Dictionary<string, object?>> Levels(PickledDictionary checkpoint, Func<string, bool>? isOther = null)
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
                .. named.SelectMany(items => items).Where(item => !IsOfAnother(item.Key) && isOther?.Invoke(item.Key) is not true)
                    .SelectMany(item => Dictionaries(item.Value)).Where(inner => seen.Add(inner) && !IsOfTensors(inner)),
            ];
        }
        return levels;
    }

    /// <summary>Whether a dictionary is a network's, or holds tensors alone. (Class weights may stand among other parameters.)</summary>
    private static bool IsOfTensors(PickledDictionary dictionary) => dictionary.HasNamedTensors
        && (dictionary.Any(item => item is (string name, PickledTensor) && NamedNetwork.IsStem(name))
            || dictionary.All(item => item.Key is not string || item.Value is PickledTensor));

    /// <summary>
    /// The architecture by the keys that are known for it; where those name no member of the family, whatever texts do under keys such as
    /// <c>backbone</c>, <c>encoder_name</c> or <c>model_arch</c>.
    /// </summary>
    private static string? ArchitectureIn(List<Dictionary<string, object?>> levels)
    {
        var top = levels[0];
        var arguments = ArgumentKeys.SelectMany(key => Dictionaries(top.GetValueOrDefault(key))).Select(Named);
        List<string> architectures =
        [
            .. ArchitectureKeys.Select(key => top.GetValueOrDefault(key)).Concat(arguments.SelectMany(
                given => ArchitectureKeys.Append("model").Select(key => given.GetValueOrDefault(key)))).OfType<string>(),
        ];
        // A class's name stands there too: what names a member of the family says more.
        return architectures.Find(NamesMember)
            ?? Members(levels.SelectMany(level => level).Select(item => (item.Key, item.Value as string)))
            ?? architectures.FirstOrDefault();
    }

    private static string? ArchitectureOf(IReadOnlyDictionary<string, string> metadata) =>
        ArchitectureIn(Levels(Root(metadata))) is { } said && OfFamily().IsMatch(said) ? said : metadata.GetValueOrDefault(Architecture);

    /// <summary>What metadata say, with what is JSON in them read.</summary>
    internal static PickledDictionary Root(IReadOnlyDictionary<string, string> metadata)
    {
        var root = new PickledDictionary();
        foreach (var (key, text) in metadata) root.Add(key, Read(text) ?? text);
        return root;
    }

    /// <summary>The texts that name a member of the family; null where none does.</summary>
    private static string? Members(IEnumerable<(string Key, string? Text)> said)
    {
        string[] members =
        [
            .. said.Where(item => IsOfNetwork(item.Key)).Select(item => item.Text).OfType<string>().Where(NamesMember).Distinct()
                .Take(MostNamed),
        ];
        return members.Length > 0 ? string.Join(", ", members) : null;
    }

    private static bool NamesMember(string text) => OfFamily().IsMatch(text)
        && !FileEndings.Any(ending => text.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a key is of the network that was trained.</summary>
    private static bool IsOfNetwork(string key)
    {
        string[] words = [.. NameWords.Of(key)];
        return !IsOfAnother(key) && words.Any(NetworkWords.Contains)
            && !words.Any(word => OtherWords.Any(other => word.StartsWith(other, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether a key is of another network than the one that was trained, or of the run that made the file here.</summary>
    internal static bool IsOfAnother(string key) => key.StartsWith("of.", StringComparison.Ordinal)
        || OtherNetworks.Any(other => key.Contains(other, StringComparison.OrdinalIgnoreCase));

    private static string WithoutTf(string name) => name.StartsWith("tf_", StringComparison.Ordinal) ? name[3..] : name;

    internal static Dictionary<string, object?> Named(PickledDictionary dictionary) => dictionary.Where(item => item.Key is string)
        .GroupBy(item => (string)item.Key!).ToDictionary(items => items.Key, items => Unwrapped(items.Last().Value));

    /// <summary>What a node of OmegaConf holds; anything else as it is.</summary>
    internal static object? Unwrapped(object? found)
    {
        for (var depth = 0; depth < MostDepth && found is PickledUnknown { State: PickledDictionary state }; depth++)
        {
            if (state.Take(MostAttributes).FirstOrDefault(item => item.Key is "_val" or "_content") is not ({ }, var held)) break;
            found = held;
        }
        return found;
    }

    /// <summary>
    /// The dictionaries of a value: itself, or what an object of a class that is unknown here has under keys and by name, as nodes of yacs
    /// have both.
    /// </summary>
    internal static IEnumerable<PickledDictionary> Dictionaries(object? found) => found switch
    {
        PickledDictionary dictionary => [dictionary],
        PickledUnknown unknown => new[] { unknown.Items, unknown.State as PickledDictionary }.OfType<PickledDictionary>(),
        _ => [],
    };

    /// <summary>The classes in the order that a dictionary says; null where it does not.</summary>
    private static string[]? Order(Dictionary<string, object?> level) =>
        ClassKeys.Select(key => Ordered(level.GetValueOrDefault(key))).FirstOrDefault(order => order is not null);

    /// <summary>Classes with their places, by their places, in a list or in a text.</summary>
    private static string[]? Ordered(object? found) => found is string text
        ? Read(text) is { } read ? Ordered(read) : Listed(text)
        : Dictionaries(found).Select(dictionary =>
            dictionary.All(item => item is (string, long))
                ? InOrder(dictionary.Select(item => ((string)item.Key!, (long)item.Value!)))
            : dictionary.All(item => item.Value is string && Place(item.Key) is not null)
                ? InOrder(dictionary.Select(item => ((string)item.Value!, Place(item.Key)!.Value)))
            : null).FirstOrDefault(order => order is not null)
            ?? List(found);

    private static long? Place(object? key) => key switch
    {
        long place => place,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) => place,
        _ => null,
    };

    private static string[]? List(object? found) =>
        (found as PickledList ?? (found as PickledTuple)?.Items as IEnumerable<object?>)?.Select(Unwrapped).ToList() is { Count: > 0 } list
            && list.TrueForAll(item => item is string)
            ? Meant([.. list.Cast<string>()])
            : null;

    /// <summary>Names between commas in a text, such as a list of Python's.</summary>
    private static string[]? Listed(string text)
    {
        string[] names = [.. text.Trim().Trim('[', ']', '(', ')').Split(',').Select(name => name.Trim().Trim('\'', '"'))];
        return names.Length > 1 && !names.Contains("") && text.IndexOfAny(['{', '\\']) < 0 ? Meant(names) : null;
    }

    private static string[]? InOrder(IEnumerable<(string Name, long Place)> places)
    {
        var ordered = places.OrderBy(item => item.Place).ToList();
        return ordered.Count > 0 && ordered.Index().All(item => item.Item.Place == item.Index)
            ? Meant([.. ordered.Select(item => item.Name)])
            : null;
    }

    /// <summary>
    /// The names, unless they are those that transformers gives to classes of which nothing is known, or one is twice among them.
    /// </summary>
    private static string[]? Meant(string[] names) =>
        names.Index().All(name => name.Item == $"LABEL_{name.Index}") || names.Distinct().Count() < names.Length
            ? null
            : [.. names.Select(ComposedText.Of)];

    /// <summary>An object or a list of JSON, or one that Python's <c>str</c> wrote; null of any other text.</summary>
    private static object? Read(string text)
    {
        if (text.TrimStart() is not ['{' or '[', ..]) return null;
        // Python's has single quotes, and numbers for keys.
        var quoted = text.Replace('\'', '"');
        foreach (var written in new[] { text, quoted, NumberAsKey().Replace(quoted, "\"$0\"") })
        {
            try
            {
                using var document = JsonDocument.Parse(written);
                return Value(document.RootElement);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // It is no JSON, or has half a character in it.
            }
        }
        return null;
    }

    private static object? Value(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var dictionary = new PickledDictionary();
                foreach (var item in json.EnumerateObject()) dictionary.Add(item.Name, Value(item.Value));
                return dictionary;
            case JsonValueKind.Array:
                var list = new PickledList();
                foreach (var item in json.EnumerateArray()) list.Add(Value(item));
                return list;
            case JsonValueKind.String: return json.GetString();
            case JsonValueKind.Number: return json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble();
            case JsonValueKind.True or JsonValueKind.False: return json.GetBoolean();
            default: return null;
        }
    }

    /// <summary>A member of the family, be it behind a place such as <c>hf_hub:timm/</c>, not at the end of a path.</summary>
    [GeneratedRegex("(?:^|, )(?:hf[_-]hub:[^/:,]+/|[^/:,]+:|timm/)?((?:tf_)?efficientnet_b[0-7])(?=$|[._,])")]
    private static partial Regex OfFamily();

    [GeneratedRegex(@"(?<=[{,]\s*)[0-9]+(?=\s*:)")]
    private static partial Regex NumberAsKey();
}

using System.Collections.Frozen;
using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>Finds the tensors by name in what torch.save has pickled.</summary>
internal static class PickledStateDict
{
    /// <summary>Far more than any network has; each costs memory of its own.</summary>
    private const int MostTensors = 1 << 16;

    private const int MostWrappers = 3;

    /// <summary>The key of the network whose tensors no key holds.</summary>
    private const string Top = ".";

    /// <summary>Keys under which training scripts put a state dictionary beside other things.</summary>
    private static readonly FrozenSet<string> Wrappers = FrozenSet.ToFrozenSet(
    [
        "state_dict", "model_state_dict", "model_state", "model", "model_dict", "model_weights", "best_model", "best_state", "state", "net",
            "net_state_dict",
        "network", "network_state_dict", "module", "weights", "params", "params_ema", "ema", "ema_model", "ema_state_dict", "model_ema",
        "model_ema_state_dict",
        "state_dict_ema", "student", "student_state_dict", "teacher", "teacher_state_dict", "swa_model",
    ], StringComparer.Ordinal);

    /// <summary>
    /// The tensors of a state dictionary, in its order. Other values in it are passed over, as are the other parts of a checkpoint
    /// that holds it under a key.
    /// </summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="root">What was unpickled.</param>
    /// <param name="key">
    /// Which part of a checkpoint is meant, a full stop for the tensors that stand beside the other parts; null for the only one.
    /// </param>
    /// <exception cref="BadInputException">
    /// There is no state dictionary or there are several, a tensor's figures are wrong or depend on something unknown.
    /// </exception>
    public static Part Tensors(string path, object? root, string? key)
    {
        var search = new Search(path, key);
        var dictionary = search.Choose(root as PickledDictionary, MostWrappers);
        var tensors = new OrderedDictionary<string, PickledTensor>(StringComparer.Ordinal);
        foreach (var (name, value) in dictionary ?? [])
        {
            if (name is not string text) continue;
            if (value is PickledUnknown { HoldsTensor: true } unknown) throw PickleCalls.Dependence(path, text, unknown);
            if (value is not PickledTensor tensor) continue;
            tensors[text] = tensor;
            if (tensors.Count > MostTensors) throw new BadInputException($"{path}: more than {MostTensors} tensors");
        }
        if (tensors.Count == 0)
            throw new BadInputException(
                $"{path}: no tensors by name, expected a state_dict, alone or under a key such as state_dict or model; found "
                + $"{Describe(dictionary ?? root)}");
        return new(
            [.. tensors.Select(pair => StridedView.Of(path, pair.Key, pair.Value))],
            // Who says the key wants the network alone.
            search.IsKeyTaken ? []
            : [.. OutsideSearch.In(search.Outside(dictionary)).Select(tensor => StridedView.Of(path, tensor.Name, tensor.Tensor))],
            search.FirstKey ?? Top, search.IsKeyTaken);
    }

    private static string Describe(object? found) => found switch
    {
        PickledUnknown unknown => $"an object of {OneLine.Quote(unknown.Name)}, which is not rebuilt: nothing was run",
        PickledDictionary dictionary =>
            Keys(dictionary) is { Count: > 0 } keys ? $"the keys {string.Join(", ", keys)}" : "a dictionary without names",
        _ => "something that is no dictionary",
    };

    private static List<string> Keys(PickledDictionary dictionary) =>
        [.. dictionary.Where(item => item.Key is string).Take(6).Select(item =>
            OneLine.Quote((string)item.Key!)
                + (item.Value is PickledUnknown unknown ? $" (an object of {OneLine.Quote(unknown.Name)})" : ""))];

    /// <summary>A state dictionary in a checkpoint.</summary>
    /// <param name="Own">Its tensors.</param>
    /// <param name="Outside">
    /// Those that stand beside it, without a training's state; none where the key chose it.
    /// </param>
    /// <param name="Key">The key that chooses it.</param>
    /// <param name="IsKeyTaken">Whether the given key named it.</param>
    internal sealed record Part(IReadOnlyList<StridedView> Own, IReadOnlyList<StridedView> Outside, string Key, bool IsKeyTaken);

    /// <summary>Goes down into a checkpoint, through keys that lead to tensors.</summary>
    private sealed class Search(string path, string? key)
    {
        /// <summary>Each dictionary is looked through once, however many keys it stands under.</summary>
        private readonly Dictionary<PickledDictionary, bool> leads = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<PickledDictionary, bool> networks = new(ReferenceEqualityComparer.Instance);

        /// <summary>The dictionaries on the way down, each with the key that led further.</summary>
        private readonly List<(PickledDictionary Dictionary, string Key)> way = [];

        public bool IsKeyTaken { get; private set; }

        /// <summary>The first key on the way down; null where there was none.</summary>
        public string? FirstKey => way.Count > 0 ? way[0].Key : null;

        /// <summary>What stands beside what was chosen, and in it that is no tensor of its own.</summary>
        public IEnumerable<(object? Key, object? Value)> Outside(PickledDictionary? chosen) =>
            way.SelectMany(step => step.Dictionary.Where(item => !step.Key.Equals(item.Key)))
                .Concat((chosen ?? []).Where(item => item.Value is not PickledTensor));

        public PickledDictionary? Choose(PickledDictionary? dictionary, int depth)
        {
            if (dictionary is null || depth == 0) return dictionary;
            var inner = new OrderedDictionary<string, PickledDictionary>(StringComparer.Ordinal);
            foreach (var (name, value) in dictionary)
                if (name is string text && value is PickledDictionary part && Leads(part, depth - 1))
                    inner[text] = part;
            var sought = IsKeyTaken ? null : key;
            if (sought is not null && inner.TryGetValue(sought, out var given))
            {
                IsKeyTaken = true;
                return Choose(given, depth - 1);
            }
            var isNetwork = dictionary.Any(IsStem);
            if (sought is not null && isNetwork && (sought == Top || HasTensorsUnder(dictionary, sought)))
            {
                IsKeyTaken = sought == Top;
                return dictionary;
            }
            // Beside a network, what is called a model and holds none is none, and a network under whatever name is rather meant.
            List<KeyValuePair<string, PickledDictionary>> holding = [.. inner.Where(part => HoldsNetwork(part.Value, depth - 1))];
            var known = (isNetwork || holding.Count > 0 ? holding : [.. inner]).Where(part => Wrappers.Contains(part.Key)).ToList();
            if (known.Count == 0 && !isNetwork) known = [.. holding];
            if (known.Count == 0 && !dictionary.HasNamedTensors) known = [.. inner];
            // A network under a name that nobody thought of is one all the same: which of two is meant, the file does not say. A key that
            // is still to be found may lie within the one that is known.
            var isOpen = (isNetwork || known.Count > 0) && sought is null;
            var names = known.Select(part => part.Key).ToHashSet(StringComparer.Ordinal);
            if (isOpen) known.AddRange(holding.Where(part => !names.Contains(part.Key)));
            List<string> found =
            [
                .. isNetwork ? (string[])[$"{OneLine.Quote(Top)} (the tensors beside the rest)"] : [],
                .. known.Select(part => OneLine.Quote(part.Key)), .. isOpen && !isNetwork ? Objects(dictionary) : [],
            ];
            return found switch
            {
                [] => dictionary,
                [_] => isNetwork ? dictionary : Down(dictionary, known[0].Key, known[0].Value, depth),
                _ => throw new BadInputException(
                    $"{path}: {(sought is null ? "holds several networks" : $"holds nothing under {OneLine.Quote(sought)}")}: found "
                    + $"{OneLine.List(found)}; choose one with --key NAME"),
            };
        }

        private PickledDictionary? Down(PickledDictionary dictionary, string name, PickledDictionary part, int depth)
        {
            way.Add((dictionary, name));
            return Choose(part, depth - 1);
        }

        private static bool IsStem((object? Key, object? Value) item) =>
            item is (string name, PickledTensor) && NamedNetwork.IsStem(name);

        private static bool HasTensorsUnder(PickledDictionary dictionary, string key) =>
            dictionary.Any(item => item is (string name, PickledTensor) && (name.StartsWith($"{key}.", StringComparison.Ordinal)
                || WrappedNames.WithoutCompiled(name).StartsWith($"{key}.", StringComparison.Ordinal)));

        /// <summary>Networks that were pickled whole, which are not rebuilt.</summary>
        private static IEnumerable<string> Objects(PickledDictionary dictionary) =>
            from item in dictionary
            where item.Key is string && item.Value is PickledUnknown { HoldsTensor: true }
            let name = (string)item.Key!
            where Wrappers.Contains(name) || name.Contains("ema", StringComparison.Ordinal)
                || name.Contains("model", StringComparison.Ordinal)
            select $"{OneLine.Quote(name)} (an object of {OneLine.Quote(((PickledUnknown)item.Value!).Name)}, which is not rebuilt)";

        private bool HoldsNetwork(PickledDictionary dictionary, int depth)
        {
            if (networks.TryGetValue(dictionary, out var known)) return known;
            networks[dictionary] = false;
            return networks[dictionary] = dictionary.Any(item => IsStem(item)
                || item is (string, PickledDictionary inner) && depth > 0 && HoldsNetwork(inner, depth - 1));
        }

        private bool Leads(PickledDictionary dictionary, int depth)
        {
            if (dictionary.HasNamedTensors || dictionary.HasNamedUnknowns) return true;
            if (depth == 0) return false;
            if (leads.TryGetValue(dictionary, out var known)) return known;
            leads[dictionary] = false;
            return leads[dictionary] =
                dictionary.Any(item => item.Key is string && item.Value is PickledDictionary inner && Leads(inner, depth - 1));
        }
    }
}

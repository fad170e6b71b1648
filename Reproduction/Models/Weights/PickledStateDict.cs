namespace Reproduction.Models.Weights;

/// <summary>Finds the tensors by name in what torch.save has pickled.</summary>
internal static class PickledStateDict
{
    /// <summary>Far more than any network has; each costs memory of its own.</summary>
    private const int MostTensors = 1 << 16;

    private const int MostWrappers = 3;

    /// <summary>Keys under which training scripts put a state dictionary beside other things.</summary>
    private static readonly string[] Wrappers = ["state_dict", "model_state_dict", "model"];

    /// <summary>
    /// The tensors of a state dictionary, in its order. Other values in it are passed over, as are the other parts of a
    /// checkpoint that holds it under <c>state_dict</c>, <c>model_state_dict</c> or <c>model</c>.
    /// </summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="root">What was unpickled.</param>
    /// <exception cref="BadInputException">There is no state dictionary, or a tensor's figures are wrong.</exception>
    public static IReadOnlyList<StridedView> Tensors(string path, object? root)
    {
        var dictionary = Unwrap(root);
        var tensors = new OrderedDictionary<string, PickledTensor>(StringComparer.Ordinal);
        foreach (var (key, value) in dictionary ?? [])
        {
            if (key is not string name || value is not PickledTensor tensor) continue;
            tensors[name] = tensor;
            if (tensors.Count > MostTensors) throw new BadInputException($"{path}: more than {MostTensors} tensors");
        }
        if (tensors.Count == 0)
            throw new BadInputException($"{path}: no tensors by name; expected a state_dict, alone or under {string.Join(", ", Wrappers)}; found {Describe(dictionary)}");
        return [.. tensors.Select(pair => StridedView.Of(path, pair.Key, pair.Value))];
    }

    private static PickledDictionary? Unwrap(object? root)
    {
        var dictionary = root as PickledDictionary;
        for (var depth = 0; depth < MostWrappers && dictionary is not null; depth++)
        {
            if (Wrappers.Select(key => dictionary[key]).OfType<PickledDictionary>().FirstOrDefault() is not { } inner) break;
            dictionary = inner;
        }
        return dictionary;
    }

    private static string Describe(PickledDictionary? dictionary)
    {
        if (dictionary is null) return "something that is no dictionary";
        var keys = dictionary.Select(item => item.Key).OfType<string>().Take(6).Select(OneLine.Quote).ToList();
        return keys.Count == 0 ? "a dictionary without names" : $"the keys {string.Join(", ", keys)}";
    }
}

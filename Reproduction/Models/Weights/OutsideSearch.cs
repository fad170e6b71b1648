using System.Globalization;

namespace Reproduction.Models.Weights;

/// <summary>Finds the tensors in what stands beside a network in a checkpoint, at any depth, but for a training's state.</summary>
internal sealed class OutsideSearch
{
    /// <summary>Containers within each other; a module within a module is three.</summary>
    private const int MostDepth = 64;

    /// <summary>Far more than any network has.</summary>
    private const int Most = 1 << 16;

    /// <summary>Under which keys a module that was pickled whole has its parts.</summary>
    private static readonly string[] OfModules = ["_parameters", "_buffers", "_modules"];

    /// <summary>Each container is looked through once: it may hold itself.</summary>
    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Name, PickledTensor Tensor)> found = [];

    private OutsideSearch() { }

    /// <summary>The tensors, by their keys within each other.</summary>
    /// <param name="beside">What stands beside the network, under its key.</param>
    public static IReadOnlyList<(string Name, PickledTensor Tensor)> In(IEnumerable<(object? Key, object? Value)> beside)
    {
        var search = new OutsideSearch();
        search.TakeAll("", beside, MostDepth);
        return search.found;
    }

    private void TakeAll(string name, IEnumerable<(object? Key, object? Value)> items, int depth)
    {
        foreach (var (key, value) in items)
        {
            var text = key as string ?? (key is long number ? number.ToString(CultureInfo.InvariantCulture) : "…");
            // A name with points is a tensor's of a module, and its words are layers.
            var isOfModule = value is PickledTensor && text.Contains('.');
            if (!isOfModule && TrainingKeys.Include(text)) continue;
            Take(OfModules.Contains(text) ? name : name.Length == 0 ? text : $"{name}.{text}", value, depth);
        }
    }

    private void Take(string name, object? value, int depth)
    {
        if (depth == 0 || found.Count == Most || !PickledContainer.IsOrHoldsTensor(value)) return;
        if (value is PickledTensor tensor)
        {
            if (tensor.Unknown is null) found.Add((name, tensor));
        }
        else if (seen.Add(value!))
        {
            if (value is PickledDictionary dictionary) TakeAll(name, dictionary, depth - 1);
            else if (value is PickledList list) TakeAll(name, Numbered(list), depth - 1);
            else if (value is PickledTuple tuple) TakeAll(name, Numbered(tuple.Items), depth - 1);
            else if (value is PickledUnknown unknown)
                foreach (var part in new[] { unknown.Arguments, unknown.State, unknown.Items })
                    Take(name, part, depth - 1);
        }
    }

    private static IEnumerable<(object? Key, object? Value)> Numbered(IEnumerable<object?> items) =>
        items.Index().Select(item => ((object?)(long)item.Index, item.Item));
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Models;

/// <summary>
/// A network with a linear head on its pooled features for each of several advisors beside its own classifier, after Co-advise (Ren et
/// al., CVPR 2022, arXiv 2106.12378). In training its logits are its own head's, which the labels teach, and each advisor's head has a tap
/// (<see cref="TapOf"/>); in evaluation they are the mean of all heads' logits. The heads predict, so they are among its weights:
/// <c>advisors.NAME.weight</c> and <c>advisors.NAME.bias</c>, after the network's own names.
/// </summary>
public sealed class AdvisedNetwork : Network
{
    private const string Heads = "advisors";
    private const string Pooled = "pooled";

    // A file can claim any number of heads at no cost of bytes, and so many logits are built to compare with.
    private const int MostLogits = 1 << 16;

    private readonly Network network;
    private readonly ModuleDict<Linear> advisors;
    private readonly IReadOnlyList<(string Tap, Linear Head)> heads;

    /// <summary>Puts heads beside a network's own.</summary>
    /// <param name="network">The network, which is disposed with this; its last tap is <c>pooled</c>.</param>
    /// <param name="names">The advisors, one or more, without dots.</param>
    /// <param name="initialisation">How the heads' weights are drawn: as a classifier's among random weights.</param>
    /// <param name="seedOf">The seed of an advisor's head.</param>
    public AdvisedNetwork(Network network, IReadOnlyList<string> names, Initialisation initialisation, Func<string, ulong> seedOf)
        : base(
            network.Name, network.Classes, [.. network.Taps, .. names.Select(name => new Tap(TapOf(name), network.Classes, null))],
            network.Noise)
    {
        this.network = network;
        var width = network.Taps.First(tap => tap.Name == Pooled).Channels;
        // In the order of their names and not of a recipe or file: sums of floats depend on it.
        Advisors = [.. names.Order(StringComparer.Ordinal)];
        advisors = nn.ModuleDict(Advisors.Select(name => (name, nn.Linear(width, network.Classes))).ToArray());
        heads = [.. Advisors.Select(name => (TapOf(name), advisors[name]))];
        RegisterComponents();
        foreach (var name in Advisors) InitialWeights.Draw(advisors[name], initialisation, seedOf(name));
    }

    /// <summary>The advisors.</summary>
    public IReadOnlyList<string> Advisors { get; }

    /// <summary>The tap of an advisor's head: its logits, N×K.</summary>
    /// <param name="advisor">Its name.</param>
    public static string TapOf(string advisor) => $"advisor {advisor}";

    /// <summary>A network as the names of stored tensors have it: with a head for each advisor among them, or as it is.</summary>
    /// <param name="network">The network without heads.</param>
    /// <param name="tensors">Names, such as <c>advisors.NAME.weight</c>.</param>
    public static Network Over(Network network, IEnumerable<string> tensors)
    {
        var names = AdvisorsIn(tensors, network.Classes);
        return names.Count == 0 ? network : new AdvisedNetwork(network, names, Initialisation.FanIn, _ => 0);
    }

    /// <summary>The advisors with a head among stored tensors, in order; none where there are too many to believe.</summary>
    /// <param name="tensors">Names.</param>
    /// <param name="classes">The classes of each head.</param>
    internal static IReadOnlyList<string> AdvisorsIn(IEnumerable<string> tensors, int classes)
    {
        string[] names =
        [
            .. tensors.Select(name => name.Split('.')).Where(parts => parts is [Heads, _, "weight" or "bias"]).Select(parts => parts[1])
                .Distinct().Order(StringComparer.Ordinal),
        ];
        return (long)names.Length * classes > MostLogits ? [] : names;
    }

    /// <summary>Lists the tensors of heads without building them.</summary>
    /// <param name="tensors">Gets them in their order.</param>
    /// <param name="advisors">Whose heads, by their names' order.</param>
    /// <param name="classes">The classes of each head.</param>
    /// <param name="width">The pooled features.</param>
    internal static void ListHeads(TensorShapes tensors, IReadOnlyList<string> advisors, int classes, int width)
    {
        foreach (var name in advisors) tensors.Linear($"{Heads}.{name}", classes, width);
    }

    /// <summary>Whether a tensor is an advisor's head's.</summary>
    /// <param name="tensor">Its name.</param>
    internal static bool IsHead(string tensor) => tensor.StartsWith($"{Heads}.", StringComparison.Ordinal);

    /// <inheritdoc />
    public override NetworkOutput Outputs(Tensor images, IReadOnlyCollection<string> at)
    {
        using var scope = NewDisposeScope();
        var pass = network.Outputs(images, [.. at.Where(tap => heads.All(head => head.Tap != tap)).Append(Pooled).Distinct()]);
        var advice = heads.Select(head => (head.Tap, Logits: head.Head.call(pass.Features[Pooled]))).ToList();
        var asked = at.ToDictionary(tap => tap, tap => pass.Features.GetValueOrDefault(tap) ?? advice.Find(head => head.Tap == tap).Logits);
        foreach (var value in asked.Values) value.MoveToOuterDisposeScope();
        return new(Predicted(pass.Logits, advice.Select(head => head.Logits)).MoveToOuterDisposeScope(), asked);
    }

    /// <inheritdoc />
    public override Tensor Classify(Tensor pooled)
    {
        using var scope = NewDisposeScope();
        return Predicted(network.Classify(pooled), heads.Select(head => head.Head.call(pooled))).MoveToOuterDisposeScope();
    }

    private Tensor Predicted(Tensor own, IEnumerable<Tensor> advice) => training ? own : stack([own, .. advice]).mean([0]);

    /// <summary>The network's tensors under its own names, then the heads'.</summary>
    /// <param name="destination">Gets the tensors; a new dictionary by default.</param>
    /// <param name="prefix">What the names begin with.</param>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination = network.state_dict(destination, prefix);
        foreach (var name in Advisors)
        {
            destination.Add($"{prefix}{Heads}.{name}.weight", advisors[name].weight);
            destination.Add($"{prefix}{Heads}.{name}.bias", advisors[name].bias!);
        }
        return destination;
    }
}

using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models;

/// <summary>Everything that one pass forward and one backward leave behind, in float64 on the CPU, by kind and name.</summary>
internal sealed class NetworkOutcome
{
    private readonly Dictionary<string, List<(string Name, Tensor Value)>> tensors;

    private NetworkOutcome(Dictionary<string, List<(string Name, Tensor Value)>> tensors) => this.tensors = tensors;

    /// <summary>Names and values of one kind: logits, loss, stages, gradients or, after training, statistics.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> this[string kind] => tensors[kind];

    /// <summary>The kinds there are.</summary>
    public IEnumerable<string> Kinds => tensors.Keys;

    /// <summary>Runs a network; the outcome's tensors belong to the caller's scope.</summary>
    /// <param name="network">The network; it gets gradients, and in training other statistics.</param>
    /// <param name="images">N×3×H×W.</param>
    /// <param name="labels">N class indices.</param>
    /// <param name="training">Whether in training.</param>
    public static NetworkOutcome Of(EfficientNet network, Tensor images, Tensor labels, bool training)
    {
        using var scope = NewDisposeScope();
        network.train(training);
        network.zero_grad();
        images = ChannelsLast.Of(images.to(network.parameters().First().dtype));
        string[] maps = [.. network.Taps.Where(tap => tap.Stride is not null).Select(tap => tap.Name)];
        // In training the maps are those of this pass; in evaluation of another, which goes the way of networks that only answer.
        var output = network.Outputs(images, training ? maps : []);
        var logits = output.Logits;
        List<(string, Tensor)> stages = Maps(output);
        var loss = nn.functional.cross_entropy(logits, labels);
        loss.backward();

        Dictionary<string, List<(string, Tensor)>> tensors = new()
        {
            ["logits"] = [("logits", Kept(logits))],
            ["loss"] = [("loss", Kept(loss))],
            ["gradients"] = [.. network.named_parameters().Select(parameter => (parameter.name, Kept(parameter.parameter.grad!)))],
        };
        if (training)
            tensors["statistics"] =
                [.. network.named_buffers().Where(buffer => buffer.buffer.is_floating_point())
                    .Select(buffer => (buffer.name, Kept(buffer.buffer)))];
        if (!training)
        {
            using var answering = no_grad();
            stages = Maps(network.Outputs(images, maps));
        }
        tensors["stages"] = stages;
        return new(tensors);

        List<(string, Tensor)> Maps(NetworkOutput passed) =>
            [.. maps.Where(passed.Features.ContainsKey).Select((tap, i) => ($"features.{i}", Kept(passed.Features[tap])))];
    }

    /// <summary>By how much an outcome differs from the true one: of each group the difference's Euclidean norm over the truth's.</summary>
    /// <param name="truth">The true one.</param>
    public IReadOnlyList<(string Kind, string Group, double Distance)> DistancesFrom(NetworkOutcome truth)
    {
        using var scope = NewDisposeScope();
        return [.. truth.Kinds
            .SelectMany(kind => truth[kind].Zip(this[kind], (exact, own) => (
                Kind: kind is "logits" or "loss" ? "logits and loss" : kind,
                Group: Group(kind, exact.Name, exact.Value.dim()),
                Size: exact.Value.square().sum().item<double>(),
                Difference: (own.Value - exact.Value).square().sum().item<double>())))
            .GroupBy(tensor => (tensor.Kind, tensor.Group))
            .Select(group =>
                (group.Key.Kind, group.Key.Group, Math.Sqrt(group.Sum(tensor => tensor.Difference) / group.Sum(tensor => tensor.Size))))];
    }

    /// <summary>The root mean square of distances over groups.</summary>
    /// <param name="distances">One a group.</param>
    public static double RootMeanSquare(IEnumerable<double> distances) => Math.Sqrt(distances.Average(distance => distance * distance));

    /// <summary>
    /// Which tensors are measured against one largest entry, as <c>golden/models.py</c> has it: those of one role in one stage.
    /// </summary>
    public static string Group(string kind, string name, long dimensions)
    {
        var path = name.Split('.');
        var part = string.Join('.', path.Take(2));
        return kind switch
        {
            "gradients" when name.Contains(".fc", StringComparison.Ordinal) => $"{part} excitation {path[^1]}",
            "gradients" => $"{part} {(dimensions > 1 ? "convolution" : "norm")} {path[^1]}",
            "statistics" => $"{part} {path[^1]}",
            "stages" => name,
            _ => "logits and loss",
        };
    }

    private static Tensor Kept(Tensor value) => value.detach().to(float64, CPU, copy: true).MoveToOuterDisposeScope();
}

using System.Collections.Frozen;
using System.Globalization;
using Reproduction.Text;
using TorchSharp;

namespace Reproduction.Models.Weights;

/// <summary>
/// What a file holds beside a network's own tensors. It may be a part of the network's answer: a layer that takes its features or logits, a
/// normalisation or a layer before it. So only what is known to count, to measure or to teach is passed over.
/// </summary>
internal static class BesideNetwork
{
    private const int MostNamed = 3;

    /// <summary>Of each channel's mean or deviation, what two roundings of the same may differ by.</summary>
    private const float Tolerance = 1e-3f;

    /// <summary>The largest value of a byte, in whose units a mean may be given.</summary>
    private const float LargestByte = 255;

    /// <summary>Class weights of a loss, by the tensor's own name.</summary>
    private static readonly FrozenSet<string> WeightsOfClasses = FrozenSet.ToFrozenSet(
    [
        "class_weight", "class_weights", "cls_weight", "cls_weights", "ce_weight", "ce_weights", "label_weights", "pos_weight",
        "pos_weights",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Numbers that count: of torch's and Lightning's averages and of scripts.</summary>
    private static readonly FrozenSet<string> Counters = FrozenSet.ToFrozenSet(
    [
        "n_averaged", "num_updates", "initted", "step", "global_step", "epoch", "current_epoch", "ema_decay",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words of the names of measures, as torchmetrics' states have them: <c>train_acc.tp</c>.</summary>
    private static readonly FrozenSet<string> Measures = FrozenSet.ToFrozenSet(
    [
        "metric", "metrics", "acc", "acc1", "acc5", "top1", "top5", "f1", "auc", "auprc", "confmat", "ece", "mcc", "kappa", "precision",
        "recall", "specificity", "meter",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Parts of measures' names that are written in one: <c>MulticlassAccuracy</c>.</summary>
    private static readonly string[] MeasuresWithin = ["metric", "accuracy", "auroc", "f1score", "confusion"];

    /// <summary>Heads that a training needs and an answer does not, and averages that are kept beside the weights.</summary>
    private static readonly FrozenSet<string> OfTraining = FrozenSet.ToFrozenSet(
    [
        "projector", "projection_head", "proj_head", "contrastive_head", "shadow", "shadow_params", "ema_shadow",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses what may take part in a network's answer.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="source">Reads values.</param>
    /// <param name="network">The network.</param>
    /// <param name="beside">The tensors that are not its own.</param>
    /// <param name="features">How many features its classifier takes.</param>
    /// <param name="classes">How many logits that gives.</param>
    /// <param name="given">How images are to be normalised.</param>
    /// <exception cref="BadInputException">One may; the message says what to do.</exception>
    public static void Check(
        string file, ITensorSource source, NamedNetwork network, IReadOnlyList<TensorEntry> beside, long features, long classes,
        InputScale given)
    {
        List<TensorEntry> doubtful = [.. beside.Where(tensor => !IsHarmless(tensor, beside))];
        foreach (var tensor in doubtful)
        {
            if (tensor.Shape.Take(2).Contains(features) && tensor.Shape.Skip(2).All(side => side == 1))
                throw new BadInputException(
                    $"{file}: {OneLine.Quote(tensor.Name)} takes the {features} features of the network, which is not known to have such a "
                    + "layer; expected the network alone, which --key NAME may choose");
            if ((tensor.Shape is [var rows, var columns] && (rows == classes || columns == classes)) || IsOfLogits(tensor.Name))
                throw new BadInputException(
                    $"{file}: {OneLine.Quote(tensor.Name)} may change the {classes} logits of the network, which is not known to have such "
                    + "a layer; expected the network alone, which --key NAME may choose");
            if (Normalises(tensor) is { } part) CheckNormalisation(file, source, tensor, part, given);
        }
        List<string> unknown = [.. doubtful.Where(tensor => Normalises(tensor) is null).Select(tensor => tensor.Name)];
        if (unknown.Count == 0) return;
        var more = unknown.Count > MostNamed ? $" and {unknown.Count - MostNamed} more" : "";
        throw new BadInputException(
            $"{file}: {string.Join(", ", unknown.Take(MostNamed).Select(OneLine.Quote))}{more} beside the network may act on the image or "
            + $"on its logits, and the network is not known to have such layers; expected it alone: {Alone(network)}, where they take no "
            + "part in its answer");
    }

    /// <summary>How to get a network without what stands beside it.</summary>
    private static string Alone(NamedNetwork network)
    {
        // A classifier that stands outside is lost with what stands beside it.
        var plain = WrappedNames.WithoutCompiled(network.Prefix);
        var holdsClassifier = network.Classifier?.StartsWith(plain, StringComparison.Ordinal) is true;
        return network.Prefix.Length > 0 && holdsClassifier
            ? $"--key {OneLine.Name(network.Prefix.TrimEnd('.'))} chooses it"
            : "save it again without them";
    }

    private static bool IsHarmless(TensorEntry tensor, IReadOnlyList<TensorEntry> beside)
    {
        string[] parts = tensor.Name.Split('.');
        return tensor.Shape.Contains(0)
            || parts.Any(part => Holds(part, "criterion") || Holds(part, "loss") || OfTraining.Contains(part)
                || MeasuresWithin.Any(measure => Holds(part, measure))
                || part.Split('_').Any(word => Measures.Contains(word) || word == "dummy"))
            || WeightsOfClasses.Contains(parts[^1])
            || (tensor.Elements == 1 && Counters.Contains(parts[^1]))
            || IsOfAverage(tensor.Name, beside);
    }

    private static bool Holds(string part, string word) => part.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a tensor is of a moving average that keeps all weights side by side and its decay among them, as LitEma does.
    /// </summary>
    private static bool IsOfAverage(string name, IReadOnlyList<TensorEntry> beside) =>
        name.LastIndexOf('.') is > 0 and var point && name[..point] is var module
        && Holds(module.Split('.')[^1], "ema") && beside.Any(tensor => tensor.Name == $"{module}.decay" && tensor.Elements == 1);

    /// <summary>What a tensor is where it may normalise the image; null where it is something else.</summary>
    private static Normaliser? Normalises(TensorEntry tensor) => tensor.Elements != 3 ? null : tensor.Name.Split('.', '_')[^1] switch
    {
        "mean" or "mu" when !tensor.Name.EndsWith("running_mean", StringComparison.Ordinal) =>
            new("--mean", "mean", scale => scale.Mean),
        "std" or "sigma" => new("--std", "standard deviation", scale => scale.Std),
        _ => null,
    };

    /// <summary>
    /// Images are normalised once and by what was given: a network that does it itself does it otherwise where it was given something else.
    /// </summary>
    private static void CheckNormalisation(string file, ITensorSource source, TensorEntry tensor, Normaliser part, InputScale given)
    {
        var values = Values(source, tensor);
        var unit = values.Max(value => Math.Abs(value)) > 1 ? LargestByte : 1;
        float[] own = [.. values.Select(value => value / unit)];
        if (IsNear(own, part.Of(given))) return;
        var found = IsNear(part.Of(given), part.Of(InputScale.ImageNet)) ? "" : $", found {part.Option} {Joined(part.Of(given))}";
        throw new BadInputException(IsNear(own, part.Of(InputScale.ImageNet))
            ? $"{file}: {OneLine.Quote(tensor.Name)} normalises the input by ImageNet's {part.Title} within the network, in the place of "
                + $"which {part.Option} does it; expected {part.Option} {Joined(own)}{found}"
            : $"{file}: {OneLine.Quote(tensor.Name)} normalises the input otherwise than by ImageNet's mean and standard deviation; "
                + $"expected the network alone, or its own --mean and --std: {part.Option} {Joined(own)}{found}");
    }

    private static bool IsNear(IReadOnlyList<float> one, IReadOnlyList<float> other) =>
        one.Zip(other, (a, b) => Math.Abs(a - b)).All(off => off < Tolerance);

    private static string Joined(IReadOnlyList<float> values) =>
        string.Join(",", values.Select(value => value.ToString("0.####", CultureInfo.InvariantCulture)));

    /// <summary>Whether its name says that it corrects logits, as in Guo et al.'s ModelWithTemperature.</summary>
    private static bool IsOfLogits(string name) => name.Split('.') is var parts
        && (parts[^1] is "temperature" or "temp" or "logit_scale" or "log_temperature"
            || parts.Any(part => part.StartsWith("calibrat", StringComparison.OrdinalIgnoreCase)));

    private static float[] Values(ITensorSource source, TensorEntry tensor)
    {
        using var scope = torch.NewDisposeScope();
        return source.Read([tensor])[0].to(torch.float32).contiguous().data<float>().ToArray();
    }

    /// <summary>A mean or a standard deviation of the input.</summary>
    /// <param name="Option">The option that gives it.</param>
    /// <param name="Title">Its name.</param>
    /// <param name="Of">What a scale has of it.</param>
    private sealed record Normaliser(string Option, string Title, Func<InputScale, IReadOnlyList<float>> Of);
}

using System.Collections.Frozen;
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

    /// <summary>What a mean and a standard deviation of the input are called, together.</summary>
    private static readonly (string Mean, string Std)[] NormaliserWords = [("mean", "std"), ("means", "stds"), ("mu", "sigma")];

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
    internal static readonly FrozenSet<string> Measures = FrozenSet.ToFrozenSet(
    [
        "metric", "metrics", "torchmetrics", "acc", "accuracy", "top1", "top5", "f1", "auc", "auroc", "auprc", "confusion", "confmat",
        "ece", "mcc", "kappa", "precision", "recall", "specificity", "meter",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>What no layer is called, but a count of a measure.</summary>
    private static readonly FrozenSet<string> Counts =
        FrozenSet.ToFrozenSet(["confmat", "tp", "fp", "tn", "fn"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What a measure calls what it counts, and a layer may call its parameters.</summary>
    private static readonly FrozenSet<string> States =
        FrozenSet.ToFrozenSet(["total", "correct", "value"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words of the names of losses.</summary>
    private static readonly FrozenSet<string> Losses = FrozenSet.ToFrozenSet(
    [
        "criterion", "criterions", "criteria", "loss", "losses", "lossfn", "lossfunc", "lossfunction", "celoss", "bceloss", "nllloss",
        "focalloss",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>What losses are called in short, which a layer's name may have in it too.</summary>
    private static readonly FrozenSet<string> ShortLosses =
        FrozenSet.ToFrozenSet(["ce", "bce", "crit", "nll", "xent", "entropy", "focal"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What layers call their parameters and statistics: what else a loss or a measure keeps, as centres, is its own.</summary>
    private static readonly FrozenSet<string> LayerParameters =
        FrozenSet.ToFrozenSet(["weight", "bias", "running_mean", "running_var"], StringComparer.Ordinal);

    /// <summary>What a network is called that teaches another.</summary>
    private static readonly FrozenSet<string> Teachers = FrozenSet.ToFrozenSet(["teacher", "teachers"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Heads that a training needs and an answer does not.</summary>
    private static readonly FrozenSet<string> Heads = FrozenSet.ToFrozenSet(
        ["projector", "projection_head", "proj_head", "contrastive_head"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Averages that are kept beside the weights.</summary>
    private static readonly FrozenSet<string> Averages =
        FrozenSet.ToFrozenSet(["shadow", "shadow_params", "ema_shadow"], StringComparer.OrdinalIgnoreCase);

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
        Normalisation given) =>
        Check(file, source, beside, features, classes, given, new("--key NAME may choose", Alone(network), IsOutside: false));

    /// <summary>Refuses what in a checkpoint beside the network's dictionary may take part in the network's answer.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="source">Says what stands there, and reads values.</param>
    /// <param name="features">How many features the network's classifier takes.</param>
    /// <param name="classes">How many logits that gives.</param>
    /// <param name="given">How images are to be normalised.</param>
    /// <exception cref="BadInputException">One may; the message says what to do.</exception>
    public static void CheckOutside(string file, ITensorSource source, long features, long classes, Normalisation given)
    {
        List<TensorEntry> others =
            [.. source.Outside.Tensors.Where(tensor => !OutsideState.Includes(tensor, features, classes))];
        var chooses = $"--key {OneLine.Name(source.Outside.Key)} chooses";
        Check(file, source, others, features, classes, given, new(chooses, $"{chooses} it", IsOutside: true));
    }

    private static void Check(
        string file, ITensorSource source, IReadOnlyList<TensorEntry> beside, long features, long classes, Normalisation given, WayOut way)
    {
        List<TensorEntry> doubtful = [.. beside.Where(tensor => !IsOfTraining(tensor, beside, features, classes))];
        foreach (var tensor in doubtful)
        {
            if (TakesFeatures(tensor, features))
                throw new BadInputException(
                    $"{file}: {OneLine.Quote(tensor.Name)} takes the {features} features of the network, which is not known to have such a "
                    + $"layer, expected the network alone, which {way.Chooses}");
            if (TakesLogits(tensor, classes) || IsOfLogits(tensor.Name))
                throw new BadInputException(
                    $"{file}: {OneLine.Quote(tensor.Name)} may change the {classes} logits of the network, which is not known to have such "
                    + $"a layer, expected the network alone, which {way.Chooses}");
        }
        List<TensorEntry> others = [.. doubtful.Where(tensor => !CountsOrMeasures(tensor, classes))];
        foreach (var tensor in others)
            if (Normalises(tensor) is { } part)
                CheckNormalisation(file, source, tensor, part, beside, given, way);
        List<string> unknown = [.. others.Where(tensor => Normalises(tensor) is null).Select(tensor => tensor.Name)];
        if (unknown.Count == 0) return;
        var more = unknown.Count > MostNamed ? $" and {unknown.Count - MostNamed} more" : "";
        throw new BadInputException(
            $"{file}: {string.Join(", ", unknown.Take(MostNamed).Select(OneLine.Quote))}{more} beside the network may act on the image or "
            + $"on its logits, and the network is not known to have such layers, expected it alone: {way.Alone}, where they take no "
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

    /// <summary>Whether a tensor is of what teaches, or counts what was taught, whatever shape it has.</summary>
    private static bool IsOfTraining(TensorEntry tensor, IReadOnlyList<TensorEntry> beside, long features, long classes)
    {
        string[] parts = tensor.Name.Split('.');
        return tensor.Shape.Contains(0)
            || parts.Any(part => NameWords.Have(part, Teachers) || Averages.Contains(part))
            || (parts.Any(part => NameWords.Have(part, Losses)) && !MayAnswer(tensor, beside, features, classes))
            || parts.Index().Any(part => Heads.Contains(part.Item)
                && !GivesFeatures(string.Join('.', parts.Take(part.Index + 1)), beside, features))
            || Counts.Contains(parts[^1])
            || (parts.Any(part => NameWords.Have(part, Measures)) && (States.Contains(parts[^1]) || IsInteger(tensor)))
            || (States.Contains(parts[^1]) && IsInteger(tensor))
            || IsOfAverage(tensor.Name, beside);
    }

    /// <summary>
    /// Whether a tensor in a loss is of a layer through which the network's features or logits may go. Weights of classes stand alone: a
    /// value for each class that has a bias or statistics beside it is of a norm or a scale.
    /// </summary>
    private static bool MayAnswer(TensorEntry tensor, IReadOnlyList<TensorEntry> beside, long features, long classes)
    {
        if (IsInteger(tensor) || !IsOfLayer(tensor)) return false;
        if (tensor.Shape is not [var length] || length != classes) return TakesFeatures(tensor, features) || TakesLogits(tensor, classes);
        var module = tensor.Name[..(tensor.Name.LastIndexOf('.') + 1)];
        return LayerParameters.Any(name => name != "weight" && beside.Any(other => other.Name == module + name));
    }

    /// <summary>Whether a tensor has the name of a layer's parameter or statistic.</summary>
    internal static bool IsOfLayer(TensorEntry tensor) => LayerParameters.Contains(tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..]);

    /// <summary>Whether a tensor has the shape of a layer that takes the features, or of their norm.</summary>
    internal static bool TakesFeatures(TensorEntry tensor, long features) =>
        tensor.Shape.Take(2).Contains(features) && tensor.Shape.Skip(2).All(side => side == 1);

    private static bool TakesLogits(TensorEntry tensor, long classes) =>
        tensor.Shape is [var rows, var columns] && (rows == classes || columns == classes);

    /// <summary>
    /// Whether the last matrix of a head gives as many features as the classifier takes, so that it may stand before that.
    /// </summary>
    private static bool GivesFeatures(string head, IReadOnlyList<TensorEntry> beside, long features) =>
        beside.LastOrDefault(tensor => tensor.Name.StartsWith($"{head}.", StringComparison.Ordinal)
            && tensor.Shape.Count >= 2 && tensor.Shape.Skip(2).All(side => side == 1)) is { } last && last.Shape[0] == features;

    /// <summary>Whether a tensor that takes neither features nor logits counts, measures, or weighs the classes of a loss.</summary>
    private static bool CountsOrMeasures(TensorEntry tensor, long classes)
    {
        string[] parts = tensor.Name.Split('.');
        // A measure's mean has a single weight.
        return (parts.Any(part => NameWords.Have(part, Measures)) && (!IsOfLayer(tensor) || IsInteger(tensor) || tensor.Elements == 1))
            || parts.Any(part => part.Split('_').Contains("dummy"))
            || (tensor.Shape.Count <= 1 && WeightsOfClasses.Contains(parts[^1]))
            || (tensor.Elements == 1 && (Counters.Contains(parts[^1]) || IsInteger(tensor)))
            || (parts is [.., var loss, "weight" or "pos_weight" or "alpha"] && NameWords.Have(loss, ShortLosses)
                && (tensor.Shape is [] or [1] || (tensor.Shape is [var weights] && weights == classes)));
    }

    /// <summary>Whether a tensor holds whole numbers.</summary>
    internal static bool IsInteger(TensorEntry tensor) => tensor.Dtype is torch.ScalarType.Byte or torch.ScalarType.Int8
        or torch.ScalarType.Int16 or torch.ScalarType.Int32 or torch.ScalarType.Int64;

    /// <summary>
    /// Whether a tensor is of a moving average that keeps all weights side by side and its decay among them, as LitEma does.
    /// </summary>
    private static bool IsOfAverage(string name, IReadOnlyList<TensorEntry> beside) =>
        name.LastIndexOf('.') is > 0 and var point && name[..point] is var module
        && module.Split('.')[^1].Contains("ema", StringComparison.OrdinalIgnoreCase)
        && beside.Any(tensor => tensor.Name == $"{module}.decay" && tensor.Elements == 1);

    /// <summary>Whether a tensor may be a mean or a standard deviation of the image.</summary>
    internal static bool MayNormalise(TensorEntry tensor) => Normalises(tensor) is not null;

    /// <summary>
    /// Whether a tensor's name says that it is none of a network's own: where nothing stands before the network's names, nothing else
    /// tells.
    /// </summary>
    internal static bool IsNamedForOther(string name, IReadOnlyList<long> shape) => name.Split('.')[0] is var first
        && (NameWords.Have(first, Losses) || NameWords.Have(first, Measures) || NameWords.Have(first, Teachers)
            || WeightsOfClasses.Contains(name) || Counters.Contains(name)
            || MayNormalise(new(name, torch.ScalarType.Float32, shape)));

    /// <summary>What a tensor is where it may normalise the image; null where it is something else.</summary>
    private static Normaliser? Normalises(TensorEntry tensor)
    {
        var word = tensor.Name.Split('.', '_')[^1];
        if (tensor.Elements != 3 || tensor.Name.EndsWith("running_mean", StringComparison.Ordinal)) return null;
        var before = tensor.Name[..^word.Length];
        foreach (var (mean, std) in NormaliserWords)
        {
            if (word == mean) return new(IsMean: true, before + std);
            if (word == std) return new(IsMean: false, before + mean);
        }
        return null;
    }

    /// <summary>
    /// Images are normalised once and by what was given: a network that does it itself does it otherwise where it was given something else.
    /// </summary>
    private static void CheckNormalisation(
        string file, ITensorSource source, TensorEntry tensor, Normaliser part, IReadOnlyList<TensorEntry> beside, Normalisation given,
        WayOut way)
    {
        var values = Values(source, tensor);
        float[] others = beside.FirstOrDefault(other => other.Name == part.Counterpart && other.Elements == 3) is { } counterpart
            ? Values(source, counterpart)
            : [];
        var unit = ChannelFigures.Unit(values.Concat(others));
        float[] own = [.. values.Select(value => value / unit)];
        if (part.IsNear(own, part.Of(given))) return;
        var both = others.Length == 0 ? part.Options(own)
            : part.IsMean ? $"{part.Options(own)} {part.Other.Options(others.Select(value => value / unit))}"
            : $"{part.Other.Options(others.Select(value => value / unit))} {part.Options(own)}";
        var found = part.IsNear(part.Of(given), part.Of(Normalisation.ImageNet)) ? "" : $", found {part.Options(part.Of(given))}";
        if (way.IsOutside)
            throw new BadInputException(
                $"{file}: {OneLine.Quote(tensor.Name)} beside the network is another {part.Title} of its images than {part.Option} says, "
                + $"expected {both}, found {part.Options(part.Of(given))}, or the network alone: {way.Alone}");
        throw new BadInputException(part.IsNear(own, part.Of(Normalisation.ImageNet))
            ? $"{file}: {OneLine.Quote(tensor.Name)} normalises the input by ImageNet's {part.Title} within the network, in the place of "
                + $"which {part.Option} does it, expected {both}{found}"
            : $"{file}: {OneLine.Quote(tensor.Name)} normalises the input otherwise than by ImageNet's mean and standard deviation, "
                + $"expected the network alone, or its own --mean and --std: {both}{found}");
    }

    /// <summary>Whether its name says that it corrects logits, as in Guo et al.'s ModelWithTemperature.</summary>
    private static bool IsOfLogits(string name) => name.Split('.') is var parts
        && (parts[^1] is "logit_scale" or "logit_bias" || NameWords.Of(parts[^1]).LastOrDefault() is "temperature" or "temp"
            || parts.Any(part => part.StartsWith("calibrat", StringComparison.OrdinalIgnoreCase)));

    private static float[] Values(ITensorSource source, TensorEntry tensor)
    {
        using var scope = torch.NewDisposeScope();
        return source.Read([tensor])[0].to(torch.float32).contiguous().data<float>().ToArray();
    }

    /// <summary>How to get a network without what stands beside it.</summary>
    /// <param name="Chooses">What chooses it, where a layer stands on its features or logits.</param>
    /// <param name="Alone">How to get it alone.</param>
    /// <param name="IsOutside">Whether that stands beside the network's dictionary.</param>
    private sealed record WayOut(string Chooses, string Alone, bool IsOutside);

    /// <summary>A mean or a standard deviation of the input.</summary>
    /// <param name="IsMean">Whether it is the mean.</param>
    /// <param name="Counterpart">What the tensor is called that is the other of the two.</param>
    private sealed record Normaliser(bool IsMean, string Counterpart)
    {
        public string Option => IsMean ? "--mean" : "--std";

        public string Title => IsMean ? "mean" : "standard deviation";

        public Normaliser Other => this with { IsMean = !IsMean };

        public IReadOnlyList<float> Of(Normalisation normalisation) => (IsMean ? normalisation.Mean : normalisation.Std).ToArray();

        public string Options(IEnumerable<float> values) => $"{Option} {ChannelFigures.Text(values)}";

        public bool IsNear(IReadOnlyList<float> one, IReadOnlyList<float> other) => ChannelFigures.AreNear(one, other, IsMean);
    }
}

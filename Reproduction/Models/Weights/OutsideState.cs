using System.Collections.Frozen;
using TorchSharp;

namespace Reproduction.Models.Weights;

/// <summary>
/// What a training's tensors are called beside the dictionary of its network, and which shape they have: figures and curves, answers to
/// images, counters and the states of random generators.
/// </summary>
internal static class OutsideState
{
    /// <summary>What torch.cuda.amp.GradScaler keeps; other scalers may scale an image or logits.</summary>
    private static readonly FrozenSet<string> OfGradientScalers = FrozenSet.ToFrozenSet(
        ["scale", "_scale", "growth_factor", "backoff_factor", "growth_interval", "growth_tracker", "_growth_tracker"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> Scalers =
        FrozenSet.ToFrozenSet(["scaler", "scalers", "gradscaler"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Last words of the keys of figures and of curves of them.</summary>
    private static readonly FrozenSet<string> Figures = FrozenSet.ToFrozenSet(
    [
        "best", "result", "results", "score", "scores", "fitness", "perplexity", "ppl", "iou", "miou", "dice", "mse", "mae", "rmse",
        "performance", "perf", "val", "value", "error", "errors", "err", "errs", "accs", "accuracies", "count", "counts", "prec", "ap",
        "psnr", "ssim", "wer", "cer", "eer", "uar", "monitor", "objective",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>First words of the keys of single figures: <c>best_map</c>, <c>val_r2</c>.</summary>
    private static readonly FrozenSet<string> Occasions = FrozenSet.ToFrozenSet(
        ["best", "train", "training", "val", "valid", "validation", "dev", "test", "eval"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words of single numbers by which an image or logits may be computed, whatever stands before: <c>best_alpha</c>.</summary>
    private static readonly FrozenSet<string> Operands = FrozenSet.ToFrozenSet(
    [
        "alpha", "beta", "gamma", "delta", "lambda", "mu", "sigma", "tau", "t", "s", "a", "b", "w", "eps", "epsilon", "mean", "std",
        "var", "min", "max", "norm", "scale", "scales", "factor", "gain", "slope", "power", "coef", "coefficient", "weight", "weights",
        "shift", "offset", "intercept", "margin", "threshold", "thresholds", "thresh", "thr",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>How the keys of confusion matrices end in which the word stands in short.</summary>
    private static readonly string[] ConfusionMatrices = ["conf_mat", "conf_matrix", "confmatrix"];

    /// <summary>Last words of the keys of what a network answered to images, and of what is true of them.</summary>
    private static readonly FrozenSet<string> Answers = FrozenSet.ToFrozenSet(
        ["logits", "preds", "predictions", "outputs", "probs", "probabilities", "targets", "labels"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a tensor is a training's state.</summary>
    /// <param name="tensor">The tensor, by its keys.</param>
    /// <param name="features">How many features the network's classifier takes.</param>
    /// <param name="classes">How many logits that gives.</param>
    public static bool Includes(TensorEntry tensor, long features, long classes)
    {
        string[] parts = tensor.Name.Split('.');
        var leaf = parts[^1];
        if (BesideNetwork.IsOfLayer(tensor) || BesideNetwork.MayNormalise(tensor)) return false;
        // Masks of pruned weights have their dimensions.
        if (BesideNetwork.IsInteger(tensor) || tensor.Dtype == torch.ScalarType.Bool) return tensor.Shape.Count <= 2;
        if (parts.Any(part => NameWords.Have(part, Scalers)) && OfGradientScalers.Contains(leaf) && tensor.Elements == 1) return true;
        if (parts.Any(TrainingKeys.NamesLogits)) return false;
        return (tensor.Shape.Count <= 1 && (IsLast(parts[0], Figures) || IsLast(leaf, Figures)))
            || (tensor.Elements == 1 && IsFigureOfOccasion(parts))
            || Array.Exists(ConfusionMatrices, end => leaf.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            || (IsLast(leaf, Answers) && IsOfImages(tensor.Shape, classes))
            || (parts.Any(part => NameWords.Have(part, BesideNetwork.Measures)) && !BesideNetwork.TakesFeatures(tensor, features));
    }

    private static bool IsFigureOfOccasion(string[] parts) =>
        !Array.Exists(parts, part => NameWords.Have(part, Operands))
        && new[] { parts[0], parts[^1] }.Any(key => NameWords.Of(key).FirstOrDefault() is { } first && Occasions.Contains(first));

    /// <summary>Whether a key's last word is one of some, be it before a number: <c>best_prec1</c>.</summary>
    private static bool IsLast(string key, FrozenSet<string> words) =>
        NameWords.Of(key).LastOrDefault() is { } last && NameWords.Have(last, words);

    /// <summary>Whether a shape has a row or a number for each of many images: a matrix of K×K, or K numbers, may be of a layer.</summary>
    private static bool IsOfImages(IReadOnlyList<long> shape, long classes) =>
        shape.Count is 1 or 2 && shape[0] != 1 && shape[0] != classes;
}

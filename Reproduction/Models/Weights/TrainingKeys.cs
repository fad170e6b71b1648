using System.Collections.Frozen;

namespace Reproduction.Models.Weights;

/// <summary>
/// The keys of a checkpoint under which a training keeps what it goes on from and what it was asked for: no part of a network's answer,
/// whatever stands under them.
/// </summary>
internal static class TrainingKeys
{
    /// <summary>Words that say it whatever else a key says.</summary>
    private static readonly FrozenSet<string> Plain = FrozenSet.ToFrozenSet(
    [
        "optimizer", "optimizers", "optimiser", "optimisers", "optim", "optims", "scheduler", "schedulers", "callback", "callbacks",
        "hub", "args", "arguments", "config", "configs", "cfg", "hparams", "hyper", "hyperparams", "hyperparameters",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that say it unless the key names something of the logits, as <c>opt_temperature</c> may mean the best one.</summary>
    private static readonly FrozenSet<string> Doubtful = FrozenSet.ToFrozenSet(
    [
        "opt", "opts", "adam", "sgd", "sched", "lr", "warmup", "epoch", "epochs", "step", "steps", "iter", "iters", "iteration",
        "iterations", "options", "settings", "loops", "amp", "history", "logs", "logger", "elapsed", "duration", "ema", "swa", "averaged",
        "averaging", "shadow", "grad", "grads", "gradients", "rng", "sampler", "samplers", "trainer",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words of what corrects logits.</summary>
    private static readonly FrozenSet<string> OfLogits = FrozenSet.ToFrozenSet(
        ["temperature", "temperatures", "temp", "logit", "prior", "priors", "bias", "calibrator", "calibration"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a training's state or arguments stand under a key.</summary>
    /// <param name="key">The key.</param>
    public static bool Include(string key) =>
        NameWords.Have(key, Plain) || (NameWords.Have(key, Doubtful) && !NamesLogits(key));

    /// <summary>Whether a key names something that corrects logits.</summary>
    /// <param name="key">The key.</param>
    public static bool NamesLogits(string key) => NameWords.Have(key, OfLogits);
}

using Reproduction.Data.Preparation;

namespace Reproduction.Recipes;

/// <summary>A model is a name with a method.</summary>
/// <param name="Name">Its name, which is that of its folder and decides its random streams.</param>
/// <param name="Seed">Pins it to one seed and shares it between all seeds of the experiment; null where it is made for each.</param>
public abstract record ModelRecipe(string Name, long? Seed)
{
    /// <summary>The names of the models that must be there before it can be made, each once.</summary>
    public abstract IReadOnlyList<string> Needs { get; }
}

/// <summary>A model that is trained.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seed">The seed to which it is pinned, if it is.</param>
/// <param name="Start">What it starts from.</param>
/// <param name="Training">How its weights move.</param>
/// <param name="Augmentation">Random changes of its training images, first to last.</param>
/// <param name="Loss">What it minimises: the sum of these terms.</param>
public sealed record TrainedModelRecipe(
    string Name, long? Seed, ModelStart Start, TrainingRecipe Training, IReadOnlyList<Augmentation> Augmentation,
    IReadOnlyList<LossTermRecipe> Loss)
    : ModelRecipe(Name, Seed)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Needs =>
        [.. Loss.Select(term => term.Other).Prepend((Start as TrainedStart)?.Model).OfType<string>().Distinct()];

    /// <summary>
    /// Whether its loss is the cross entropy with the labels and nothing else, smoothed or not, so that it can be held against the cross
    /// entropy of other images.
    /// </summary>
    public bool MinimisesCrossEntropy => Loss.Where(term => term.Weight > 0).ToList() is [CrossEntropyRecipe { Weight: 1 }];
}

/// <summary>A model whose logits are another's, corrected by what the <c>calibrate</c> images say.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seed">The seed to which it is pinned, if it is.</param>
/// <param name="Of">The model that is corrected.</param>
/// <param name="By">The correction.</param>
public sealed record CalibratedModelRecipe(string Name, long? Seed, string Of, CalibrationMethod By) : ModelRecipe(Name, Seed)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Needs => [Of];
}

/// <summary>Several models as one: the mean of their probabilities.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seed">The seed to which it is pinned, if it is.</param>
/// <param name="Of">Its members.</param>
public sealed record EnsembleModelRecipe(string Name, long? Seed, IReadOnlyList<string> Of) : ModelRecipe(Name, Seed)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Needs => Of;
}

/// <summary>What a trained model starts from.</summary>
public abstract record ModelStart;

/// <summary>A network of the recipe, before training.</summary>
/// <param name="Network">Its name.</param>
public sealed record NetworkStart(string Network) : ModelStart;

/// <summary>A copy of a trained model, which trains on.</summary>
/// <param name="Model">Its name.</param>
public sealed record TrainedStart(string Model) : ModelStart;

/// <summary>How logits are corrected after training.</summary>
public enum CalibrationMethod
{
    /// <summary>z / τ (Guo et al., ICML 2017, arXiv 1706.04599): moves no prediction.</summary>
    Temperature,

    /// <summary>w ⊙ z + b (the same): a weight and an offset for each class.</summary>
    Vector,

    /// <summary>z + b: an offset for each class, for the highest worst recall at nearly the same accuracy.</summary>
    ClassOffsets,
}

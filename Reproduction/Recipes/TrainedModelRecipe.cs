using Reproduction.Data.Preparation;

namespace Reproduction.Recipes;

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

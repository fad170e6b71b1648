using Reproduction.Metrics;

namespace Reproduction.Reporting;

/// <summary>One model of a report.</summary>
/// <param name="Name">Its name in the recipe.</param>
/// <param name="Description">What it is, such as <c>efficientnet_b0, from random weights, epoch 8 of 8</c>.</param>
/// <param name="ChosenEpoch">The epoch whose weights stand for it, from 1; 0 for a model that is not trained.</param>
/// <param name="Predictions">Its answers on the test split.</param>
public sealed record ModelResult(string Name, string Description, int ChosenEpoch, Predictions Predictions)
{
    /// <summary>What the held-out images that calibrate are called among what was made once; no model can have this name.</summary>
    internal const string ImagesOfCalibrate = "the images of calibrate";

    /// <summary>Why its figures are no finding, each as what its name is the subject of; usually none.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>The models from which it learned, by name.</summary>
    public IReadOnlyList<string> Teachers { get; init; } = [];

    /// <summary>The models of which it is the mean, by name; of an ensemble alone.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>
    /// What it is made from, itself included, that was made once and is shared by all seeds: models, and <see cref="ImagesOfCalibrate"/>.
    /// </summary>
    public IReadOnlyList<string> MadeOnce { get; init; } = [];
}

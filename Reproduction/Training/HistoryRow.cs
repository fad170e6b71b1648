namespace Reproduction.Training;

/// <summary>What one epoch of one model's training came to. No times: equal runs have equal histories.</summary>
/// <param name="Model">The model's name in the recipe.</param>
/// <param name="Epoch">Which epoch, from 1.</param>
/// <param name="ImageSize">Side of the square images, in pixels.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="TrainLoss">Mean of the minimised loss over the epoch's training images.</param>
/// <param name="TrainAccuracy">Share of the epoch's training images that were classified rightly, 0 to 1.</param>
/// <param name="ValidationLoss">Mean cross entropy over the validation images, or null where the epoch was not validated.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation images, 0 to 1, or null where the epoch was not validated.</param>
public sealed record HistoryRow(
    string Model,
    int Epoch,
    int ImageSize,
    double LearningRate,
    double TrainLoss,
    double TrainAccuracy,
    double? ValidationLoss,
    double? ValidationAccuracy);

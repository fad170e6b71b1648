namespace Reproduction.Training;

/// <summary>One step of training, as progress shows it.</summary>
/// <param name="Model">Which model.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">All epochs of the stage.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">All steps of an epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="ImagesPerSecond">Since the process took up this epoch.</param>
public readonly record struct StepProgress(string Model, int Epoch, int Epochs, int Step, int Steps, double Loss, double ImagesPerSecond);

namespace Reproduction.Training;

/// <summary>What a step of training came to, before it moved the weights.</summary>
/// <param name="Loss">The batch's mean loss.</param>
/// <param name="Terms">The mean of each of its terms, before its weight.</param>
/// <param name="Correct">Images of the batch that were predicted right.</param>
/// <param name="Images">Images of the batch.</param>
public sealed record StepOutcome(double Loss, IReadOnlyList<double> Terms, long Correct, int Images)
{
    /// <summary>Whether the loss is a finite number; where it is not, no weight was moved.</summary>
    public bool IsFinite => double.IsFinite(Loss);
}

namespace Reproduction.Training;

/// <summary>
/// Where a stage stands: everything besides tensors that training needs to go on to the same bits. Order, views and masks
/// are functions of seed, epoch and step, so no generator's state is among it.
/// </summary>
/// <param name="Epoch">The epoch in progress, from 1; one more than all when the stage is over.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="TotalSteps">Steps done in the stage.</param>
/// <param name="LossSum">Sum over the epoch's images so far of the batch's mean loss.</param>
/// <param name="Correct">Training images of the epoch so far that were predicted right.</param>
/// <param name="Seen">Training images of the epoch so far.</param>
/// <param name="BestEpoch">The epoch with the highest validation accuracy so far; 0 for none.</param>
/// <param name="History">The figures of the finished epochs.</param>
public sealed record TrainingState(
    int Epoch, int Step, long TotalSteps, double LossSum, long Correct, long Seen, int BestEpoch, IReadOnlyList<HistoryRow> History)
{
    /// <summary>Before the first step.</summary>
    public static TrainingState Start { get; } = new(1, 0, 0, 0, 0, 0, 0, []);
}

namespace Reproduction.Training;

/// <summary>
/// Where a stage stands: everything besides tensors that training needs to go on to the same bits. Order, views and masks
/// are functions of seed, epoch and step, so no generator's state is among it.
/// </summary>
/// <param name="Epoch">The epoch in progress, from 1; one more than all when the stage is over.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="TotalSteps">Steps done in the stage.</param>
/// <param name="LossSum">Sum over the epoch's images so far of the batch's mean loss.</param>
/// <param name="TermSums">The same of each term before its weight; none before the epoch's first step.</param>
/// <param name="Correct">Training images of the epoch so far that were predicted right.</param>
/// <param name="Seen">Training images of the epoch so far.</param>
/// <param name="BestEpoch">The epoch with the highest validation accuracy so far; 0 for none.</param>
/// <param name="History">The figures of the finished epochs.</param>
/// <param name="Terms">The terms of the loss in the finished epochs.</param>
public sealed record TrainingState(
    int Epoch, int Step, long TotalSteps, double LossSum, IReadOnlyList<double> TermSums, long Correct, long Seen, int BestEpoch,
    IReadOnlyList<HistoryRow> History, IReadOnlyList<TermRow> Terms)
{
    /// <summary>Before the first step.</summary>
    public static TrainingState Start { get; } = new(1, 0, 0, 0, [], 0, 0, 0, [], []);

    /// <summary>One step further.</summary>
    /// <param name="step">What it came to.</param>
    public TrainingState AfterStep(StepOutcome step) => this with
    {
        Step = Step + 1,
        TotalSteps = TotalSteps + 1,
        LossSum = LossSum + step.Loss * step.Images,
        TermSums = [.. step.Terms.Select((mean, term) => (TermSums.Count == 0 ? 0 : TermSums[term]) + mean * step.Images)],
        Correct = Correct + step.Correct,
        Seen = Seen + step.Images,
    };

    /// <summary>At the start of the next epoch.</summary>
    /// <param name="row">The figures of this one.</param>
    /// <param name="terms">The names of the loss's terms.</param>
    /// <param name="noted">Figures of classes that they note.</param>
    /// <param name="isBest">Whether this one is the best so far.</param>
    public TrainingState AfterEpoch(HistoryRow row, IEnumerable<string> terms, IEnumerable<(string, double)> noted, bool isBest) =>
        Start with
        {
            Epoch = Epoch + 1,
            TotalSteps = TotalSteps,
            BestEpoch = isBest ? Epoch : BestEpoch,
            History = [.. History, row],
            Terms =
        [
            .. Terms, .. terms.Zip(TermSums, (term, sum) => new TermRow(Epoch, term, sum / Seen)),
            .. noted.Select(figure => new TermRow(Epoch, figure.Item1, figure.Item2)),
        ],
        };
}

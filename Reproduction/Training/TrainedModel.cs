namespace Reproduction.Training;

/// <summary>What training a model came to, besides its weights.</summary>
/// <param name="History">The figures of every epoch.</param>
/// <param name="Terms">The terms of its loss in every epoch.</param>
/// <param name="ChosenEpoch">The epoch whose weights stand for the model, from 1.</param>
/// <param name="StepsTaken">Steps that this process took; 0 where the model was finished already.</param>
public sealed record TrainedModel(IReadOnlyList<HistoryRow> History, IReadOnlyList<TermRow> Terms, int ChosenEpoch, long StepsTaken);

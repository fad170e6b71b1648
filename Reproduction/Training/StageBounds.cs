using Reproduction.Recipes;

namespace Reproduction.Training;

/// <summary>Within what a stage's state must lie: what a checkpoint says beyond it no training has written.</summary>
/// <param name="Model">The model that is trained.</param>
/// <param name="Rule">Which epoch's weights stand for it.</param>
/// <param name="Epochs">All epochs of the stage.</param>
/// <param name="Images">Training images of an epoch.</param>
/// <param name="BatchSize">Images of a step.</param>
/// <param name="Terms">Names of the loss's terms.</param>
/// <param name="Noted">Names of the figures of classes that terms note at an epoch's end.</param>
public sealed record StageBounds(
    string Model, EpochRule Rule, int Epochs, int Images, int BatchSize, IReadOnlyList<string> Terms, IReadOnlyList<string> Noted)
{
    private int Steps => (Images + BatchSize - 1) / BatchSize;

    /// <summary>Whether the best epoch's weights are kept beside the last ones.</summary>
    /// <param name="state">Where the stage stands.</param>
    public bool KeepsBest(TrainingState state) => Rule == EpochRule.Best && state.BestEpoch > 0;

    /// <summary>What is odd about a state, in words; null where nothing is.</summary>
    /// <param name="state">As a checkpoint says it.</param>
    public string? Oddity(TrainingState state)
    {
        var (epoch, step) = (state.Epoch, state.Step);
        if (epoch < 1 || epoch > Epochs + 1) return $"it stands in epoch {epoch} of {Epochs}";
        if (step < 0 || step > Steps || (step > 0 && epoch > Epochs))
            return $"it stands at step {step} of {Steps} in epoch {epoch} of {Epochs}";
        var total = (long)(epoch - 1) * Steps + step;
        if (state.TotalSteps != total) return $"it counts {state.TotalSteps} steps, expected {total}";
        var seen = Math.Min((long)step * BatchSize, Images);
        if (state.Seen != seen) return $"it has seen {state.Seen} images of epoch {epoch}, expected {seen}";
        if (state.Correct < 0 || state.Correct > seen) return $"{state.Correct} of {seen} images are right";
        if (!double.IsFinite(state.LossSum) || (step == 0 && state.LossSum != 0)) return $"the sum of losses is {state.LossSum}";
        return OddTerms(state) ?? OddHistory(state);
    }

    private string? OddTerms(TrainingState state)
    {
        if (state.TermSums is not { } sums || sums.Count != (state.Step == 0 ? 0 : Terms.Count) || !sums.All(double.IsFinite))
            return "the sums of the loss's terms are not those of its terms";
        return state.Terms is { } rows && rows.All(row => row is not null)
            && rows.Select(row => (row.Epoch, row.Term))
                .SequenceEqual(Enumerable.Range(1, state.Epoch - 1).SelectMany(epoch => Terms.Concat(Noted).Select(term => (epoch, term))))
                ? null
                : "the loss's terms of the finished epochs are not those of its terms";
    }

    private string? OddHistory(TrainingState state)
    {
        if (state.History is not { } rows || rows.Count != state.Epoch - 1 || rows.Any(row => row is null))
            return $"it has figures of {state.History?.Count ?? 0} epochs, expected {state.Epoch - 1}";
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Model != Model || rows[i].Epoch != i + 1 || rows[i].ValidationAccuracy is not (>= 0 and <= 1))
                return $"the figures of epoch {i + 1} are not those of {Model}";
        var best = rows.Count == 0 ? 0 : rows.MaxBy(row => row.ValidationAccuracy)!.Epoch;
        return state.BestEpoch == best ? null : $"epoch {state.BestEpoch} is said to be the best, and {best} is";
    }
}

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Labels and answers that count classes from different numbers, so that hardly any answer is right.</summary>
internal static class LabelOffset
{
    /// <summary>Beyond it numbers count no classes.</summary>
    private const decimal Most = 1e9m;

    /// <summary>What to say of it; <see langword="null"/> where the answers are no better one number further.</summary>
    /// <param name="labels">The images' true classes.</param>
    /// <param name="answers">What is answered.</param>
    /// <param name="label">What the truth is called.</param>
    /// <param name="answer">What the answers are called.</param>
    public static string? Note(IReadOnlyList<decimal> labels, IReadOnlyList<decimal> answers, string label, string answer)
    {
        if (labels.Concat(answers).Any(number => Math.Abs(number) > Most)) return null;
        var shift = labels.Min() - answers.Min();
        if (shift is not (1 or -1) || labels.Max() - answers.Max() != shift || labels.Min() == labels.Max()) return null;
        var hits = labels.Zip(answers).Count(pair => pair.First == pair.Second);
        var shifted = labels.Zip(answers).Count(pair => pair.First == pair.Second + shift);
        return shifted <= hits ? null
            : $"{label} is {labels.Min()} to {labels.Max()} and {answer} {answers.Min()} to {answers.Max()}: {hits} of {labels.Count} answers "
                + $"are right, and {shifted} would be if both counted classes from one number";
    }
}

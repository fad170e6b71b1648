namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Answers beside scores, which decide: whether each is the class of its image's largest score.</summary>
/// <param name="answers">What the answers are called.</param>
/// <param name="scores">What the scores are called.</param>
internal sealed class AnswersBesideScores(string answers, string scores)
{
    private int rows, differing;
    private string? noClass;

    /// <summary>Adds a row whose answer is a class.</summary>
    /// <param name="answer">The class.</param>
    /// <param name="of">The row's scores.</param>
    public void Add(int answer, ReadOnlySpan<double> of)
    {
        rows++;
        if (of[answer] < of[Predictions.ArgMax(of)]) differing++;
    }

    /// <summary>Adds a row whose answer is no class.</summary>
    /// <param name="answer">The answer and where it stands.</param>
    public void AddNone(string answer)
    {
        rows++;
        noClass ??= answer;
    }

    /// <summary>What to say of them; <see langword="null"/> where all are those of the scores.</summary>
    /// <param name="path">The file.</param>
    public string? Note(string path) =>
        noClass is not null ? $"{noClass}, no class: not compared with {scores}, which decide"
        : differing == 0 ? null
        : $"{path}: {answers} is not the class of the largest score in {differing} of {rows} rows; the figures are of {scores}: leave "
            + "these out where the answers are meant";
}

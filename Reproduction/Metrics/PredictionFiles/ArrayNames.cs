namespace Reproduction.Metrics.PredictionFiles;

/// <summary>The names by which arrays say what they hold, in lower case with _ between words; answers are called as columns are.</summary>
internal static class ArrayNames
{
    /// <summary>Of the truth; the first of these that a file has is taken.</summary>
    public static readonly string[] Labels = ["labels", .. ColumnNames.Labels, "label_ids"];

    /// <summary>Of logits.</summary>
    private static readonly string[] Logits =
        ["logits", "logit", "scores", "score", "y_score", "y_scores", "outputs", "output", "decision_function"];

    /// <summary>Of probabilities.</summary>
    private static readonly string[] Probabilities =
        ["probs", "prob", "probabilities", "probability", "proba", "y_prob", "y_probs", "y_proba", "y_pred_proba"];

    private static readonly string[] WordsOfLogits = ["logits", "logit", "scores", "score", "outputs", "output"],
        WordsOfProbabilities = ["probs", "prob", "probabilities", "probability", "proba", "softmax"];

    /// <summary>Of scores; the first of these that a file has is taken.</summary>
    public static readonly string[] Scores = [.. Logits, .. Probabilities];

    /// <summary>Whether a name has a word that scores are called by, as those of a second model may be (<c>logits_b</c>).</summary>
    /// <param name="kind">The name.</param>
    public static bool MaySayScores(string kind) =>
        Scores.Contains(kind) || HasWord(kind, WordsOfLogits) || HasWord(kind, WordsOfProbabilities);

    /// <summary>Whether a name says that its scores are probabilities; log_probs are logits.</summary>
    /// <param name="kind">The name.</param>
    public static bool SayProbabilities(string kind) => HasWord(kind, WordsOfProbabilities) && !HasWord(kind, ["log"]);

    private static bool HasWord(string kind, string[] words) => kind.Split('_').Any(word => words.Contains(word));
}

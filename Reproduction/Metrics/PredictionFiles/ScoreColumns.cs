using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Which columns hold scores of classes: those whose names begin so, less those that hold something about the scores.</summary>
/// <param name="Scores">The columns as they stand; none where the answers are all that there is.</param>
/// <param name="AreProbabilities">Whether they are probabilities by their names.</param>
internal sealed record ScoreColumns(IReadOnlyList<ScoreColumn> Scores, bool AreProbabilities)
{
    /// <summary>
    /// What follows a prefix and is about the scores: prob_max is the answer's probability, p_value a test's. It names a class where a
    /// label is called so, or where another column's name is its opposite (prob_true beside prob_false).
    /// </summary>
    private static readonly HashSet<string> Statistics =
    [
        "argmax", "average", "avg", "class", "conf", "confidence", "diff", "difference", "energy", "entropy", "gap", "gt", "label",
        "logsumexp", "margin", "max", "mean", "median", "min", "pred", "predicted", "prediction", "quantile", "scale", "sd", "std", "sum", "temperature",
        "threshold", "time", "top1", "top_1", "true", "truth", "uncertainty", "value", "var", "variance",
    ];

    /// <summary>Words that say nothing of their own beside those, as in pred_class.</summary>
    private static readonly HashSet<string> Fillers = ["abs", "log", "logit", "of", "prob", "score"];

    /// <summary>The ends of an interval, where answers stand beside them and no columns of other names.</summary>
    private static readonly HashSet<string> Bounds =
        ["ci_high", "ci_low", "ci_lower", "ci_upper", "hi", "high", "lcl", "lo", "low", "lower", "ucl", "upper"];

    /// <summary>Recognises the columns.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="names">All names.</param>
    /// <param name="answer">The column of the answers; null where there is none.</param>
    /// <param name="truth">Gives the classes of the truth, which is asked only where names leave it open.</param>
    /// <param name="note">Told which column is passed over though its name begins as that of a class's scores.</param>
    public static ScoreColumns Of(string path, IReadOnlyList<string> names, int? answer, Func<TrueClasses> truth, Action<string> note)
    {
        var lower = ColumnNames.Lower(names);
        var (logits, probabilities) =
            (ScoreColumn.Of(names, lower, ColumnNames.LogitPrefixes), ScoreColumn.Of(names, lower, ColumnNames.ProbabilityPrefixes));
        bool IsNamed(ScoreColumn score) => truth().Contains(score.Class);

        bool IsOfClass(ScoreColumn score, List<ScoreColumn> among)
        {
            var areNumbered = among.Count(IsNumbered) > 1;
            // Beside logit_0 and logit_1, logit_true is of no class; what prob_unknown is of, the sum of a row tells.
            if (score.IsNumbered || areNumbered && among == logits) return score.IsNumbered;
            if (!IsStatistic(score) && !(answer is not null && among.TrueForAll(IsBound))) return true;
            return !areNumbered && (among.Exists(other => OppositeNames.Denies(other.Key, score.Key)) || IsNamed(score));
        }
        var (ofLogits, ofProbabilities) =
            (logits.FindAll(score => IsOfClass(score, logits)), probabilities.FindAll(score => IsOfClass(score, probabilities)));

        bool AreProbabilities()
        {
            if (ofLogits.Count == 0) return ofProbabilities.Count > 0 || logits.Count == 0;
            if (ofProbabilities.Count < 2) return false;
            if (ofLogits.Count == 1) return true;
            if (ofLogits.Exists(IsNumbered)) return false;
            return ofProbabilities.Count(IsNumbered) > 1 || !ofLogits.Exists(IsNamed) && ofProbabilities.Exists(IsNamed);
        }
        var areProbabilities = AreProbabilities();
        var (all, named) = areProbabilities ? (probabilities, ofProbabilities) : (logits, ofLogits);
        // Labels that are names, and none of them the name of a column: the answers are what they name.
        if (answer is not null && named.Count > 1 && !named.Exists(IsNumbered) && truth().AreNames && !named.Exists(IsNamed)) named = [];
        var scores = named.Count > 1 || answer is null ? named : [];
        foreach (var score in all.Except(scores))
            note(
                $"{path}: {OneLine.Name(names[score.Column])} is passed over: "
                + (named.Contains(score) ? $"the only column of scores, beside the answers of {OneLine.Name(names[answer!.Value])}"
                    : "its name is that of no class"));
        return new(scores, areProbabilities);
    }

    private static bool IsNumbered(ScoreColumn score) => score.IsNumbered;

    private static bool IsBound(ScoreColumn score) => Bounds.Contains(score.Key) || IsStatistic(score);

    private static bool IsStatistic(ScoreColumn score) =>
        Statistics.Contains(score.Key)
        || score.Key.Split('_') is var words && words.All(word => Statistics.Contains(word) || Fillers.Contains(word))
            && words.Any(Statistics.Contains);
}

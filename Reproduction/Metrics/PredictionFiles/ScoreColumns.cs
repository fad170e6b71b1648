using System.Globalization;
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
        "actual", "argmax", "average", "avg", "class", "conf", "confidence", "correct", "diff", "difference", "energy", "entropy", "gap",
        "gt", "label", "logsumexp", "margin", "max", "mean", "median", "min", "pred", "predicted",
        "prediction", "quantile", "scale", "sd", "std", "sum", "target", "temperature",
        "threshold", "time", "top1", "top_1", "true", "truth", "uncertainty", "value", "var", "variance",
    ];

    /// <summary>Words that say nothing of their own beside those, as in pred_class.</summary>
    private static readonly HashSet<string> Fillers = ["abs", "ground", "log", "logit", "of", "prob", "score", "y"];

    /// <summary>The ends of an interval, where answers stand beside them and no columns of other names.</summary>
    private static readonly HashSet<string> Bounds =
        ["ci_high", "ci_low", "ci_lower", "ci_upper", "hi", "high", "lcl", "lo", "low", "lower", "ucl", "upper"];

    /// <summary>By how much the probabilities of a row may sum to something else than 1, as two digits leave it open.</summary>
    private const double SumTolerance = 0.015;

    /// <summary>The probabilities of classes that stand beside logits; none where they are the scores themselves.</summary>
    public IReadOnlyList<ScoreColumn> Beside { get; private init; } = [];

    /// <summary>Those of them whose class has one column among the scores, and the place of that class.</summary>
    /// <param name="order">The columns of the scores in class order.</param>
    public IReadOnlyList<(int Column, int Class)> BesideInOrder(IReadOnlyList<int> order)
    {
        var keyOf = Scores.ToDictionary(score => score.Column, score => score.Key);
        var places = order.Index().ToLookup(of => keyOf[of.Item], of => of.Index);
        return
        [
            .. Beside.GroupBy(score => score.Key).Where(alike => alike.Count() == 1 && places[alike.Key].Count() == 1)
                .Select(alike => (alike.First().Column, places[alike.Key].First())),
        ];
    }

    /// <summary>Recognises the columns.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="names">All names.</param>
    /// <param name="answer">The column of the answers; null where there is none.</param>
    /// <param name="truth">Gives the classes of the truth, which is asked only where names leave it open.</param>
    /// <param name="note">Told which column is passed over though its name begins as that of a class's scores.</param>
    /// <exception cref="BadInputException">A column may be a class's that a label means, or be about the scores.</exception>
    public static ScoreColumns Of(string path, IReadOnlyList<string> names, int? answer, Func<TrueClasses> truth, Action<string> note)
    {
        var lower = ColumnNames.Lower(names);
        var (logits, probabilities) =
            (ScoreColumn.Of(names, lower, ColumnNames.LogitPrefixes), ScoreColumn.Of(names, lower, ColumnNames.ProbabilityPrefixes));
        bool IsNamed(ScoreColumn score) => truth().Contains(score.Class);
        bool IsNamedBy(int place) => truth().Contains(place.ToString(CultureInfo.InvariantCulture));

        bool IsAbout(ScoreColumn score, List<ScoreColumn> among) =>
            IsStatistic(score) || answer is not null && among.TrueForAll(IsBound);

        // How far the first row's probabilities are from those of all classes.
        double Off(List<ScoreColumn> of) => Math.Abs(1 - of.Sum(score =>
            score.Column < truth().FirstRow.Count
            && double.TryParse(truth().FirstRow[score.Column], CultureInfo.InvariantCulture, out var number) ? number : double.NaN));

        // Whether columns are of classes whatever their names are: the row says so, or labels that are more than the others could be.
        bool AreAllOfClasses(List<ScoreColumn> among)
        {
            if (among.Count < 2 || among.Count(IsNumbered) > 1 || !among.Exists(score => IsAbout(score, among))) return false;
            var rest = among.FindAll(score => !IsAbout(score, among));
            if (among == probabilities && (With: Off(among), Without: Off(rest)) is var off && off.With != off.Without
                && Math.Min(off.With, off.Without) <= SumTolerance)
                return off.With < off.Without;
            return rest.Count > 0 && truth().AreNumbers && truth().Largest >= rest.Count && truth().Largest < among.Count;
        }
        var (areLogitsAll, areProbabilitiesAll) = (AreAllOfClasses(logits), AreAllOfClasses(probabilities));

        bool IsOfClass(ScoreColumn score, List<ScoreColumn> among)
        {
            var areNumbered = among.Count(IsNumbered) > 1;
            // Beside logit_0 and logit_1, logit_true is of no class; what prob_unknown is of, the sum of a row tells.
            if (score.IsNumbered || areNumbered && among == logits) return score.IsNumbered;
            if (!IsAbout(score, among) || (among == logits ? areLogitsAll : areProbabilitiesAll)) return true;
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
        // In the place that a label names stands a column that is none, and nothing else says which class the label means.
        if (scores.Count > 1 && scores.Count < all.Count && !scores.Exists(IsNumbered) && truth().AreNumbers
            && !(areProbabilities && Off(scores) <= SumTolerance)
            && NumberedNames.Of([.. scores.Select(score => score.Class)]) is null
            && all.FindIndex(score => !scores.Contains(score) && IsNamedBy(all.IndexOf(score))) is >= 0 and var place)
            throw new BadInputException(
                $"{path}:1: {OneLine.Name(names[all[place].Column])} may be the scores of class {place} or be about the others', and a "
                + $"label is {place}: expected another name, or that column left out.");
        var called = scores.Select(score => score.Class).ToHashSet();
        if (scores.Find(score => FirstOfTwo(score.Class) is { } first && called.Contains(first) && !IsNamed(score)) is { } second)
            throw new BadInputException(
                $"{path}:1: {OneLine.Name(names[second.Column])} is what pandas calls a second column "
                + $"{OneLine.Name(second.Prefix + FirstOfTwo(second.Class))}, expected one of a name.");
        foreach (var score in all.Except(scores))
            note(
                $"{path}: {OneLine.Name(names[score.Column])} is passed over: "
                + (named.Contains(score) ? $"the only column of scores, beside the answers of {OneLine.Name(names[answer!.Value])}"
                    : "its name is that of no class"));
        return new(scores, areProbabilities) { Beside = areProbabilities ? [] : ofProbabilities };
    }

    /// <summary>The name that pandas numbers where a second column has it: cat of cat.1; <see langword="null"/> of others.</summary>
    private static string? FirstOfTwo(string name) => name.EndsWith(".1", StringComparison.Ordinal) ? name[..^2] : null;

    private static bool IsNumbered(ScoreColumn score) => score.IsNumbered;

    private static bool IsBound(ScoreColumn score) => Bounds.Contains(score.Key) || IsStatistic(score);

    private static bool IsStatistic(ScoreColumn score) =>
        Statistics.Contains(score.Key)
        || score.Key.Split('_') is var words && words.All(word => Statistics.Contains(word) || Fillers.Contains(word))
            && words.Any(Statistics.Contains);
}

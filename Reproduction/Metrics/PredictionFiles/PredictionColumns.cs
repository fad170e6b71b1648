using System.Globalization;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>What the columns of a predictions file mean, by their names.</summary>
/// <param name="Index">The column that numbers the images; null where there is none.</param>
/// <param name="Label">The column of the truth.</param>
/// <param name="Answer">The column of the answers; null where there is none.</param>
/// <param name="Scores">The columns of scores in class order; none where the answers are all that there is.</param>
/// <param name="ClassNames">The classes' names where the scores have names; null where they are numbered or there are none.</param>
/// <param name="AreProbabilities">Whether the scores are probabilities by their names.</param>
/// <param name="Keys">The columns that tell images apart in another file too, such as one of file names.</param>
/// <param name="Others">The first columns whose names say nothing, which may tell images apart by their values.</param>
/// <param name="Names">All names, for messages.</param>
internal sealed record PredictionColumns(
    int? Index, int Label, int? Answer, IReadOnlyList<int> Scores, IReadOnlyList<string>? ClassNames, bool AreProbabilities,
    IReadOnlyList<int> Keys, IReadOnlyList<int> Others, IReadOnlyList<string> Names)
{
    /// <summary>Features of images, of which there may be thousands, tell nobody's images apart.</summary>
    private const int MostOthers = 16;

    /// <summary>The one score of each image, of the positive of two classes; null where there is none or each class has its own.</summary>
    public PositiveColumn? Positive { get; init; }

    /// <summary>Which class a number means where classes have names; null where they are numbered or there are none.</summary>
    public ClassNumbers? Numbers { get; init; }

    /// <summary>The columns that say of which part of a data set a row is, or of which model, seed, fold or epoch.</summary>
    public IReadOnlyList<int> Parts { get; init; } = [];

    /// <summary>The column that says whether an answer is right; null where there is none.</summary>
    public int? Claims { get; init; }

    /// <summary>The columns that may say of how many images a row is.</summary>
    public IReadOnlyList<int> Counts { get; init; } = [];

    /// <summary>The one score of each image beside answers, which are the figures'; null where there is none.</summary>
    public int? ScoreBeside { get; init; }

    /// <summary>The probabilities of classes beside logits, which are the figures', and the place of each one's class.</summary>
    public IReadOnlyList<(int Column, int Class)> Beside { get; init; } = [];

    /// <summary>Whether a column's name says that it tells images apart and does not only count rows.</summary>
    public bool HaveNamesOfImages => Keys.Any(key => ColumnNames.OnlyImages.Contains(ColumnNames.Lower(Names[key])));

    /// <summary>Whether the index is pandas' own, which has no name and, of a part of a table, any whole numbers.</summary>
    public bool HasUnnamedIndex => Index is { } at && Names[at].Length == 0;

    /// <summary>A column as messages name it.</summary>
    /// <param name="column">Which, from 0.</param>
    public string Shown(int column) => Names[column].Length == 0 ? "the column without a name" : OneLine.Name(Names[column]);

    /// <summary>Recognises the columns of a header, "True Label" as true_label; others are passed over.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="header">The header's fields.</param>
    /// <param name="classesOf">Gives the classes of a column, the truth; asked only where names leave open what they mean.</param>
    /// <param name="note">Told which column is passed over though its name begins as that of a class's scores.</param>
    /// <exception cref="BadInputException">
    /// There is no column of the truth, or none of the answers, or classes are missing or come twice.
    /// </exception>
    public static PredictionColumns Of(string path, IReadOnlyList<string> header, Func<int, TrueClasses> classesOf, Action<string> note)
    {
        var names = ColumnNames.WithoutMark(header);
        var lower = ColumnNames.Lower(names);
        var answers = lower.Contains(ColumnNames.NumberOfWeka) ? ColumnNames.AnswersOfWeka : ColumnNames.Answers;
        List<int> All(IEnumerable<string> known) => [.. known.Select(name => lower.IndexOf(name)).Where(at => at >= 0)];
        int? Column(string[] known)
        {
            var found = All(known);
            if (found.Count > 0 && lower.LastIndexOf(lower[found[0]]) is var again && again != found[0])
                throw new BadInputException(
                    $"{path}:1: {OneLine.Name(names[found[0]])} and {OneLine.Name(names[again])} are two columns of one name, expected one.");
            if (known != ColumnNames.Labels && known != answers) return found.Count > 0 ? found[0] : null;
            if (found.Count > 0 && lower.IndexOf($"{lower[found[0]]}.1") is >= 0 and var second)
                note(
                    $"{path}: {OneLine.Name(names[second])} is passed over: what pandas calls a second column "
                    + $"{OneLine.Name(names[found[0]])}");
            if (found.Count > 1)
            {
                var (taken, what) = (OneLine.Name(names[found[0]]), known == ColumnNames.Labels ? "true class" : "answer");
                note($"{path}: {PassedOver.Others(taken, what, found.Skip(1).Select(at => OneLine.Name(names[at])))}");
            }
            return found.Count > 0 ? found[0] : null;
        }

        var besideAnswers = lower.Exists(name => ColumnNames.Answers.Contains(name));
        if ((Column(ColumnNames.Labels) ?? (besideAnswers ? Column(ColumnNames.LabelsBesideAnswers) : null)) is not { } label)
            throw new BadInputException(
                $"{path}:1: no column with the true class (label, y_true, target or true) among {ColumnNames.Listed(names)}.");
        // pandas' index has no name and stands first; a column without one at the end is of commas at the ends of lines.
        var index = Column(["index"]) ?? (lower[0].Length == 0 ? 0 : null);
        var answer = Column(answers);
        if (Column(ColumnNames.Weights) is { } weights)
            note($"{path}: {PassedOver.Counts(OneLine.Name(names[weights]))}");
        TrueClasses? occurring = null;
        TrueClasses Truth() => occurring ??= classesOf(label);
        var ofScores = ScoreColumns.Of(path, names, answer, Truth, note);
        var (scores, areProbabilities) = ofScores;
        PredictionColumns Of(IReadOnlyList<int> columns, IReadOnlyList<string>? classes) =>
            new(index, label, answer, columns, classes, areProbabilities, All(ColumnNames.Images),
                [.. Enumerable.Range(0, names.Count).Where(at => lower[at].Length > 0 && !ColumnNames.IsKnown(lower[at])).Take(MostOthers)],
                names)
            {
                Numbers = classes is null ? null : new(classes, Truth),
                Parts = All(ColumnNames.Parts.Concat(ColumnNames.Series)),
                Claims = All(ColumnNames.Claims) is [var claims, ..] ? claims : null,
                Counts = All(ColumnNames.Counts.Concat(ColumnNames.MaybeCounts)),
                Beside = ofScores.BesideInOrder(columns),
                ScoreBeside = answer is null || scores.Count > 0 ? null
                    : PositiveColumn.Of(lower, scores, areProbabilities)?.Column
                        ?? (All(ColumnNames.Confidences) is [var confidence, ..] ? confidence : null),
            };
        if (scores.Count < 2 && answer is null && PositiveColumn.Of(lower, scores, areProbabilities) is { } positive
            && (Truth().AreAmong(["0", "1"]) || Truth().AreAmong(["false", "true"])))
            return Of([], null) with { Positive = positive };
        if (scores.Count == 0)
            return answer is not null ? Of([], null) : throw new BadInputException(
                PositiveColumn.Of(lower, scores, areProbabilities) is { } one
                    ? $"{path}:1: {OneLine.Name(names[one.Column])} is one score of each image, expected labels of 0 and 1 beside it, or "
                        + "scores of each class (logit_0, logit_1, …)."
                    : $"{path}:1: no column with an answer (logit_0, logit_1, …, prob_0, prob_1, … or y_pred) among "
                        + $"{ColumnNames.Listed(names)}.");
        var (inOrder, called) = InClassOrder(path, names, scores, Truth, note);
        return Of(inOrder, called);
    }

    /// <summary>
    /// The columns of the scores in class order, and what their names call the classes; <see langword="null"/> where these are numbered
    /// from 0.
    /// </summary>
    private static (IReadOnlyList<int> Columns, IReadOnlyList<string>? Classes) InClassOrder(
        string path, IReadOnlyList<string> names, IReadOnlyList<ScoreColumn> scores, Func<TrueClasses> truth, Action<string> note)
    {
        if (scores.GroupBy(score => score.Class).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BadInputException($"{path}:1: class {OneLine.Quote(twice.Key)} has two columns, expected one.");
        if (scores.Count < 2)
            throw new BadInputException(
                $"{path}:1: {OneLine.Name(names[scores[0].Column])} is the only column of scores, expected one for each of at least 2 "
                + "classes.");
        if (!scores.All(score => score.IsNumbered))
        {
            List<string> classes = [.. scores.Select(score => score.Class)];
            if (ModelsTogether.Of(classes, truth) is var (models, areCertain))
            {
                var (shown, those) = (
                    OneLine.List(scores.Select(score => OneLine.Name(names[score.Column])), most: 4),
                    OneLine.List(models.Select(OneLine.Name), most: 4));
                if (areCertain)
                    throw new BadInputException(
                        $"{path}:1: {shown} are scores of several models ({those}), expected those of one: leave the others out.");
                note(
                    $"{path}: {shown} are taken for the scores of {classes.Count} classes: leave some out if they are of several models "
                    + $"({those})");
            }
            return ([.. scores.Select(score => score.Column)], classes);
        }
        var numbered = scores.Select(score => (score.Column, Class: int.Parse(score.Class, CultureInfo.InvariantCulture)))
            .OrderBy(score => score.Class).ToList();
        List<string> called = [.. numbered.Select(score => $"{score.Class}")];
        // Classes that are counted from 1 have labels from 1.
        if (numbered.Index().All(score => score.Item.Class == score.Index + 1))
            return ([.. numbered.Select(score => score.Column)], called);
        // Others are the classes that scikit-learn has seen, where labels are such: one that is missing among 0, 1, … may have been lost.
        if (numbered.Index().Any(score => score.Item.Class != score.Index) && called.Distinct().Count() == called.Count
            && truth().AreAmong(called) && (numbered[0].Class > 1 || called.TrueForAll(truth().Contains)))
            return ([.. numbered.Select(score => score.Column)], called);
        if (numbered.FindIndex(score => score.Class != numbered.IndexOf(score)) is >= 0 and var missing)
            throw new BadInputException(
                $"{path}:1: column {OneLine.Name(scores[0].Prefix)}{missing} is missing, expected one for each of {numbered.Count} classes "
                + "from 0.");
        return ([.. numbered.Select(score => score.Column)], null);
    }
}

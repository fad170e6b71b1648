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
/// <param name="Part">The column that says of which part of a data set a row is, train or test; null where there is none.</param>
/// <param name="Keys">The columns that tell images apart in another file too, such as one of file names.</param>
/// <param name="Names">All names, for messages.</param>
internal sealed record PredictionColumns(
    int? Index, int Label, int? Answer, IReadOnlyList<int> Scores, IReadOnlyList<string>? ClassNames, bool AreProbabilities,
    int? Part, IReadOnlyList<int> Keys, IReadOnlyList<string> Names)
{
    private static readonly string[] KeyNames =
        ["id", "image_id", "sample_id", "example_id", "uid", "filename", "file_name", "file", "image", "image_name", "path", "image_path"];

    /// <summary>Where a file has several, the first of these that it has is the truth.</summary>
    private static readonly string[] Labels = ["y_true", "true_label", "true_class", "ground_truth", "truth", "actual", "gold", "true",
        "label", "labels", "target", "targets", "y"];
    private static readonly string[] Answers =
        ["y_pred", "pred", "preds", "prediction", "predictions", "predicted", "predicted_label", "predicted_class", "pred_label", "y_hat"];
    private static readonly string[] Parts = ["split", "set", "subset", "partition", "phase", "dataset", "fold", "stage"];
    private static readonly string[] Weights = ["sample_weight", "sample_weights", "weight", "weights"];
    private static readonly string[] Logits = ["logit_", "logits_", "score_", "scores_"];
    private static readonly string[] Probabilities = ["prob_", "probs_", "proba_", "probability_", "p_"];

    /// <summary>What follows such a prefix and names no class: prob_max is the answer's probability, p_value a test's.</summary>
    private static readonly string[] NoClasses = ["max", "value"];

    /// <summary>What names no class either where others are numbered: beside prob_0 and prob_1, prob_pred.</summary>
    private static readonly string[] Statistics =
        ["entropy", "margin", "mean", "min", "pred", "predicted", "prediction", "scale", "std", "sum", "temperature", "threshold", "time", "var"];

    /// <summary>Whether the index is pandas' own, which has no name and, of a part of a table, any whole numbers.</summary>
    public bool HasUnnamedIndex => Index is { } at && Names[at].Length == 0;

    /// <summary>A column as messages name it.</summary>
    /// <param name="column">Which, from 0.</param>
    public string Shown(int column) => Names[column].Length == 0 ? "the column without a name" : OneLine.Name(Names[column]);

    /// <summary>Whether one of a header's fields names the column of the truth.</summary>
    /// <param name="names">The fields.</param>
    public static bool HaveTruth(IReadOnlyList<string> names) => Lower(names).Exists(name => Labels.Contains(name));

    /// <summary>Recognises the columns of a header, "True Label" as true_label; others are passed over.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="names">The header's fields.</param>
    /// <param name="note">Told which column is passed over though its name begins as that of a class's scores.</param>
    /// <exception cref="BadInputException">
    /// There is no column of the truth, or none of the answers, or classes are missing or come twice.
    /// </exception>
    public static PredictionColumns Of(string path, IReadOnlyList<string> names, Action<string> note)
    {
        var lower = Lower(names);
        int? Column(string[] known)
        {
            int[] found = [.. known.Select(name => lower.IndexOf(name)).Where(at => at >= 0)];
            if (found.Length > 0 && lower.LastIndexOf(lower[found[0]]) is var again && again != found[0])
                throw new BadInputException(
                    $"{path}:1: {OneLine.Name(names[found[0]])} and {OneLine.Name(names[again])} are two columns of one name, expected one.");
            if (found.Length > 1 && (known == Labels || known == Answers))
                note(
                    $"{path}: {OneLine.Name(names[found[0]])} is taken for the {(known == Labels ? "true class" : "answer")}, "
                    + $"{string.Join(" and ", found.Skip(1).Select(at => OneLine.Name(names[at])))} passed over");
            return found.Length > 0 ? found[0] : null;
        }

        if (Column(Labels) is not { } label)
            throw new BadInputException($"{path}:1: no column with the true class (label, y_true, target or true) among {Listed(names)}.");
        // pandas' index has no name and stands first; a column without one at the end is of commas at the ends of lines.
        var index = Column(["index"]) ?? (lower[0].Length == 0 ? 0 : null);
        var answer = Column(Answers);
        if (Column(Weights) is { } weights) note($"{path}: {OneLine.Name(names[weights])} is passed over: each row counts once");
        var (logits, probabilities) = (Prefixed(lower, Logits), Prefixed(lower, Probabilities));
        bool IsNumbered((int Column, int Prefix) score) => IsNumber(lower[score.Column][score.Prefix..]);
        var areProbabilities = logits.Count == 0 || logits.Count == 1 && probabilities.Count > 1
            || !logits.Exists(IsNumbered) && probabilities.Count(IsNumbered) > 1;
        var all = areProbabilities ? probabilities : logits;
        var areNumbered = all.Count(IsNumbered) > 1;
        // Beside logit_0 and logit_1, logit_true is of no class; what prob_unknown is of, the sum of a row tells.
        bool IsOfClass((int Column, int Prefix) score) => areNumbered && !areProbabilities
            ? IsNumbered(score)
            : !(areNumbered ? NoClasses.Concat(Statistics) : NoClasses).Contains(lower[score.Column][score.Prefix..]);
        var named = all.Where(IsOfClass).ToList();
        var scores = named.Count > 1 ? named : answer is null ? all : [];
        foreach (var score in all.Except(scores))
            note(
                $"{path}: {OneLine.Name(names[score.Column])} is passed over: "
                + (named.Contains(score) ? $"the only column of scores, beside the answers of {OneLine.Name(names[answer!.Value])}"
                    : "its name is that of no class"));
        PredictionColumns Of(IEnumerable<int> columns, IReadOnlyList<string>? classes) =>
            new(index, label, answer, [.. columns], classes, areProbabilities, Column(Parts),
                [.. KeyNames.Select(name => lower.IndexOf(name)).Where(at => at >= 0)], names);
        if (scores.Count == 0)
            return answer is not null ? Of([], null) : throw new BadInputException(
                $"{path}:1: no column with an answer (logit_0, logit_1, …, prob_0, prob_1, … or y_pred) among {Listed(names)}.");
        var classes = scores.Select(score => ComposedLetters.Of(names[score.Column][score.Prefix..])).ToList();
        if (classes.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new BadInputException($"{path}:1: class {OneLine.Quote(twice.Key)} has two columns, expected one.");
        if (scores.Count < 2)
            throw new BadInputException(
                $"{path}:1: {OneLine.Name(names[scores[0].Column])} is the only column of scores, expected one for each of at least 2 "
                + "classes.");
        if (!classes.TrueForAll(IsNumber)) return Of(scores.Select(score => score.Column), classes);
        var numbered = scores.Zip(classes, (score, name) => (score.Column, Class: int.Parse(name, CultureInfo.InvariantCulture)))
            .OrderBy(score => score.Class).ToList();
        // Classes that are counted from 1 have labels from 1.
        if (numbered.Index().All(score => score.Item.Class == score.Index + 1))
            return Of(numbered.Select(score => score.Column), [.. numbered.Select(score => $"{score.Class}")]);
        if (numbered.FindIndex(score => score.Class != numbered.IndexOf(score)) is >= 0 and var missing)
            throw new BadInputException(
                $"{path}:1: column {OneLine.Name(names[scores[0].Column][..scores[0].Prefix])}{missing} is missing, expected one for "
                + $"each of {numbered.Count} classes from 0.");
        return Of(numbered.Select(score => score.Column), null);
    }

    private static List<string> Lower(IReadOnlyList<string> names) =>
        [.. names.Select(name => name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_'))];

    private static bool IsNumber(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static List<(int Column, int Prefix)> Prefixed(List<string> names, string[] prefixes) =>
        [.. from column in Enumerable.Range(0, names.Count)
            let prefix =
                prefixes.FirstOrDefault(prefix => names[column].Length > prefix.Length
                    && names[column].StartsWith(prefix, StringComparison.Ordinal))
            where prefix is not null
            select (column, prefix.Length)];

    private static string Listed(IReadOnlyList<string> names) => OneLine.List(names.Select(OneLine.Quote), most: 8);
}

using System.Globalization;
using Reproduction.Files;
using Reproduction.Numpy;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// One score of each image, of the positive of two classes: its probability, or its logit against 0 of the other, as scikit-learn's
/// <c>y_score</c> may be either.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
/// <param name="asProbabilities">Whether the user says that scores are probabilities.</param>
/// <param name="note">Told what they are taken for.</param>
internal sealed class PositiveScores(string path, PredictionColumns columns, bool asProbabilities, Action<string> note)
{
    /// <summary>By how much a probability in float32 may be above 1.</summary>
    private const double AboveOne = 1e-6;

    private readonly List<int> labels = [];
    private readonly List<double> scores = [];

    /// <summary>Adds a row.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="field">Its score as it is written.</param>
    /// <param name="score">The score.</param>
    /// <param name="line">Its line.</param>
    public void Add(ReadOnlyMemory<byte> label, ReadOnlyMemory<byte> field, double score, int line)
    {
        var isClass = decimal.TryParse(label.Span.Trim((byte)' '), PredictionRows.Real, CultureInfo.InvariantCulture, out var number)
            && number is 0 or 1;
        if (!isClass && bool.TryParse(DelimitedText.Text(label), out var isSo)) (isClass, number) = (true, isSo ? 1 : 0);
        if (!isClass)
            throw new BadInputException(
                $"{path}:{line}: {columns.Shown(columns.Label)} is {DelimitedText.Shown(label)}, expected 0 or 1 beside one score of each image.");
        if (!Predictions.IsLogit(score))
            throw new BadInputException(
                $"{path}:{line}: {columns.Shown(columns.Positive!.Column)} is {DelimitedText.Shown(field)}, "
                + $"{GivenScores.Expected(score)}.");
        labels.Add((int)number);
        scores.Add(score);
    }

    /// <summary>What the rows come to.</summary>
    /// <param name="order">Which row each image is.</param>
    /// <param name="numbers">The images' numbers where they are others than 0 to N − 1.</param>
    /// <exception cref="BadInputException">One is no probability that is called one.</exception>
    public Predictions ToPredictions(int[] order, IReadOnlyList<int>? numbers) => Of(
        path, columns.Shown(columns.Positive!.Column), Array.ConvertAll(order, row => labels[row]),
        Array.ConvertAll(order, row => scores[row]), asProbabilities ? true : columns.Positive!.AreProbabilities, note, numbers);

    /// <summary>Whether arrays are labels of 0 and 1 and one score of each.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="scores">The scores.</param>
    public static bool AreOf(NpyArray labels, NpyArray scores) =>
        labels.Count == scores.Count && labels.Count > 0 && !labels.AreTexts && labels.ToDoubles().All(label => label is 0 or 1);

    /// <summary>Predictions of one score of each image.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="name">What the scores are called.</param>
    /// <param name="labels">Labels of 0 and 1.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="areProbabilities">Whether they are probabilities or logits; null where their values have to tell.</param>
    /// <param name="note">Told what they are taken for.</param>
    /// <param name="numbers">The images' numbers where they are others than 0 to N − 1.</param>
    /// <exception cref="BadInputException">
    /// One is no probability that is called one, or no number, or they are those of the answers and not of class 1.
    /// </exception>
    public static Predictions Of(
        string path, string name, int[] labels, double[] scores, bool? areProbabilities, Action<string> note,
        IReadOnlyList<int>? numbers = null)
    {
        if (Array.FindIndex(scores, score => !Predictions.IsLogit(score)) is >= 0 and var none)
            throw new BadInputException($"{path}: {name} of image {none} is {scores[none]}, expected a finite number");
        var outside = Array.FindIndex(scores, score => score is not (>= 0 and <= 1 + AboveOne));
        if (areProbabilities is true && outside >= 0)
            throw new BadInputException($"{path}: {name} of image {outside} is {scores[outside]}, expected a probability from 0 to 1");
        if ((areProbabilities ?? outside < 0) && Array.TrueForAll(scores, score => score >= 0.5) && labels.Contains(0) && labels.Contains(1)
            && !Array.Exists(ColumnNames.ProbabilityPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            throw new BadInputException(
                $"{path}: {name} is 0.5 or more of every image of both classes, as the probability of the answer is, expected that of "
                + "class 1");
        var taken = $"{path}: {name} is one score of each image, taken for the";
        if (areProbabilities ?? outside < 0)
        {
            note($"{taken} probability of class 1{(areProbabilities is null ? ", as all lie in [0, 1]" : "")}: it is the answer above 0.5");
            double[] both = [.. scores.SelectMany(score => new[] { 1 - Math.Min(1, score), Math.Min(1, score) })];
            return Predictions.OfProbabilities(labels, both, 2, numbers: numbers);
        }
        note($"{taken} logit of class 1{(areProbabilities is null ? ", as not all lie in [0, 1]" : "")}: it is the answer above 0");
        double[] logits = [.. scores.SelectMany(score => new[] { 0, score })];
        return new(labels, logits, 2) { Numbers = numbers };
    }
}

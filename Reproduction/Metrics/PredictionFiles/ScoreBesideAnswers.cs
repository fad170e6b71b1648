using System.Globalization;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// One score of each image beside answers of two classes, which are the figures': whether it goes against them. It does not where one
/// class's scores lie above the other's, whatever the threshold, nor where all may be scores of what is answered. What is called a
/// confidence is of that by its name, and goes against answers 0 and 1 only where it ranks them the other way round as class 1's score.
/// </summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
/// <param name="mayHaveCommas">Whether numbers may have commas before their decimals.</param>
internal sealed class ScoreBesideAnswers(string path, PredictionColumns columns, bool mayHaveCommas)
{
    /// <summary>A probability of 1 in float32 may be a little above it.</summary>
    private const double One = 1.000001;

    private readonly ScoreNumbers written = new(path, columns, mayHaveCommas);
    private readonly List<double> scores = [];

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="line">Its line.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields, int line)
    {
        if (columns.ScoreBeside is { } column) scores.Add(written.Of(fields[column], line, column));
    }

    /// <summary>What to say of it; <see langword="null"/> where it may be the answers' score.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="order">Which row each image is.</param>
    public string? Note(Predictions answers, int[] order)
    {
        if (columns.ScoreBeside is not { } column || answers.Classes != 2 || scores.Exists(double.IsNaN)) return null;
        var answered = answers.Predicted.ToArray();
        double[] Of(int which) => [.. order.Where((_, image) => answered[image] == which).Select(row => scores[row])];
        var (first, second) = (Of(0), Of(1));
        if (first.Length == 0 || second.Length == 0 || first.Max() <= second.Min()) return null;
        // Of 0 and 1 a score is that of 1; of names it may be either's.
        var names = answers.NamedClasses;
        var (areOfOne, areReversed) = (names is ["0", "1"], second.Max() <= first.Min());
        if (areOfOne ? IsConfidence(column) && !areReversed : IsConfidence(column) || areReversed) return null;
        if (AreOfAnswers) return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{columns.Shown(column)} goes against {columns.Shown(columns.Answer!.Value)}: it is up to {first.Max():G6} where that is "
            + $"{names[0]} and down to {second.Min():G6} where that is {names[1]}; the figures are of the answers");
    }

    private bool IsConfidence(int column) => ColumnNames.Confidences.Contains(ColumnNames.Lower([columns.Names[column]])[0]);

    /// <summary>Whether all are probabilities of a half or more, or above 0 and some above 1: logits, marks or per cent.</summary>
    private bool AreOfAnswers =>
        scores.TrueForAll(score => score is >= 0.5 and <= One)
        || scores.TrueForAll(score => score >= 0) && scores.Exists(score => score > One);
}

using System.Globalization;
using Reproduction.Files;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>The rows of a predictions file, gathered block by block so that no copy of the whole is made while it grows.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
/// <param name="asProbabilities">Whether the scores are probabilities, whatever they are called.</param>
/// <param name="mayHaveCommas">Whether numbers may have commas before their decimals, since something else divides the fields.</param>
/// <param name="note">Told what is odd about the rows without keeping them from being read.</param>
internal sealed class PredictionRows(
    string path, PredictionColumns columns, bool asProbabilities, bool mayHaveCommas, Action<string> note)
{
    private const int BlockScores = 1 << 20;

    /// <summary>How numbers are written.</summary>
    internal const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly GivenScores given = new(asProbabilities || columns.AreProbabilities);
    private readonly HardAnswers hard = new(path, columns, note);
    private readonly ScoreNumbers written = new(path, columns, mayHaveCommas);
    private readonly PositiveScores positive = new(path, columns, asProbabilities, note);
    private readonly RowOrder order = new(path, columns);
    private readonly List<(int Column, PredictionParts Parts)> partsBy =
    [
        .. columns.Parts.Select(at => (at, new PredictionParts(columns.Shown(at), ColumnNames.IsSeries(columns.Names[at])))),
    ];
    private readonly ImageKeys keys = new(columns);
    private readonly CountedRows counted = new(path, columns);
    private readonly ClaimedHits claimed = new(columns);
    private readonly ScoreBesideAnswers scoreBeside = new(path, columns, mayHaveCommas);
    private readonly ProbabilitiesBeside probabilitiesBeside = new(path, columns, mayHaveCommas);
    private readonly List<double[]> blocks = [];
    private readonly List<int> labels = [];
    private readonly LabelledClasses classes = new(path, columns, columns.Label);
    private readonly LabelledClasses answered = new(path, columns, columns.Answer ?? columns.Label);
    private readonly AnswersBesideScores? answersBeside = columns is { Answer: { } answer, Scores: [var first, ..] }
        ? new(columns.Shown(answer), $"{columns.Shown(first)}, …")
        : null;

    private int Classes => columns.Scores.Count;

    private int BlockRows { get; } = Math.Max(1, BlockScores / Math.Max(1, columns.Scores.Count));

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="line">Its line.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields, int line)
    {
        if (fields.Count != columns.Names.Count)
            throw new BadInputException($"{path}:{line}: {fields.Count} fields, expected {columns.Names.Count}.");
        order.Add(fields, line);
        foreach (var (at, parts) in partsBy) parts.Add(DelimitedText.Text(fields[at]));
        keys.Add(fields);
        counted.Add(fields);
        claimed.Add(fields);
        if (columns.Positive is { } one)
        {
            positive.Add(fields[columns.Label], fields[one.Column], written.Of(fields[one.Column], line, one.Column), line);
            return;
        }
        if (Classes == 0)
        {
            hard.Add(fields, line);
            scoreBeside.Add(fields, line);
            return;
        }
        var label = classes.Of(fields[columns.Label], line) ?? throw new BadInputException(
            $"{path}:{line}: {columns.Shown(columns.Label)} is {DelimitedText.Shown(fields[columns.Label])}, expected {classes.Expected}.");
        var row = labels.Count;
        labels.Add(label);
        if (row % BlockRows == 0) blocks.Add(new double[BlockRows * Classes]);
        var scores = blocks[^1].AsSpan(row % BlockRows * Classes, Classes);
        Scores(fields, line, label, scores);
        probabilitiesBeside.Add(fields, line, scores, given.AreProbabilities);
        if (answersBeside is null || columns.Answer is not { } column) return;
        if (answered.Of(fields[column], line) is { } answer) answersBeside.Add(answer, scores);
        else answersBeside.AddNone($"{path}:{line}: {columns.Shown(column)} is {DelimitedText.Shown(fields[column])}");
    }

    /// <summary>What the rows come to, in the order of their indices.</summary>
    /// <exception cref="BadInputException">
    /// There are none, or each is of many images, or their indices are not each of 0 to N − 1 once.
    /// </exception>
    public Predictions ToPredictions()
    {
        if (order.Rows == 0) throw new BadInputException($"{path}: no images after the header.");
        var (rows, numbers) = order.InOrder(keys.TellApart);
        counted.Check();
        foreach (var said in (string?[])[.. partsBy.Select(by => by.Parts.Note), counted.Note, order.Note, keys.Note])
            if (said is not null) note($"{path}: {said}");
        var predictions = Of(rows, numbers);
        if (claimed.Note(predictions, rows) is { } contradiction) note($"{path}: {contradiction}");
        predictions.Names = keys.InOrder(rows, order.IsNumbered, order.IsCounted);
        predictions.Index = order.Index;
        return predictions;
    }

    private Predictions Of(int[] rows, IReadOnlyList<int>? numbers)
    {
        written.Check();
        if (columns.Positive is not null) return positive.ToPredictions(rows, numbers);
        if (Classes == 0)
        {
            var answers = hard.ToPredictions(rows, numbers);
            if (scoreBeside.Note(answers, rows) is { } against) note($"{path}: {against}");
            return answers;
        }
        if ((long)labels.Count * Classes > Array.MaxLength)
            throw new BadInputException($"{path}: {labels.Count} images of {Classes} classes, expected at most {Array.MaxLength} scores.");
        var values = new double[labels.Count * Classes];
        for (var image = 0; image < rows.Length; image++)
            blocks[rows[image] / BlockRows].AsSpan(rows[image] % BlockRows * Classes, Classes).CopyTo(values.AsSpan(image * Classes));
        int[] truth = [.. rows.Select(row => labels[row])];
        Notes();
        var predictions = given.AreProbabilities
            ? Predictions.OfProbabilities(truth, values, Classes, columns.ClassNames, numbers)
            : new Predictions(truth, values, Classes) { ClassNames = columns.ClassNames, Numbers = numbers };
        if (Offset(truth, predictions.Predicted) is { } offset) note($"{path}: {offset}");
        return predictions;
    }

    /// <summary>
    /// Where classes have no names, or the numbers in their names are what labels were taken for and might be places as well.
    /// </summary>
    private string? Offset(int[] truth, ReadOnlySpan<int> predicted)
    {
        var open = columns.Numbers?.Open;
        if (open is null && (columns.ClassNames is not null || truth.Contains(0))) return null;
        decimal Number(int place) => open?[place] ?? place;
        return LabelOffset.Note(
            Array.ConvertAll(truth, Number), Array.ConvertAll(predicted.ToArray(), Number), columns.Shown(columns.Label),
            "the largest score's class");
    }

    private void Notes()
    {
        var scores = $"{columns.Shown(columns.Scores[0])}, …";
        foreach (var said in new[] { classes.ByPlace, classes.ByNumber, classes.Absent, probabilitiesBeside.Note })
            if (said is not null) note($"{path}: {said}");
        if (given.Note(path, scores) is { } doubt) note(doubt);
        if (answersBeside?.Note(path) is { } contrary) note(contrary);
    }

    private void Scores(IReadOnlyList<ReadOnlyMemory<byte>> fields, int line, int label, Span<double> scores)
    {
        for (var c = 0; c < scores.Length; c++)
        {
            var column = columns.Scores[c];
            var field = fields[column];
            scores[c] = given.Score(written.Of(field, line, column));
            if (given.Refusal(scores[c]) is { } refusal)
                throw new BadInputException($"{path}:{line}: {columns.Shown(column)} is {DelimitedText.Shown(field)}, {refusal}"
                    + $"{(field.Span.Contains((byte)',') ? " with a point before its decimals" : "")}.");
            if (given.AreProbabilities) scores[c] = Math.Min(1, scores[c]);
        }
        double Rounding(int fewestDecimals) => WrittenDigits.Rounding(fields, columns.Scores, fewestDecimals);
        if (given.RowRefusal(scores, label, Rounding) is { } odd) throw new BadInputException($"{path}:{line}: {odd}.");
    }
}

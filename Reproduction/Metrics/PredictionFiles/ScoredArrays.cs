namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Labels and scores of each class, or of class 1 of two, as arrays of a file.</summary>
internal static class ScoredArrays
{
    /// <summary>What they come to.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="labels">N or N×1 labels.</param>
    /// <param name="scores">N×K scores, or N or N×1 of class 1.</param>
    /// <param name="answers">Answers beside them; null where there are none.</param>
    /// <param name="areProbabilities">Whether the scores are probabilities.</param>
    /// <param name="held">All arrays.</param>
    /// <param name="note">Told what is odd about them, and what is taken for what.</param>
    /// <exception cref="BadInputException">They are of other shapes or types, or a value is none that may be.</exception>
    public static Predictions Of(
        string path, HeldArray labels, HeldArray scores, HeldArray? answers, bool areProbabilities, HeldArrays held, Action<string> note)
    {
        if (scores.Values.Shape is [_] or [_, 1] && PositiveScores.AreOf(labels.Values, scores.Values))
        {
            var positive = PositiveScores.Of(
                path, scores.Name, [.. labels.Values.ToDoubles().Select(label => (int)label)], scores.Values.ToDoubles(),
                areProbabilities ? true : scores.Kind is "logits" or "logit" or "decision_function" ? false : null, note);
            // Numbers of a list are what the labels are anyway.
            var listed = ListedClasses.Of(path, held, labels.Values.Count, (scores.Name, 2), areLabelsTexts: false, note);
            positive.NamesByNumber = listed?.Numbers is null ? listed?.Names : null;
            return positive;
        }
        if (scores.Values.Shape is not [var images, >= 2 and var classes] || images == 0 || labels.Values.Count != images)
            throw UnlikeShapes.OfScores(path, labels, scores);
        CheckAreScores(path, scores);
        var row = (int)classes;
        var known = Classes(path, labels, scores.Name, row, held, note);
        var truth = known.Truth(path, labels);
        var values = Values(path, scores, row, truth, areProbabilities, note);
        if (answers is not null) Compare(path, answers, scores, known, values, row, note);
        var predictions = areProbabilities
            ? Predictions.OfProbabilities(truth, values, row, known.ClassNames)
            : new Predictions(truth, values, row) { ClassNames = known.ClassNames };
        predictions.NamesByNumber = known.NamesByNumber;
        if (known.ClassNames is null && !truth.Contains(0)
            && LabelOffset.Note(
                Array.ConvertAll(truth, label => (decimal)label),
                Array.ConvertAll(predictions.Predicted.ToArray(), answer => (decimal)answer), labels.Name, "the largest score's class")
                is { } offset)
            note($"{path}: {offset}");
        return predictions;
    }

    private static ArrayClasses Classes(
        string path, HeldArray labels, string scores, int classes, HeldArrays held, Action<string> note)
    {
        var areTexts = labels.Values.AreTexts;
        var listed = ListedClasses.Of(path, held, labels.Values.Count, (scores, classes), areTexts, note);
        return areTexts
            ? NamedLabels.Of(path, labels, scores, classes, listed, note)
            : NumberedLabels.Of(path, labels, scores, classes, listed, note);
    }

    /// <summary>
    /// Refuses whole numbers under the name of answers: several classes of each image, as the best five, or one by each of several models.
    /// </summary>
    private static void CheckAreScores(string path, HeldArray scores)
    {
        if (ColumnNames.Answers.Contains(scores.Kind) && scores.Values.Dtype[1] is 'i' or 'u' or 'b'
            && OneHot.Classes(scores.Values) is null)
            throw new BadInputException(
                $"{path}: {scores.Name} are {string.Join('×', scores.Values.Shape)} whole numbers, several answers to each image, expected N "
                + "answers or N×K scores of all classes");
    }

    /// <summary>The scores, held to be what they are called; of float32 each is the number that a table of text would hold.</summary>
    private static double[] Values(
        string path, HeldArray scores, int row, int[] truth, bool areProbabilities, Action<string> note)
    {
        var values = scores.Values.ToDoubles();
        if (scores.Values.Dtype[1..] == "f4") values = Predictions.AsWritten(Array.ConvertAll(values, value => (float)value));
        var given = new GivenScores(areProbabilities);
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = given.Score(values[at]);
            if (given.Refusal(values[at]) is { } refusal)
                throw new BadInputException($"{path}: {scores.Name}[{at / row}, {at % row}] is {values[at]}, {refusal}");
            if (at % row == row - 1 && given.RowRefusal(values.AsSpan(at + 1 - row, row), truth[at / row], rounding: _ => 0) is { } odd)
                throw new BadInputException($"{path}: {scores.Name} of image {at / row}: {odd}");
        }
        if (given.Note(path, scores.Name) is { } doubt) note(doubt);
        return values;
    }

    private static void Compare(
        string path, HeldArray answers, HeldArray scores, ArrayClasses known, double[] values, int row, Action<string> note)
    {
        var texts = answers.Texts();
        if (texts.Length * row != values.Length)
        {
            note(
                $"{path}: {answers.Name} are {texts.Length} and {scores.Name} of {values.Length / row} images: not compared with {scores.Name}, "
                + "which decide");
            return;
        }
        var beside = new AnswersBesideScores(answers.Name, scores.Name);
        foreach (var (image, answer) in known.Of(answers, texts).Index())
        {
            if (answer is { } place) beside.Add(place, values.AsSpan(image * row, row));
            else beside.AddNone($"{path}: {answers.Shown(image, texts[image])}");
        }
        if (beside.Note(path) is { } contrary) note(contrary);
    }
}

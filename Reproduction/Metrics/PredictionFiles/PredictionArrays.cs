using System.Runtime.InteropServices;
using System.Text;
using Reproduction.Numpy;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Predictions as NumPy's <c>savez</c> writes them: <c>labels</c> (N or N×1 whole numbers, or names) and <c>logits</c> (N×K numbers), or
/// under the names that columns of a table have. Of float32 logits, as of a network's, each is the number that a table of text would hold:
/// the same figures to the last bit.
/// </summary>
internal static class PredictionArrays
{
    /// <summary>The first of these that a file has is taken; what Hugging Face calls predictions may be scores or answers.</summary>
    private static readonly string[] Labels = ["labels", .. ColumnNames.Labels, "label_ids"],
        Logits = ["logits", "logit", "scores", "score", "y_score", "y_scores", "outputs", "output", "decision_function"],
        Probabilities = ["probs", "prob", "probabilities", "probability", "proba", "y_prob", "y_probs", "y_proba", "y_pred_proba"];

    /// <summary>Whether a stream begins as a zip does; it is left at its beginning.</summary>
    public static bool Begins(Stream stream)
    {
        Span<byte> begin = stackalloc byte[4];
        var count = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return count == begin.Length && begin.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>Reads both arrays.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file.</param>
    /// <param name="asProbabilities">Whether the scores are probabilities, whatever they are called.</param>
    /// <param name="note">Told where logits look like probabilities, and which scores are taken for which names.</param>
    /// <exception cref="BadInputException">An array is missing, damaged or of another shape or type.</exception>
    public static Predictions Read(string path, Stream stream, bool asProbabilities, Action<string>? note)
    {
        var held = new HeldArrays(path, stream);
        var labels = held.Array(held.Find(Labels) ?? "labels");
        var answers = held.Find(ColumnNames.Answers);
        // One score of each image beside answers may be that of the answer, and not of class 1: as in a table, the answers are it.
        string? Scores(string[] known) =>
            held.Find(known) is { } found && (answers is null || held.Head(found).Shape is not ([_] or [_, 1])) ? found : null;
        var scores = held.Array(Scores(Logits) ?? Scores(Probabilities) ?? answers ?? "logits");
        // Said of a file that is read, so that a refusal stays one line.
        var notes = new List<string>();
        var predictions = ColumnNames.Answers.Contains(scores.Kind) && scores.Values.Shape is [_] or [_, 1]
            ? OfAnswers(path, labels, scores, notes.Add)
            : OfScores(path, labels, scores, asProbabilities || Probabilities.Contains(scores.Kind), held, notes.Add);
        predictions.Names = held.NamesOfImages(predictions.Count, labels.Name, scores.Name);
        if (note is not null) notes.ForEach(note);
        return predictions;
    }

    /// <summary>Writes both arrays; logits of a network in the float32 that it computed, others in float64.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="predictions">What is written.</param>
    public static void Write(Stream stream, Predictions predictions)
    {
        var (count, classes) = (predictions.Count, predictions.Classes);
        double[] logits = [.. Enumerable.Range(0, count).SelectMany(image => predictions.Logits(image).ToArray())];
        var floats = Floats(logits);
        var areFloats = logits.AsSpan().SequenceEqual(Predictions.AsWritten(floats));
        var labels = classes <= byte.MaxValue + 1
            ? NpyArray.Write("|u1", [count], [.. predictions.Labels.ToArray().Select(label => (byte)label)])
            : NpyArray.Write("<i4", [count], MemoryMarshal.AsBytes(predictions.Labels));
        NpzFile.Write(
            stream, ("labels", labels),
            ("logits", areFloats
                ? NpyArray.Write("<f4", [count, classes], MemoryMarshal.AsBytes<float>(floats))
                : NpyArray.Write("<f8", [count, classes], MemoryMarshal.AsBytes<double>(logits))));
    }

    private static Predictions OfAnswers(string path, HeldArray labels, HeldArray answers, Action<string> note)
    {
        if (labels.Values.Count != answers.Values.Count || answers.Values.Count == 0) throw NotAlike(path, labels, answers);
        var columns = new PredictionColumns(
            Index: null, Label: 0, Answer: 1, Scores: [], ClassNames: null, AreProbabilities: false, Part: null, Keys: [], Others: [],
            Names: [labels.Name, answers.Name]);
        var rows = new HardAnswers(path, columns, note);
        foreach (var (row, (label, answer)) in labels.Values.ToTexts().Zip(answers.Values.ToTexts()).Index())
            rows.Add([Encoding.UTF8.GetBytes(label), Encoding.UTF8.GetBytes(answer)], row + 1);
        return rows.ToPredictions([.. Enumerable.Range(0, labels.Values.Count)], numbers: null);
    }

    private static Predictions OfScores(
        string path, HeldArray labels, HeldArray scores, bool areProbabilities, HeldArrays held, Action<string> note)
    {
        if (scores.Values.Shape is [_] or [_, 1] && PositiveScores.AreOf(labels.Values, scores.Values))
            return PositiveScores.Of(
                path, scores.Name, [.. labels.Values.ToDoubles().Select(label => (int)label)], scores.Values.ToDoubles(),
                areProbabilities ? true : scores.Kind is "logits" or "logit" or "decision_function" ? false : null, note);
        if (scores.Values.Shape is not [var images, >= 2 and var classes] || images == 0 || labels.Values.Count != images)
            throw NotAlike(path, labels, scores);
        var row = (int)classes;
        var (truth, names) = labels.Values.AreTexts
            ? NamedLabels.Of(path, labels, scores.Name, row, held, note)
            : (Numbers(path, labels, row), null);
        var logits = scores.Values.ToDoubles();
        if (scores.Values.Dtype[1..] == "f4") logits = Predictions.AsWritten(Floats(logits));
        var given = new GivenScores(areProbabilities);
        for (var at = 0; at < logits.Length; at++)
        {
            logits[at] = given.Score(logits[at]);
            if (given.Refusal(logits[at]) is { } refusal)
                throw new BadInputException($"{path}: logit {at % row} of image {at / row} is {logits[at]}, {refusal}");
            if (at % row == row - 1 && given.RowRefusal(logits.AsSpan(at + 1 - row, row), truth[at / row], rounding: _ => 0) is { } odd)
                throw new BadInputException($"{path}: image {at / row}: {odd}");
        }
        if (given.Note(path, scores.Name) is { } doubt) note(doubt);
        return areProbabilities
            ? Predictions.OfProbabilities(truth, logits, row, names)
            : new Predictions(truth, logits, row) { ClassNames = names };
    }

    private static int[] Numbers(string path, HeldArray of, int classes)
    {
        var labels = of.Values.ToDoubles();
        if (Array.FindIndex(labels, label => !(label >= 0 && label < classes && label == Math.Floor(label))) is >= 0 and var wrong)
            throw new BadInputException($"{path}: label {wrong} is {labels[wrong]}, expected a class from 0 to {classes - 1}");
        return Array.ConvertAll(labels, label => (int)label);
    }

    private static BadInputException NotAlike(string path, HeldArray labels, HeldArray scores) => new(
        $"{path}: {labels.Name} are {Shape(labels.Values)} and {scores.Name} {Shape(scores.Values)}, expected N and N×K with at least 1 image "
        + "and 2 classes");

    private static float[] Floats(double[] logits) => Array.ConvertAll(logits, logit => (float)logit);

    private static string Shape(NpyArray array) => string.Join('×', array.Shape);
}

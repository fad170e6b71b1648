using System.Runtime.InteropServices;
using Reproduction.Numpy;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Predictions as NumPy's <c>savez</c> writes them: <c>labels</c> (N or N×1 whole numbers, or names) and <c>logits</c> (N×K numbers), or
/// under the names that columns of a table have. Of float32 logits, as of a network's, each is the number that a table of text would hold:
/// the same figures to the last bit. What else a file holds that may be meant is said.
/// </summary>
internal static class PredictionArrays
{
    /// <summary>Whether a stream begins as a zip does; it is left at its beginning.</summary>
    public static bool Begins(Stream stream)
    {
        Span<byte> begin = stackalloc byte[4];
        var count = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return count == begin.Length && begin.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>Reads the arrays.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file.</param>
    /// <param name="asProbabilities">Whether the scores are probabilities, whatever they are called.</param>
    /// <param name="note">Told what is odd about the arrays, what is taken for what, and what is passed over.</param>
    /// <exception cref="BadInputException">An array is missing, damaged or of another shape or type.</exception>
    public static Predictions Read(string path, Stream stream, bool asProbabilities, Action<string>? note)
    {
        var held = new HeldArrays(path, stream);
        var labels = held.Array(FirstOf(held.FindAll(ArrayNames.Labels)) ?? throw new BadInputException(
            $"{path}: no array with the true class (labels, y_true, targets, …) among {ColumnNames.Listed(held.Names)}: "
            + "save it under a name, numpy.savez(FILE, labels=…, logits=…)"));
        var called = held.FindAll(ColumnNames.Answers);
        // One score of each image beside answers may be that of the answer, and not of class 1: as in a table, the answers are it.
        string[] scored =
        [
            .. held.FindAll(ArrayNames.Scores).Where(name => called.Count == 0 || !IsColumn(held.Shape(name))),
            // What Hugging Face calls predictions may be scores or answers.
            .. called.Take(1).Where(name => !IsColumn(held.Shape(name))),
        ];
        string[] answered = [.. called.Where(name => IsColumn(held.Shape(name)))];
        var taken = held.Array(FirstOf(scored) ?? FirstOf(answered) ?? throw new BadInputException(
            $"{path}: no array with scores or answers (logits, probs, y_pred, …) among {ColumnNames.Listed(held.Names)}: "
            + "save it under a name, numpy.savez(FILE, labels=…, logits=…)"));
        // Said of a file that is read, so that a refusal stays one line.
        var notes = new List<string>();
        var predictions = scored.Length == 0
            ? OfAnswers(path, labels, taken, called, held, notes.Add)
            : OfScores(path, labels, taken, answered, asProbabilities, held, notes.Add);
        var beside = new ArraysBeside(path, held, predictions.Count, notes.Add);
        beside.Classes(labels, "true class", held.FindAll(ArrayNames.Labels));
        beside.Weights();
        beside.Parts();
        predictions.Names = held.NamesOfImages(predictions.Count, notes.Add, labels.Name, taken.Name);
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

    private static Predictions OfScores(
        string path, HeldArray labels, HeldArray scores, string[] answered, bool asProbabilities, HeldArrays held, Action<string> note)
    {
        var answers = FirstOf(answered) is { } first ? held.Array(first) : null;
        var areProbabilities = asProbabilities || ArrayNames.SayProbabilities(scores.Kind);
        var predictions = ScoredArrays.Of(path, labels, scores, answers, areProbabilities, held, note);
        var beside = new ArraysBeside(path, held, predictions.Count, note);
        if (answers is not null) beside.Classes(answers, "answer", answered);
        beside.AnswersOfObjects();
        beside.Scores(labels, scores, predictions);
        return predictions;
    }

    private static Predictions OfAnswers(
        string path, HeldArray labels, HeldArray answers, IReadOnlyList<string> called, HeldArrays held, Action<string> note)
    {
        var predictions = AnsweredArrays.Of(path, labels, answers, held, note);
        var beside = new ArraysBeside(path, held, predictions.Count, note);
        beside.Classes(answers, "answer", called);
        beside.ScoresOfAnswers(answers);
        return predictions;
    }

    private static string? FirstOf(IReadOnlyList<string> names) => names is [var first, ..] ? first : null;

    private static bool IsColumn(IReadOnlyList<long>? shape) => shape is [_] or [_, 1];

    private static float[] Floats(double[] logits) => Array.ConvertAll(logits, logit => (float)logit);
}

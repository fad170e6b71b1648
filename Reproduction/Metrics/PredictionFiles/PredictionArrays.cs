using System.Runtime.InteropServices;
using Reproduction.Numpy;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>
/// Predictions as NumPy's <c>savez</c> writes them: <c>labels</c> (N or N×1 whole numbers) and <c>logits</c> (N×K numbers). Of float32
/// logits, as of a network's, each is the number that a table of text would hold: the same figures to the last bit.
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

    /// <summary>Reads both arrays.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file.</param>
    /// <param name="asProbabilities">Whether what is called logits are probabilities.</param>
    /// <param name="note">Told where logits look like probabilities.</param>
    /// <exception cref="BadInputException">An array is missing, damaged or of another shape or type.</exception>
    public static Predictions Read(string path, Stream stream, bool asProbabilities, Action<string>? note)
    {
        var arrays = NpzFile.Read(path, stream, "labels", "logits");
        var (labels, logits) = (arrays[0].ToDoubles(), arrays[1].ToDoubles());
        if (arrays[1].Shape is not [var images, >= 2 and var classes] || images == 0 || labels.Length != images)
            throw new BadInputException(
                $"{path}: labels are {Shape(arrays[0])} and logits {Shape(arrays[1])}, expected N and N×K with at least 1 image and 2 "
                + "classes");
        if (Array.FindIndex(labels, label => !(label >= 0 && label < classes && label == Math.Floor(label))) is >= 0 and var wrong)
            throw new BadInputException($"{path}: label {wrong} is {labels[wrong]}, expected a class from 0 to {classes - 1}");
        if (arrays[1].Dtype[1..] == "f4") logits = Predictions.AsWritten(Floats(logits));
        var (scores, row) = (new GivenScores(asProbabilities), (int)classes);
        for (var at = 0; at < logits.Length; at++)
        {
            if (scores.Refusal(logits[at]) is { } refusal)
                throw new BadInputException($"{path}: logit {at % row} of image {at / row} is {logits[at]}, {refusal}");
            if (at % row == row - 1 && scores.SumRefusal(logits.AsSpan(at + 1 - row, row), rounding: _ => 0) is { } sum)
                throw new BadInputException($"{path}: image {at / row}: {sum}");
        }
        if (scores.Note(path, "logits") is { } doubt) note?.Invoke(doubt);
        int[] truth = [.. labels.Select(label => (int)label)];
        return asProbabilities ? Predictions.OfProbabilities(truth, logits, row) : new Predictions(truth, logits, row);
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

    private static float[] Floats(double[] logits) => Array.ConvertAll(logits, logit => (float)logit);

    private static string Shape(NpyArray array) => string.Join('×', array.Shape);
}

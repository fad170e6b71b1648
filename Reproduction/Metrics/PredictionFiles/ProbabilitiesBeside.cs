namespace Reproduction.Metrics.PredictionFiles;

/// <summary>Whether probabilities that a table has beside the logits that are taken are these logits'.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What its columns mean.</param>
/// <param name="mayHaveCommas">Whether numbers may have commas before their decimals.</param>
internal sealed class ProbabilitiesBeside(string path, PredictionColumns columns, bool mayHaveCommas)
{
    /// <summary>What float16 leaves of a logit of ten, and more.</summary>
    private const double Tolerance = 0.01;

    private readonly ScoreNumbers written = new(path, columns, mayHaveCommas);
    private readonly int[] beside = [.. columns.Beside.Select(one => one.Column)];
    private int rows, others, ofAnotherClass;

    /// <summary>What to say of rows in which they are others; <see langword="null"/> where there is none.</summary>
    public string? Note => others == 0 ? null
        : $"{Shown(beside)} and {Shown(columns.Scores)} are different probabilities in {others} of {rows} rows"
            + $"{(ofAnotherClass > 0 ? $", the largest of another class in {ofAnotherClass}" : "")}; the figures are of "
            + $"{Shown(columns.Scores)}: leave these out where the others are meant";

    /// <summary>Adds a row.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="line">Its line.</param>
    /// <param name="scores">The scores that are taken.</param>
    /// <param name="areProbabilities">Whether these are probabilities themselves.</param>
    public void Add(IReadOnlyList<ReadOnlyMemory<byte>> fields, int line, ReadOnlySpan<double> scores, bool areProbabilities)
    {
        if (beside.Length == 0) return;
        var given = Array.ConvertAll(beside, column => written.Of(fields[column], line, column));
        if (Array.Exists(given, double.IsNaN)) return;
        rows++;
        var expected = areProbabilities ? scores.ToArray() : Softmax.Of(scores);
        // A probability moves by half of what its logit does, at most.
        var open = Tolerance + WrittenDigits.Rounding(fields, beside, fewestDecimals: 0)
            + WrittenDigits.Rounding(fields, columns.Scores, fewestDecimals: 0) / (2 * scores.Length);
        var isOther = false;
        foreach (var ((_, place), probability) in columns.Beside.Zip(given)) isOther |= Math.Abs(probability - expected[place]) > open;
        var isOfAnotherClass = IsOfAnotherClass(scores, given);
        if (isOther || isOfAnotherClass) others++;
        if (isOfAnotherClass) ofAnotherClass++;
    }

    private bool IsOfAnotherClass(ReadOnlySpan<double> scores, double[] given)
    {
        if (given.Length < scores.Length) return false;
        var inOrder = new double[given.Length];
        foreach (var ((_, place), probability) in columns.Beside.Zip(given)) inOrder[place] = probability;
        return OtherLargest.Is(scores, inOrder);
    }

    private string Shown(IReadOnlyList<int> which) => columns.Shown(which[0]) + (which.Count > 1 ? ", …" : "");
}

namespace Reproduction.Metrics;

/// <summary>
/// Softmax in float64. The exponentials are added from the smallest to the largest, so that the same logits in another
/// order give the same probabilities to the last bit: images that tie in their logits tie in their scores too.
/// </summary>
public static class Softmax
{
    /// <summary>Probabilities exp(z_c) / Σ exp(z), without overflow for any finite logits.</summary>
    /// <param name="logits">K finite logits.</param>
    /// <returns>K values that add up to 1.</returns>
    public static double[] Of(ReadOnlySpan<double> logits)
    {
        var largest = Largest(logits);
        var result = new double[logits.Length];
        for (var c = 0; c < result.Length; c++) result[c] = Math.Exp(logits[c] - largest);
        var sum = SumOfSorted(result);
        for (var c = 0; c < result.Length; c++) result[c] /= sum;
        return result;
    }

    /// <summary>The natural logarithm of one class's softmax probability; finite even where the probability is 0 in float64.</summary>
    /// <param name="logits">K finite logits.</param>
    /// <param name="class">Which class.</param>
    public static double LogOf(ReadOnlySpan<double> logits, int @class)
    {
        var largest = Largest(logits);
        var exponentials = new double[logits.Length];
        for (var c = 0; c < exponentials.Length; c++) exponentials[c] = Math.Exp(logits[c] - largest);
        return logits[@class] - largest - Math.Log(SumOfSorted(exponentials));
    }

    private static double SumOfSorted(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        double sum = 0;
        foreach (var value in sorted) sum += value;
        return sum;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in values) largest = Math.Max(largest, value);
        return largest;
    }
}

namespace Reproduction.Metrics;

/// <summary>
/// What resampling says of the disparities when classes that cannot be told apart from the best (or from the worst) count as
/// tied with it. The best of several equal classes is best by luck: the largest value is too large, disparate impact and ratio
/// too small, the gap too large, and the plain bootstrap repeats the error instead of showing it. At a tie the largest value
/// moves with whichever of the tied classes moves up most, its directional derivative, and that shows bias and spread:
/// Fang and Santos, "Inference on Directionally Differentiable Functions", Review of Economic Studies 86, 2019.
/// </summary>
internal sealed class TiedClasses
{
    /// <summary>
    /// Standard errors of the difference within which a class counts as tied. With fewer, equal classes are taken for different
    /// ones; with more, intervals widen for nothing. What 2.5 gives is in <c>artifacts/interval-coverage.md</c>.
    /// </summary>
    private const double Separation = 2.5;

    /// <summary>Disparate impact, ratio and gap.</summary>
    public const int Measures = 3;

    private readonly double[][] deviations = new double[Measures][];

    private TiedClasses(double[] values, double[][] resampled)
    {
        var classes = values.Length;
        var variances = new double[classes];
        foreach (var sample in resampled)
            for (var c = 0; c < classes; c++) variances[c] += (sample[c] - values[c]) * (sample[c] - values[c]) / resampled.Length;
        double largest = values.Max(), smallest = values.Min();
        var (best, worst) = (Near(largest), Near(smallest));
        Points = [values.Average() / largest, smallest / largest, largest - smallest];

        for (var measure = 0; measure < Measures; measure++) deviations[measure] = new double[resampled.Length];
        for (var r = 0; r < resampled.Length; r++)
        {
            double up = double.NegativeInfinity, down = double.PositiveInfinity, mean = 0;
            foreach (var c in best) up = Math.Max(up, resampled[r][c] - values[c]);
            foreach (var c in worst) down = Math.Min(down, resampled[r][c] - values[c]);
            for (var c = 0; c < classes; c++) mean += (resampled[r][c] - values[c]) / classes;
            deviations[0][r] = (mean - Points[0] * up) / largest;
            deviations[1][r] = (down - Points[1] * up) / largest;
            deviations[2][r] = up - down;
        }

        int[] Near(double extreme)
        {
            var at = Array.IndexOf(values, extreme);
            return [.. Enumerable.Range(0, classes).Where(c => Math.Abs(values[c] - extreme) <= Separation * Math.Sqrt(variances[c] + variances[at]))];
        }
    }

    /// <summary>The disparities of the values: disparate impact, ratio, gap.</summary>
    public IReadOnlyList<double> Points { get; }

    /// <summary>Looks at the ties among classes; <see langword="null"/> where a disparity is undefined in the whole or in a resample.</summary>
    /// <param name="values">The metric of every class.</param>
    /// <param name="resampled">The same of every resample.</param>
    public static TiedClasses? Among(double?[] values, IReadOnlyList<double?[]> resampled) =>
        resampled.Append(values).Any(sample => sample.Contains(null) || sample.Max() == 0)
            ? null
            : new(Known(values), [.. resampled.Select(Known)]);

    /// <summary>The disparity less each resample's deviation: an interval as wide as the point is uncertain, its bias taken off.</summary>
    /// <param name="measure">0 for disparate impact, 1 for ratio, 2 for gap.</param>
    public double[] Mirrored(int measure) => [.. deviations[measure].Select(deviation => Points[measure] - deviation)];

    /// <summary>The resampled disparity with its bias taken off. Not mirrored, so two models' resamples stay paired.</summary>
    /// <param name="measure">0 for disparate impact, 1 for ratio, 2 for gap.</param>
    public double[] Moved(int measure)
    {
        var bias = deviations[measure].Average();
        return [.. deviations[measure].Select(deviation => Points[measure] + deviation - 2 * bias)];
    }

    private static double[] Known(double?[] values) => [.. values.Select(value => value!.Value)];
}

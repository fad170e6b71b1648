using Reproduction.Metrics;

namespace IntervalCoverage;

/// <summary>What was counted of one cell: for each figure how often intervals hold the truth and how wide they are.</summary>
/// <param name="Repetitions">Test sets.</param>
/// <param name="Figures">By the figure's name.</param>
/// <param name="Rejections">How often each test says that two models differ, at 5 %; of one classifier none.</param>
internal sealed record Measurement(int Repetitions, Dictionary<string, FigureCounts> Figures, Dictionary<string, double> Rejections)
{
    private const int Resamples = 500;

    /// <summary>Measures a cell.</summary>
    public static Measurement Of(Cell cell, int repetitions)
    {
        var population = cell.Make();
        var isPair = Cell.Pairs.Contains(cell);
        var truth = ValuesOf(population.Truth, isPair);
        var counts = truth.Keys.ToDictionary(name => name, name => new FigureCounts(truth[name] ?? double.NaN));
        // What the excess over equal recalls estimates depends on the number of images: its truth is its mean over test sets.
        if (!isPair) counts["excess_disparate_impact"] = new(MeanExcess(population, cell.Images));
        var rejections = new Dictionary<string, double>();
        Parallel.For(0, repetitions, repetition =>
        {
            var models = population.Draw(cell.Images, new Random(repetition));
            var seed = (ulong)repetition;
            var first = Bootstrap.Of(models[0], Resamples, seed);
            var second = isPair ? Bootstrap.Of(models[1], Resamples, seed) : null;
            var intervals = second is null ? first.Intervals() : first.DifferenceIntervals(second);
            var values = ValuesOf(models, isPair);
            var tests = isPair ? Tests(models) : [];
            lock (counts)
            {
                foreach (var (name, interval) in FigureCatalogue.Keys.Zip(intervals))
                {
                    var plain = first.Resamples(name);
                    if (second is not null) plain = [.. plain.Zip(second.Resamples(name), (a, b) => a - b)];
                    counts[name].Add(values[name], interval, plain.Count == 0 ? null : Percentiles(plain));
                }
                if (!isPair)
                {
                    var matrix = ConfusionMatrix.Of(models[0]);
                    counts["recall of class 0"]
                        .Add(values["recall of class 0"], ExactShare.Interval(matrix[0, 0], matrix.Support(0)),
                            Wilson(matrix[0, 0], matrix.Support(0)));
                    counts["accuracy, Wilson"].Add(values["accuracy"], Wilson(matrix.Hits, matrix.Total), null);
                }
                foreach (var (test, rejects) in tests)
                    rejections[test] = rejections.GetValueOrDefault(test) + (rejects ? 1.0 / repetitions : 0);
            }
        });
        return new(repetitions, counts, rejections);
    }

    private static double MeanExcess(Population population, int images)
    {
        const int testSets = 2000;
        var matrix = ConfusionMatrix.Of(population.Truth[0]);
        var random = new Random(1);
        double sum = 0;
        for (var set = 0; set < testSets; set++)
        {
            var recalls = Enumerable.Range(0, matrix.Classes).Select(c =>
                (double?)Enumerable.Range(0, images).Count(_ => random.Next((int)matrix.Support(c)) < matrix[c, c]) / images).ToArray();
            sum += Disparity.Over(recalls).DisparateImpact!.Value / testSets;
        }
        return sum - EqualRecall.DisparateImpact([.. Enumerable.Repeat((long)images, matrix.Classes)], matrix.Accuracy!.Value);
    }

    private static Dictionary<string, double?> ValuesOf(IReadOnlyList<Predictions> models, bool isPair)
    {
        var values = MetricValues.Of(models[0]).Values;
        if (isPair) values = [.. values.Zip(MetricValues.Of(models[1]).Values, (a, b) => a - b)];
        var named = FigureCatalogue.Keys.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        if (isPair) return named;
        named["recall of class 0"] = ConfusionMatrix.Of(models[0]).Recall(0);
        named["accuracy, Wilson"] = named["accuracy"];
        return named;
    }

    private static Dictionary<string, bool> Tests(IReadOnlyList<Predictions> models)
    {
        const double level = 0.05;
        var swap = SwapTest.Of(models[0], models[1]);
        return new()
        {
            ["McNemar, accuracy"] = McNemar.Of(models[0], models[1]).PValue < level,
            ["McNemar by class, any after Holm"] = ClassMcNemar.Of(models[0], models[1]).Any(of => of.Adjusted < level),
            ["swap, all classes"] = swap.Profile < level,
            ["swap, disparate impact"] = swap.DisparateImpact < level,
            ["swap, min/max"] = swap.RecallRatio < level,
            ["swap, gap"] = swap.RecallGap < level,
        };
    }

    private static Interval Percentiles(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        double At(double share)
        {
            var position = share * (sorted.Length - 1);
            var below = (int)position;
            return sorted[below] + (position - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
        }
        return new(At(.025), At(.975));
    }

    private static Interval Wilson(double hits, double images)
    {
        const double z = 1.959964;
        var (p, n) = (hits / images, images);
        var (centre, half) =
            ((p + z * z / (2 * n)) / (1 + z * z / n), z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n)));
        return new(centre - half, centre + half);
    }
}

/// <summary>Of one figure.</summary>
/// <param name="Truth">The population's figure.</param>
internal sealed record FigureCounts(double Truth)
{
    private const double Rounding = 1e-9;

    /// <summary>Test sets with an interval.</summary>
    public int Known { get; set; }

    /// <summary>Sum of the figure less its truth.</summary>
    public double Bias { get; set; }

    /// <summary>Intervals that hold the truth.</summary>
    public int Holds { get; set; }

    /// <summary>Sum of widths.</summary>
    public double Width { get; set; }

    /// <summary>Intervals without 0.</summary>
    public int WithoutZero { get; set; }

    /// <summary>Figures outside of their own interval.</summary>
    public int Outside { get; set; }

    /// <summary>Alternative intervals that hold the truth.</summary>
    public int OtherHolds { get; set; }

    /// <summary>Sum of their widths.</summary>
    public double OtherWidth { get; set; }

    /// <summary>Those without 0.</summary>
    public int OtherWithoutZero { get; set; }

    /// <summary>Counts one test set.</summary>
    public void Add(double? value, Interval? interval, Interval? other)
    {
        if (value is not { } known || interval is not { } now) return;
        Known++;
        Bias += known - Truth;
        Holds += Holding(now) ? 1 : 0;
        Width += now.High - now.Low;
        WithoutZero += now.Contains(0) ? 0 : 1;
        Outside += known < now.Low - Rounding || known > now.High + Rounding ? 1 : 0;
        if (other is not { } plain) return;
        OtherHolds += Holding(plain) ? 1 : 0;
        OtherWidth += plain.High - plain.Low;
        OtherWithoutZero += plain.Contains(0) ? 0 : 1;
    }

    private bool Holding(Interval interval) => interval.Low <= Truth + Rounding && Truth - Rounding <= interval.High;
}

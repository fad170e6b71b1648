using Reproduction.Metrics;

namespace IntervalCoverage;

/// <summary>
/// One or two models' answers to a finite population with exactly the recalls asked for. Test sets are drawn from it with
/// replacement within the classes, so that the truth of every figure is the figure of the population.
/// </summary>
internal sealed class Population
{
    private readonly int perClass;
    private readonly int classes;
    private readonly double[][] logits;

    private Population(int perClass, int classes, double[][] logits) =>
        (this.perClass, this.classes, this.logits) = (perClass, classes, logits);

    /// <summary>The answers of each model to the whole population.</summary>
    public IReadOnlyList<Predictions> Truth => Drawn([.. Enumerable.Range(0, perClass * classes)]);

    /// <summary>Models of given recalls.</summary>
    /// <param name="recalls">One model's recalls or two models'.</param>
    /// <param name="perClass">Images of a class.</param>
    /// <param name="correlation">Of being right, of two models.</param>
    public static Population OfRecalls(double[][] recalls, int perClass, double correlation = 0)
    {
        var random = new Random(1);
        var classes = recalls[0].Length;
        var logits = recalls.Select(_ => new double[perClass * classes * classes]).ToArray();
        for (var c = 0; c < classes; c++)
        {
            int Hits(int model) => (int)Math.Round(recalls[model][c] * perClass);
            var one = Hits(0);
            // Images from 0 are right in the first model; the second's right ones overlap with them as far as the correlation says.
            var (other, both) = (0, 0);
            if (recalls.Length > 1)
            {
                other = Hits(1);
                double p = (double)one / perClass, q = (double)other / perClass;
                both = (int)Math.Round(perClass * (p * q + correlation * Math.Sqrt(p * (1 - p) * q * (1 - q))));
                both = Math.Clamp(both, Math.Max(0, one + other - perClass), Math.Min(one, other));
            }
            for (var image = 0; image < perClass; image++)
            {
                var confused = (c + 1 + (random.Next(3) == 0 ? random.Next(classes - 1) : 0)) % classes;
                if (confused == c) confused = (c + 1) % classes;
                Answer(logits[0], image < one, confused);
                if (recalls.Length > 1) Answer(logits[1], image < both || (image >= one && image < one + other - both), confused);

                void Answer(double[] of, bool isRight, int wrong)
                {
                    var row = of.AsSpan((c * perClass + image) * classes, classes);
                    for (var k = 0; k < classes; k++) row[k] = Normal(random);
                    var winner = isRight ? c : wrong;
                    row[winner] = double.NegativeInfinity;
                    var second = Largest(row);
                    row[winner] = second + 0.05 + (isRight ? 3.5 : 1.5) * Math.Abs(Normal(random)) + (isRight ? 1.5 : 0);
                }
            }
        }
        return new(perClass, classes, logits);
    }

    /// <summary>A model whose confidences are right on average, and a second that is too sure by a factor on the logits.</summary>
    /// <param name="classes">K.</param>
    /// <param name="factor">On the second model's logits.</param>
    /// <param name="hasOwnAnswers">Whether the second model's answers are its own, independent of the first's.</param>
    public static Population Calibrated(int classes, double factor, bool hasOwnAnswers = false)
    {
        // Images of a class: fewer would round shares of 0.995. The stride, with no factor in common, puts them into another order.
        const int perClass = 20_000, stride = 7919;
        double[] confidences = [.46, .53, .6, .66, .73, .8, .86, .92, .95, .97, .98, .99, .99, .99, .995, .995, .995, .995, .998, .998];
        var logits = new[] { new double[perClass * classes * classes], new double[perClass * classes * classes] };
        var share = perClass / confidences.Length;
        for (var c = 0; c < classes; c++)
            for (var image = 0; image < perClass; image++)
            {
                var confidence = confidences[image / share];
                // Of each confidence exactly that share is right.
                var isRight = image % share < Math.Round(confidence * share);
                var winner = isRight ? c : (c + 1 + image % (classes - 1)) % classes;
                var logit = Math.Log(confidence * (classes - 1) / (1 - confidence));
                var its = hasOwnAnswers ? (int)((long)image * stride % perClass) : image;
                logits[0][(c * perClass + image) * classes + winner] = logit;
                logits[1][(c * perClass + its) * classes + winner] = factor * logit;
            }
        return new(perClass, classes, logits);
    }

    /// <summary>A test set.</summary>
    /// <param name="images">Images of each class.</param>
    /// <param name="random">Draws it.</param>
    public IReadOnlyList<Predictions> Draw(int images, Random random) =>
        Drawn([.. Enumerable.Range(0, classes)
            .SelectMany(c => Enumerable.Range(0, images).Select(_ => c * perClass + random.Next(perClass)))]);

    private IReadOnlyList<Predictions> Drawn(int[] images) =>
    [
        .. logits.Select(of =>
        {
            var drawn = new double[images.Length * classes];
            for (var i = 0; i < images.Length; i++) Array.Copy(of, images[i] * classes, drawn, i * classes, classes);
            return new Predictions([.. images.Select(image => image / perClass)], drawn, classes);
        }),
    ];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in values) largest = Math.Max(largest, value);
        return largest;
    }
}

namespace Reproduction.Metrics;

/// <summary>
/// What a model's own predictions give if classes are only preferred: argmax(z + b) for offsets b of the classes (logit adjustment,
/// Menon et al., ICLR 2021). From b = 0 on, the offset of whichever class is worst rises until one more image goes to it. The best
/// pairs of accuracy and worst recall on the way are the frontier. It is drawn on the images that it is judged by, which offsets chosen on
/// others are not, but class after class and not over all offsets: a method counts against class bias where it lies above.
/// </summary>
/// <param name="Points">Accuracy falling, recall of the worst class rising.</param>
public sealed record ClassOffsetFrontier(IReadOnlyList<(double Accuracy, double WorstRecall)> Points)
{
    /// <summary>So many images in a hundred may change class without the worst recall rising before the way ends.</summary>
    private const int Patience = 5;

    /// <summary>The frontier of a model; <see langword="null"/> without scores or where a class has no images.</summary>
    /// <param name="predictions">Its answers.</param>
    public static ClassOffsetFrontier? Of(Predictions predictions) =>
        predictions.HasScores && predictions.HasEveryClass
            ? new(Best(new Way(predictions).Points())) : null;

    /// <summary>
    /// The highest worst recall at an accuracy of at least this; <see langword="null"/> where no offsets are as accurate.
    /// </summary>
    /// <param name="accuracy">The accuracy.</param>
    public double? WorstRecallAt(double accuracy) =>
        Points.Where(point => point.Accuracy >= accuracy).Select(point => (double?)point.WorstRecall).LastOrDefault();

    /// <summary>The highest accuracy at a worst recall of at least this; <see langword="null"/> where no offsets reach it.</summary>
    /// <param name="worstRecall">The worst recall.</param>
    public double? AccuracyAt(double worstRecall) =>
        Points.Where(point => point.WorstRecall >= worstRecall).Select(point => (double?)point.Accuracy).FirstOrDefault();

    private static List<(double Accuracy, double WorstRecall)> Best(IEnumerable<(double Accuracy, double WorstRecall)> points)
    {
        List<(double Accuracy, double WorstRecall)> best = [];
        foreach (var point in points.OrderByDescending(point => point.Accuracy).ThenByDescending(point => point.WorstRecall))
            if (best.Count == 0 || point.WorstRecall > best[^1].WorstRecall) best.Add(point);
        return best;
    }

    /// <summary>The way of the offsets.</summary>
    private sealed class Way
    {
        private readonly Predictions predictions;
        private readonly double[] offsets;
        private readonly double[] top;
        private readonly int[] answers;
        private readonly int[] images;
        private readonly int[] hits;

        public Way(Predictions predictions)
        {
            this.predictions = predictions;
            (offsets, images, hits) = (new double[predictions.Classes], new int[predictions.Classes], new int[predictions.Classes]);
            (top, answers) = (new double[predictions.Count], predictions.Predicted.ToArray());
            for (var image = 0; image < answers.Length; image++)
            {
                top[image] = predictions.Logits(image)[answers[image]];
                images[predictions.Labels[image]]++;
                if (answers[image] == predictions.Labels[image]) hits[answers[image]]++;
            }
        }

        public IEnumerable<(double Accuracy, double WorstRecall)> Points()
        {
            var (best, since) = (-1.0, 0);
            while (since <= Math.Max(1, Patience * answers.Length / 100))
            {
                var worst = Enumerable.Range(0, hits.Length).MinBy(Recall);
                yield return ((double)hits.Sum() / answers.Length, Recall(worst));
                (best, since) = Recall(worst) > best ? (Recall(worst), 0) : (best, since + 1);
                if (!Raise(worst)) yield break;
            }
        }

        private double Recall(int c) => (double)hits[c] / images[c];

        /// <summary>Raises a class's offset until an image goes to it.</summary>
        /// <returns>Whether one was left.</returns>
        private bool Raise(int c)
        {
            var lacking = double.PositiveInfinity;
            for (var image = 0; image < answers.Length; image++)
                if (answers[image] != c) lacking = Math.Min(lacking, top[image] - Score(image, c));
            if (double.IsPositiveInfinity(lacking)) return false;
            offsets[c] += lacking;
            for (var image = 0; image < answers.Length; image++)
            {
                if (answers[image] == c) top[image] += lacking;
                // Adding may round: who lacked least has reached it.
                else if (Score(image, c) >= top[image] - 1e-12 * Math.Max(1, Math.Abs(top[image]))) Move(image, c);
            }
            return true;
        }

        private void Move(int image, int c)
        {
            var label = predictions.Labels[image];
            if (answers[image] == label) hits[label]--;
            if (c == label) hits[label]++;
            (answers[image], top[image]) = (c, Score(image, c));
        }

        private double Score(int image, int c) => predictions.Logits(image)[c] + offsets[c];
    }
}

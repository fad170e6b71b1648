using Reproduction.Metrics;

namespace Reproduction.Corrections;

/// <summary>
/// Offsets of the classes for the highest recall of the worst class, with accuracy at most half a percent of the images below its
/// own: the free control for every method that trains (post-hoc scaling of a plain model matches many of them, Seo and Han,
/// arXiv 2412.15311). By coordinate ascent: class after class moves to where the worst recall is highest, then accuracy, then the
/// offset is nearest, until nothing gets better. A prediction changes where an offset passes a threshold, so every offset between
/// two thresholds does the same, and the midpoint stands for all.
/// </summary>
internal static class ClassOffsets
{
    /// <summary>Images of a thousand that the model may get wrong in addition.</summary>
    private const int MostLostOfThousand = 5;

    /// <summary>Finds the offsets.</summary>
    /// <param name="answers">Labels, of each class at least one, and N×K logits.</param>
    public static double[] Of(Predictions answers)
    {
        var offsets = new double[answers.Classes];
        var images = new int[answers.Classes];
        foreach (var label in answers.Labels) images[label]++;
        var own = Score.Of(answers, images, offsets);
        for (var best = own; ; best = Score.Of(answers, images, offsets))
        {
            for (var c = 0; c < answers.Classes; c++) Move(answers, images, offsets, c, own);
            if (!Score.Of(answers, images, offsets).IsBetterThan(best)) return offsets;
        }
    }

    private static void Move(Predictions answers, int[] images, double[] offsets, int c, Score own)
    {
        var (start, best) = (offsets[c], Score.Of(answers, images, offsets));
        var chosen = start;
        var crossings = Crossings(answers, offsets, c);
        var hits = new int[answers.Classes];
        foreach (var crossing in crossings) if (crossing.Rival == crossing.Label) hits[crossing.Label]++;
        List<(double Offset, Score Score)> found = [];
        for (var i = 0; i + 1 < crossings.Count; i++)
        {
            var (threshold, rival, label) = crossings[i];
            if (rival == label) hits[label]--;
            if (label == c) hits[c]++;
            if (threshold == crossings[i + 1].Threshold) continue;
            found.Add((threshold + (crossings[i + 1].Threshold - threshold) / 2, Score.Of(hits, images)));
        }
        foreach (var (offset, score) in found.OrderBy(trial => Math.Abs(trial.Offset - start)))
            if (score.IsBetterThan(best) && 1000L * (own.Hits - score.Hits) <= (long)MostLostOfThousand * answers.Count)
                (chosen, best) = (offset, score);
        offsets[c] = chosen;
    }

    /// <summary>At which offset of a class each image changes to it, and from which rival, in order.</summary>
    private static List<(double Threshold, int Rival, int Label)> Crossings(Predictions answers, double[] offsets, int c)
    {
        List<(double Threshold, int Rival, int Label)> crossings = [];
        for (var image = 0; image < answers.Count; image++)
        {
            var logits = answers.Logits(image);
            var rival = c == 0 ? 1 : 0;
            for (var d = rival + 1; d < answers.Classes; d++)
                if (d != c && logits[d] + offsets[d] > logits[rival] + offsets[rival]) rival = d;
            crossings.Add((logits[rival] + offsets[rival] - logits[c], rival, answers.Labels[image]));
        }
        crossings.Sort((one, other) => one.Threshold.CompareTo(other.Threshold));
        return crossings;
    }

    private readonly record struct Score(double WorstRecall, int Hits)
    {
        public bool IsBetterThan(Score other) => WorstRecall > other.WorstRecall || (WorstRecall == other.WorstRecall && Hits > other.Hits);

        public static Score Of(Predictions answers, int[] images, double[] offsets)
        {
            var corrected = LogitCorrection.ByOffsets(offsets).Of(answers);
            var hits = new int[answers.Classes];
            for (var image = 0; image < answers.Count; image++)
                if (corrected.Predicted[image] == answers.Labels[image]) hits[answers.Labels[image]]++;
            return Of(hits, images);
        }

        public static Score Of(int[] hits, int[] images) => new(hits.Zip(images, (right, all) => (double)right / all).Min(), hits.Sum());
    }
}

namespace Reproduction.Metrics;

/// <summary>
/// The images in the order of one class's score, sorted once: the area for any weights of the images (how often a resample
/// drew each) is then one pass.
/// </summary>
internal sealed class AurocRanking
{
    /// <summary>From the lowest score to the highest: image · 4 + (last of its tie ? 2 : 0) + (of the class ? 1 : 0).</summary>
    private readonly long[] order;

    public AurocRanking(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, int @class)
    {
        var keys = new double[labels.Length];
        var images = new int[labels.Length];
        for (var image = 0; image < images.Length; image++) (keys[image], images[image]) = (scores[image * classes + @class], image);
        Array.Sort(keys, images);
        order = new long[images.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            var last = rank + 1 == order.Length || keys[rank] != keys[rank + 1];
            order[rank] = 4L * images[rank] + (last ? 2 : 0) + (labels[images[rank]] == @class ? 1 : 0);
        }
    }

    /// <summary>The area, <see langword="null"/> where one side has no weight.</summary>
    /// <param name="weights">How often each image counts.</param>
    public double? Area(ReadOnlySpan<int> weights)
    {
        // Twice the number of (image of the class, other image) pairs in the right order; a tie counts once.
        long right = 0, othersBelow = 0, all = 0, tied = 0, tiedOthers = 0;
        foreach (var entry in order)
        {
            long weight = weights[(int)(entry >> 2)];
            var ofClass = weight * (entry & 1);
            tied += ofClass;
            tiedOthers += weight - ofClass;
            if ((entry & 2) == 0) continue;
            right += tied * (2 * othersBelow + tiedOthers);
            othersBelow += tiedOthers;
            all += tied;
            tied = tiedOthers = 0;
        }
        return all == 0 || othersBelow == 0 ? null : right / (2.0 * all * othersBelow);
    }
}

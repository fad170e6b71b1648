namespace Reproduction.Metrics;

/// <summary>
/// The images in the order of one class's score, sorted once: the area for any weights of the images (how often a resample
/// drew each) is then one pass. An image of the class stands before and after the others that it ties with, so that each of
/// those counts half.
/// </summary>
internal sealed class AurocRanking
{
    /// <summary>Others whose weights, at most 255 each, 16 bits hold the sum of.</summary>
    private const int MostRecent = ushort.MaxValue / byte.MaxValue;

    private const uint Halves = 3;

    /// <summary>
    /// From the lowest score to the highest: image · 4 + how many halves of it (0 of an image of another class) stand there.
    /// </summary>
    private readonly uint[] order;

    private readonly int images;
    private readonly long ofClass;

    /// <summary>Sorts the images.</summary>
    /// <param name="labels">N class indices.</param>
    /// <param name="scores">N×K scores.</param>
    /// <param name="classes">K.</param>
    /// <param name="class">The class whose scores count.</param>
    /// <param name="room">N of each to sort in, which one ranking after the other may use.</param>
    public AurocRanking(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, int @class, (double[] Scores, int[] Images) room)
    {
        (images, ofClass) = (labels.Length, labels.Count(@class));
        Sort(scores, classes, @class, room);
        var both = 0;
        for (int begin = 0, end; begin < images; begin = end)
        {
            var own = Tied(labels, @class, room, begin, out end);
            if (own < end - begin) both += own;
        }
        order = new uint[images + both];
        var length = 0;
        for (int begin = 0, end; begin < images; begin = end)
        {
            var own = Tied(labels, @class, room, begin, out end);
            var isMixed = own > 0 && own < end - begin;
            if (own > 0) Place(labels, room.Images.AsSpan(begin..end), isOfClass: true, isMixed ? 1u : 2u);
            if (own < end - begin) Place(labels, room.Images.AsSpan(begin..end), isOfClass: false, 0);
            if (isMixed) Place(labels, room.Images.AsSpan(begin..end), isOfClass: true, 1);
        }

        void Place(ReadOnlySpan<int> labels, ReadOnlySpan<int> tied, bool isOfClass, uint halves)
        {
            foreach (var image in tied)
                if (labels[image] == @class == isOfClass) order[length++] = (uint)image << 2 | halves;
        }
    }

    /// <summary>Whether there are images of the class and others, without which there is no area.</summary>
    public bool HasArea => ofClass > 0 && ofClass < images;

    /// <summary>The area of a class, <see langword="null"/> where it has no images or all.</summary>
    /// <inheritdoc cref="AurocRanking(ReadOnlySpan{int}, ReadOnlySpan{double}, int, int, ValueTuple{double[], int[]})"/>
    public static double? Area(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, int @class, (double[] Scores, int[] Images) room)
    {
        Sort(scores, classes, @class, room);
        // Twice the number of (image of the class, other image) pairs in the right order; a tie counts once.
        long right = 0, below = 0, all = 0;
        for (int begin = 0, end; begin < labels.Length; begin = end)
        {
            long own = Tied(labels, @class, room, begin, out end), others = end - begin - own;
            right += own * (2 * below + others);
            (all, below) = (all + own, below + others);
        }
        return all == 0 || below == 0 ? null : right / (2.0 * all * below);
    }

    /// <summary>The area in each of several resamples, which have as many images of the class as there are.</summary>
    /// <param name="times">How often each image counts in each.</param>
    /// <param name="areas">Takes the areas.</param>
    public void Areas(ReadOnlySpan<byte> times, Span<double> areas)
    {
        var lanes = areas.Length;
        Span<long> right = stackalloc long[lanes];
        Span<int> below = stackalloc int[lanes];
        Span<ushort> recent = stackalloc ushort[lanes];
        right.Clear();
        below.Clear();
        recent.Clear();
        var others = 0;
        foreach (var entry in order)
        {
            // Stryker disable once Bitwise : an entry is never negative
            var row = times.Slice((int)(entry >> 2) * lanes, lanes);
            if ((entry & Halves) == 0)
            {
                Lanes.Add(recent, row);
                if (++others < MostRecent) continue;
            }
            if (others > 0) Lanes.Move(below, recent);
            others = 0;
            if ((entry & Halves) > 0) Lanes.AddProducts(right, entry & Halves, row, below);
        }
        for (var lane = 0; lane < lanes; lane++) areas[lane] = right[lane] / (2.0 * ofClass * (images - ofClass));
    }

    /// <summary>Where the images that tie with one end, and how many of them are of the class.</summary>
    private static int Tied(ReadOnlySpan<int> labels, int @class, (double[] Scores, int[] Images) room, int begin, out int end)
    {
        var own = 0;
        end = begin;
        do
            if (labels[room.Images[end]] == @class) own++;
        while (++end < labels.Length && room.Scores[end] == room.Scores[begin]);
        return own;
    }

    private static void Sort(ReadOnlySpan<double> scores, int classes, int @class, (double[] Scores, int[] Images) room)
    {
        for (var image = 0; image < room.Images.Length; image++)
            (room.Scores[image], room.Images[image]) = (scores[image * classes + @class], image);
        Array.Sort(room.Scores, room.Images);
    }
}

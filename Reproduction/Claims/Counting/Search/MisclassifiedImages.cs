using Reproduction.Claims.Figures;
using Reproduction.Metrics;

namespace Reproduction.Claims.Counting.Search;

/// <summary>A whole confusion matrix for counts of hits and false alarms.</summary>
/// <remarks>
/// One exists if misses and false alarms are equally many in all and no class has more of both together than there are errors:
/// first the misses are dealt out in turn, then what fell on the diagonal is exchanged with errors between two other classes.
/// </remarks>
internal static class MisclassifiedImages
{
    /// <summary>Whether some confusion matrix has these counts, all classes being listed.</summary>
    public static bool CanBeDealt(Counts counts) =>
        counts.Conventions.Tables is null ? OneCanBeDealt(counts) : counts.Tables().All(OneCanBeDealt);

    private static bool OneCanBeDealt(Counts counts)
    {
        var errors = counts.Images - counts.AllHits;
        if (counts.AllFalseAlarms != errors) return false;
        for (var c = 0; c < counts.Classes; c++)
            if (counts.Supports[c] - counts.Hits[c] + counts.FalseAlarms[c] > errors) return false;
        return true;
    }

    /// <summary>A confusion matrix with these counts; of several tables their matrices along the diagonal.</summary>
    /// <param name="counts">Counts that <see cref="CanBeDealt"/>, or any with <paramref name="otherClasses"/>.</param>
    /// <param name="otherClasses">Whether misses go to, and false alarms come from, one more class.</param>
    public static ConfusionMatrix Dealt(Counts counts, bool otherClasses)
    {
        var classes = counts.Classes;
        // Beside a class that is the only one stands one that nothing is of or is taken for.
        var all = classes + (otherClasses || classes == 1 ? 1 : 0);
        var matrix = new long[all, all];
        for (var c = 0; c < classes; c++) matrix[c, c] = counts.Hits[c];
        if (otherClasses)
        {
            for (var c = 0; c < classes; c++)
                (matrix[c, classes], matrix[classes, c]) = (counts.Supports[c] - counts.Hits[c], counts.FalseAlarms[c]);
            matrix[classes, classes] = 1;
            return new(matrix);
        }
        var first = 0;
        foreach (var table in counts.Tables())
        {
            foreach (var (label, prediction, images) in OffDiagonal(InTurn(table))) matrix[first + label, first + prediction] += images;
            first += table.Classes;
        }
        return new(matrix);
    }

    private static List<(int Label, int Prediction, long Images)> InTurn(Counts counts)
    {
        List<(int, int, long)> dealt = [];
        var prediction = 0;
        long left = counts.FalseAlarms[0];
        for (var label = 0; label < counts.Classes; label++)
            for (var misses = counts.Supports[label] - counts.Hits[label]; misses > 0;)
            {
                while (left == 0) left = counts.FalseAlarms[++prediction];
                var images = Math.Min(misses, left);
                dealt.Add((label, prediction, images));
                (misses, left) = (misses - images, left - images);
            }
        return dealt;
    }

    private static List<(int Label, int Prediction, long Images)> OffDiagonal(List<(int Label, int Prediction, long Images)> dealt)
    {
        for (var i = 0; i < dealt.Count; i++)
        {
            var (c, prediction, wrong) = dealt[i];
            if (c != prediction) continue;
            for (var j = 0; wrong > 0; j++)
            {
                var (label, taken, images) = dealt[j];
                if (label == c || taken == c || images == 0) continue;
                var exchanged = Math.Min(wrong, images);
                wrong -= exchanged;
                dealt[j] = (label, taken, images - exchanged);
                dealt.Add((label, c, exchanged));
                dealt.Add((c, taken, exchanged));
            }
            dealt[i] = (c, c, 0);
        }
        return dealt;
    }
}

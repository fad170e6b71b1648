using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;
using Reproduction.Randomness;

namespace Reproduction.Claims.Verdicts;

/// <summary>
/// A published table of which all hits and those of the best class are known, and the other classes' hits as far as their recalls, as
/// <see cref="CountJudge"/> reads them, leave them open.
/// </summary>
internal sealed class PrintedTable
{
    private readonly int[] least;
    private readonly int[] most;

    /// <summary>A table.</summary>
    /// <param name="model">The model: it prints recalls, and some confusion matrix prints them.</param>
    /// <param name="counts">All hits and those of the best class, of such a matrix.</param>
    public PrintedTable(CountedModel model, BestClass counts)
    {
        (Model, Hits, Best) = (model, (int)counts.Hits, (int)counts.Best);
        ClassDomain[] domains =
            [.. model.Recalls.Select(recall => ClassDomain.Of(Images, model.Model.Images - Images, [(recall, new Admission(recall))]))];
        least = [.. domains.Select(domain => (int)domain.FirstHits)];
        most = [.. domains.Select(domain => (int)Math.Min(domain.LastHits, Best))];
        var best = domains.Index().MaxBy(domain => domain.Item.LastHits).Index;
        (least[best], most[best]) = (Best, Best);
    }

    /// <summary>Whose table it is.</summary>
    public CountedModel Model { get; }

    /// <summary>Hits of all classes together.</summary>
    public int Hits { get; }

    /// <summary>Hits of the best class.</summary>
    public int Best { get; }

    /// <summary>Images of each class.</summary>
    public int Images => Model.Model.Support;

    /// <summary>The share of all images that are hits.</summary>
    public double Accuracy => (double)Hits / Model.Model.Images;

    /// <summary>The best class's recall.</summary>
    public double BestRecall => (double)Best / Images;

    /// <summary>What the worst class's recall is at least.</summary>
    public double LeastRecall => (double)least.Min() / Images;

    /// <summary>Hits of each class that print the table and add up: whole numbers at random, moved by one until they do.</summary>
    /// <param name="random">Of it they are drawn.</param>
    public int[] Drawn(CounterRandom random)
    {
        int[] hits = [.. least.Zip(most, (low, high) => low + random.NextBelow(high - low + 1))];
        for (var off = Hits - hits.Sum(); off != 0; off = Hits - hits.Sum())
        {
            int[] movable = [.. Enumerable.Range(0, hits.Length).Where(c => off > 0 ? hits[c] < most[c] : hits[c] > least[c])];
            hits[movable[random.NextBelow(movable.Length)]] += Math.Sign(off);
        }
        return hits;
    }

    /// <summary>The recalls of drawn hits.</summary>
    /// <param name="random">Of it they are drawn.</param>
    public double[] Recalls(CounterRandom random) => [.. Drawn(random).Select(hits => (double)hits / Images)];
}

using Reproduction.Claims.Figures;
using Reproduction.Claims.Published;
using Reproduction.Claims.Verdicts;
using Reproduction.Metrics;
using Reproduction.Randomness;

namespace Reproduction.Specs.Claims.Verdicts;

/// <summary>Tables drawn from those that print what was published.</summary>
public sealed class PrintedTableSpecs
{
    private const int Draws = 2000;

    /// <summary>
    /// Of 1,000 images 0.975 prints "0.97", 0.985 "0.98", 0.925 "0.93", and both 0.935 and 0.945 "0.94" (the doubles' own digits); 935 of
    /// the last class would leave the second one too many. Three decimals of 1,000 images leave one count each, of 2,000 two.
    /// </summary>
    [Theory]
    [InlineData(1000, "0.98 0.93 0.94", "0.9500", 980, new[] { 980, 925, 936 }, new[] { 980, 934, 945 })]
    [InlineData(1000, "0.98 0.93 0.94", "0.9500", 985, new[] { 985, 925, 935 }, new[] { 985, 930, 940 })]
    [InlineData(1000, "0.980 0.930 0.941", "0.9503", 980, new[] { 980, 930, 941 }, new[] { 980, 930, 941 })]
    [InlineData(2000, "0.930 0.905 0.847", "0.8942", 1861, new[] { 1861, 1810, 1693 }, new[] { 1861, 1811, 1694 })]
    public void Every_count_that_is_drawn_prints_the_published_recall_and_they_add_up(
        int images, string recalls, string accuracy, int best, int[] least, int[] most)
    {
        var table = Table(images, recalls, accuracy, best);
        var random = Stream();

        var drawn = Enumerable.Range(0, Draws).Select(_ => table.Drawn(random)).ToList();

        foreach (var (c, recall) in recalls.Split(' ').Index())
        {
            drawn.Select(hits => PrintedNumber.Fixed((double)hits[c] / images, recall.Length - 2)).Distinct().Should().Equal(recall);
            (drawn.Min(hits => hits[c]), drawn.Max(hits => hits[c])).Should().Be((least[c], most[c]));
        }
        drawn.Should().OnlyContain(hits => hits.Sum() == table.Hits && hits.Max() == best);
    }

    [Fact]
    public void The_recalls_of_drawn_hits_are_shares_of_each_class() =>
        Table(1000, "0.980 0.930 0.941", "0.9503", 980).Recalls(Stream()).Should().Equal(0.98, 0.93, 0.941);

    private static CounterRandom Stream() => new(2, RandomPurpose.PrintedTable);

    private static PrintedTable Table(int images, string recalls, string accuracy, int best)
    {
        var model = new PublishedModel("one", "the one", "the last epoch", recalls.Split(' ').Length, images, null, null, "none");
        PublishedFigure Figure(FigureKind kind, string published) => new(
            $"one.{kind}", model, kind, published, [.. published.Split(' ').Select(text => PrintedFigure.Parse(text)!)], PrintedAs.Printf,
            "page 1", Evidence.Counts, null);
        var ledger = SmallLedger.With() with
        {
            Models = [model],
            Figures = [Figure(FigureKind.Accuracy, accuracy), Figure(FigureKind.Recall, recalls)],
        };
        var counted = new CountJudge(ledger).Models.Single();
        return new(counted, new(counted.Hits, best));
    }
}

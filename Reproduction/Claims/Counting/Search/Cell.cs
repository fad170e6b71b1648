using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>Some ways in which the images of a class may have been classified: an interval of hits, and one of false alarms.</summary>
internal readonly record struct Cell(long FewestHits, long MostHits, long Least, long Most)
{
    /// <summary>Whether this is one pair.</summary>
    public bool IsPoint => FewestHits == MostHits && Least == Most;

    /// <summary>One option as a cell.</summary>
    public static Cell Of(ClassOption option) => new(option.Hits, option.Hits, option.Least, option.Most);

    /// <summary>The smallest and the largest value of a score within the cell: they rise with hits and fall with false alarms.</summary>
    /// <param name="figure">Which score.</param>
    /// <param name="support">Images of the class.</param>
    /// <param name="others">Images of other classes.</param>
    /// <param name="zeroDivision">What a quotient of nothing is.</param>
    public (Rational Low, Rational High) Values(FigureName figure, long support, long others, int zeroDivision = 0)
    {
        var low = Value(figure, FewestHits, Most, support, others, zeroDivision, up: false);
        var high = Value(figure, MostHits, Least, support, others, zeroDivision, up: true);
        // Where nothing was predicted, a quotient of nothing may be more.
        if (zeroDivision > 0 && FewestHits == 0 && Least == 0 && Value(figure, 0, 0, support, others, zeroDivision, up: true) is var nothing
            && nothing > high)
            high = nothing;
        return (low, high);
    }

    /// <summary>
    /// Cells that together hold all that a class's figures admit, and more: the one in which scores differ most is halved until
    /// there are so many.
    /// </summary>
    /// <param name="problem">The problem.</param>
    /// <param name="c">The class.</param>
    /// <param name="most">Most cells.</param>
    public static Cell[] Covering(CountProblem problem, int c, int most)
    {
        var queue = new PriorityQueue<Cell, double>();
        List<Cell> points = [];
        var (support, others) = (problem.Supports[c], problem.Others(c));
        Enqueue(problem.Domains[c].FirstHits, problem.Domains[c].LastHits, 0, long.MaxValue);
        while (queue.Count > 0 && queue.Count + points.Count < most)
        {
            var cell = queue.Dequeue();
            var byHits = cell with { FewestHits = cell.MostHits };
            var byAlarms = cell with { Most = cell.Least };
            if (cell.Least == cell.Most || (cell.FewestHits < cell.MostHits && Spread(byAlarms) >= Spread(byHits)))
            {
                var middle = cell.FewestHits + (cell.MostHits - cell.FewestHits) / 2;
                Enqueue(cell.FewestHits, middle, cell.Least, cell.Most);
                Enqueue(middle + 1, cell.MostHits, cell.Least, cell.Most);
            }
            else
            {
                // Scores fall fast at first and slowly later: the geometric middle.
                var middle =
                    Math.Clamp(
                        (long)Math.Sqrt(
                            (double)(cell.Least + cell.FewestHits + 1) * (cell.Most + cell.FewestHits + 1)) - cell.FewestHits - 1,
                            cell.Least, cell.Most - 1);
                Enqueue(cell.FewestHits, cell.MostHits, cell.Least, middle);
                Enqueue(cell.FewestHits, cell.MostHits, middle + 1, cell.Most);
            }
        }
        return [.. points, .. queue.UnorderedItems.Select(item => item.Element)];

        void Enqueue(long first, long last, long from, long to)
        {
            if (Held(problem, c, new(first, last, from, to)) is not { } cell) return;
            if (cell.IsPoint) points.Add(cell);
            else queue.Enqueue(cell, -Spread(cell));
        }

        double Spread(Cell cell)
        {
            double precision = Share(cell.MostHits, cell.MostHits + cell.Least) - Share(cell.FewestHits, cell.FewestHits + cell.Most);
            double f1 =
                Share(2 * cell.MostHits, support + cell.MostHits + cell.Least) - Share(2 * cell.FewestHits,
                    support + cell.FewestHits + cell.Most);
            return Math.Max(precision, f1) + (double)(cell.MostHits - cell.FewestHits) / (support + 1)
                + (double)(cell.Most - cell.Least) / (8 * (others + 1.0));
        }
    }

    /// <summary>The smallest cell around what a class's domain holds of another; null where it holds nothing of it.</summary>
    private static Cell? Held(CountProblem problem, int c, Cell other)
    {
        var domain = problem.Domains[c];
        var (first, last) = (other.FewestHits, other.MostHits);
        long From(long hits) => Math.Max(other.Least, domain.Least(hits));
        long To(long hits) => Math.Min(other.Most, problem.MostFalseAlarms(c, hits));
        if (domain.IsBox) return From(first) <= To(last) ? new Cell(first, last, From(first), To(last)) : null;
        Cell? held = null;
        for (var hits = first; hits <= last; hits++)
        {
            var (least, most) = (From(hits), To(hits));
            if (least > most) continue;
            held = held is { } before
                ? new Cell(before.FewestHits, hits, Math.Min(before.Least, least), Math.Max(before.Most, most))
                : new Cell(hits, hits, least, most);
        }
        return held;
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static Rational Value(FigureName figure, long hits, long falseAlarms, long support, long others, int zeroDivision, bool up)
    {
        var table = new TwoByTwo(hits, falseAlarms, support - hits, others - falseAlarms, zeroDivision);
        if (!TwoByTwo.IsRoot(figure.Score)) return table.Exactly(figure.Score, figure.Parameter) ?? (up ? 1 : -1);
        const long Units = 1L << 40;
        var value = table.Value(figure.Score) * Units;
        return new((long)(up ? Math.Ceiling(value) + 1 : Math.Floor(value) - 1), Units);
    }
}

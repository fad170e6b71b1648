using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// Looks for counts that hold by small exchanges between classes that bring the figures nearer to what was printed (simulated
/// annealing from a fixed seed). It can only find: that it finds nothing says nothing.
/// </summary>
internal sealed class LocalSearch
{
    /// <summary>What one class too many false alarms, as a share of all images, counts beside a score that is off.</summary>
    private const double SumWeight = 10;

    /// <summary>Room for floating-point arithmetic: what is off by less may be a tie, which is then looked at exactly.</summary>
    private const double Room = 1e-9;

    private readonly CountProblem problem;
    // Not a stream of the house: which counts are found, and shown in stored answers, depends on every number that is drawn.
    private readonly Random random = new(1);
    private readonly long[] hits;
    private readonly long[] alarms;
    private readonly FigureName[] averages;
    private readonly double[] sums;
    private readonly long[] weights;
    private readonly bool disparity;
    private readonly (int From, int To, long Images)[] tables;
    private readonly int classesOfATable;

    /// <summary>Hits and false alarms of each table.</summary>
    private readonly long[] hitsOf;
    private readonly long[] alarmsOf;
    private long allHits;
    private long allAlarms;

    public LocalSearch(CountProblem problem)
    {
        this.problem = problem;
        (hits, alarms) = (new long[problem.Classes], new long[problem.Classes]);
        tables = [.. problem.Tables];
        classesOfATable = tables[0].To;
        (hitsOf, alarmsOf) = (new long[tables.Length], new long[tables.Length]);
        averages = [.. problem.Shared.Select(claim => claim.Claim.Figure).Where(figure => figure.IsMean).Distinct()];
        weights = [.. averages.Select(problem.Weights)];
        sums = new double[averages.Length];
        disparity = problem.Shared.Any(claim => claim.Claim.Figure.IsDisparity);
    }

    /// <summary>Searches from given counts, or from the middle of what each class admits.</summary>
    /// <param name="start">Where to start.</param>
    /// <param name="steps">Exchanges to try.</param>
    /// <returns>Counts that hold, or the nearest as what it stopped at.</returns>
    public SearchResult Run(Counts? start, int steps)
    {
        Start(start);
        var now = Off();
        var (best, nearest) = (now, Counts());
        for (var step = 0; step < steps; step++)
        {
            if (now <= Room && Counts() is var counts && problem.Holds(counts)) return new(SearchEnd.Found, counts);
            // What is exchanged stays within a table.
            var i = random.Next(problem.Classes);
            var j = tables[TableOf(i)].From + random.Next(classesOfATable);
            var before = (hits[i], alarms[i], hits[j], alarms[j]);
            Exchange(i, j);
            Fit(i);
            Fit(j);
            if (!Admitted(i) || !Admitted(j) || before == (hits[i], alarms[i], hits[j], alarms[j]))
            {
                Undo(i, j, before);
                continue;
            }
            var kept = (double[])sums.Clone();
            var (keptHits, keptAlarms) = (allHits, allAlarms);
            var (keptHitsOf, keptAlarmsOf) = (hitsOf[TableOf(i)], alarmsOf[TableOf(i)]);
            Sum(i, j, before);
            var next = Off();
            // Colder from step to step, and warm again from time to time.
            var heat = 0.02 * Math.Pow(1e-6, step % 20_000 / 20_000.0);
            if (next <= now || random.NextDouble() < Math.Exp((now - next) / heat))
            {
                now = next;
                if (now < best) (best, nearest) = (now, Counts());
                continue;
            }
            Undo(i, j, before);
            kept.CopyTo(sums, 0);
            (allHits, allAlarms) = (keptHits, keptAlarms);
            (hitsOf[TableOf(i)], alarmsOf[TableOf(i)]) = (keptHitsOf, keptAlarmsOf);
        }
        return new(SearchEnd.Stopped, nearest);
    }

    private int TableOf(int c) => c / classesOfATable;

    private Counts Counts() => problem.Counts([.. hits], [.. alarms]);

    private void Start(Counts? start)
    {
        var share = 0.5;
        var (fewest, most) = (problem.Domains.Sum(domain => domain.FirstHits), problem.Domains.Sum(domain => domain.LastHits));
        if (most > fewest) share = Math.Clamp(((problem.FewestHits + problem.MostHits) / 2.0 - fewest) / (most - fewest), 0, 1);
        (allHits, allAlarms) = (0, 0);
        Array.Clear(hitsOf);
        Array.Clear(alarmsOf);
        for (var c = 0; c < problem.Classes; c++)
        {
            var domain = problem.Domains[c];
            hits[c] = start is null
                ? domain.FirstHits + (long)(share * (domain.LastHits - domain.FirstHits))
                : Math.Clamp(start.Hits[c], domain.FirstHits, domain.LastHits);
            while (domain.Least(hits[c]) > domain.Most(hits[c])) hits[c] = hits[c] == domain.LastHits ? domain.FirstHits : hits[c] + 1;
            alarms[c] = Math.Clamp(start?.FalseAlarms[c] ?? problem.Supports[c] - hits[c], domain.Least(hits[c]), domain.Most(hits[c]));
            Add(c, hits[c], alarms[c]);
        }
        for (var a = 0; a < sums.Length; a++)
        {
            sums[a] = 0;
            for (var c = 0; c < problem.Classes; c++) sums[a] += Value(a, c, hits[c], alarms[c]);
        }
    }

    /// <summary>Hits for false alarms, false alarms for false alarms, or hits for hits: all predictions stay as many.</summary>
    private void Exchange(int i, int j)
    {
        var range = 1 + (long)(Math.Pow(problem.Supports[i] + problem.Supports[j] + 2, random.NextDouble()) - 1);
        var images = random.Next(2) == 0 ? range : -range;
        var table = TableOf(i);
        switch (random.Next(problem.Question.OtherClasses || hitsOf[table] + alarmsOf[table] != tables[table].Images ? 5 : 3))
        {
            case 0:
                hits[i] += images;
                alarms[j] -= images;
                break;
            case 1:
                alarms[i] += images;
                alarms[j] -= images;
                break;
            case 2:
                hits[i] += images;
                hits[j] -= images;
                break;
            case 3:
                hits[i] += images;
                break;
            default:
                alarms[i] += images;
                break;
        }
    }

    /// <summary>False alarms follow the hits where a class's figures leave them little room.</summary>
    private void Fit(int c)
    {
        var domain = problem.Domains[c];
        if (hits[c] < domain.FirstHits || hits[c] > domain.LastHits || domain.Least(hits[c]) > domain.Most(hits[c])) return;
        alarms[c] = Math.Clamp(alarms[c], domain.Least(hits[c]), domain.Most(hits[c]));
    }

    private bool Admitted(int c)
    {
        var domain = problem.Domains[c];
        return hits[c] >= domain.FirstHits && hits[c] <= domain.LastHits && alarms[c] >= domain.Least(hits[c])
            && alarms[c] <= domain.Most(hits[c]);
    }

    private void Undo(int i, int j, (long HitsI, long AlarmsI, long HitsJ, long AlarmsJ) before) =>
        (hits[j], alarms[j], hits[i], alarms[i]) = (before.HitsJ, before.AlarmsJ, before.HitsI, before.AlarmsI);

    private void Sum(int i, int j, (long HitsI, long AlarmsI, long HitsJ, long AlarmsJ) before)
    {
        Add(i, hits[i] - before.HitsI, alarms[i] - before.AlarmsI);
        for (var a = 0; a < sums.Length; a++) sums[a] += Value(a, i, hits[i], alarms[i]) - Value(a, i, before.HitsI, before.AlarmsI);
        if (i == j) return;
        Add(j, hits[j] - before.HitsJ, alarms[j] - before.AlarmsJ);
        for (var a = 0; a < sums.Length; a++) sums[a] += Value(a, j, hits[j], alarms[j]) - Value(a, j, before.HitsJ, before.AlarmsJ);
    }

    private void Add(int c, long moreHits, long moreAlarms)
    {
        allHits += moreHits;
        allAlarms += moreAlarms;
        hitsOf[TableOf(c)] += moreHits;
        alarmsOf[TableOf(c)] += moreAlarms;
    }

    /// <summary>How far all figures together are off; 0 if none is.</summary>
    private double Off()
    {
        double off = 0;
        for (var table = 0; table < tables.Length && !problem.Question.OtherClasses; table++)
        {
            var (from, to, images) = tables[table];
            var errors = images - hitsOf[table];
            off += SumWeight * Math.Abs(errors - alarmsOf[table]) / (problem.Images + 1.0);
            for (var c = from; c < to; c++)
                off += SumWeight * Math.Max(0, problem.Supports[c] - hits[c] + alarms[c] - errors) / (problem.Images + 1.0);
        }
        off += (double)(Math.Max(0, problem.FewestHits - allHits) + Math.Max(0, allHits - problem.MostHits)) / (problem.Images + 1);
        double largest = 0, smallest = 1, recalls = 0;
        if (disparity)
            for (var c = 0; c < hits.Length; c++)
            {
                var recall = problem.Supports[c] == 0 ? 0 : (double)hits[c] / problem.Supports[c];
                (largest, smallest, recalls) = (Math.Max(largest, recall), Math.Min(smallest, recall), recalls + recall);
            }
        foreach (var (claim, admission) in problem.Shared)
        {
            var value = claim.Figure switch
            {
                { IsMean: true } => sums[Array.IndexOf(averages, claim.Figure)],
                { Scope: Scope.Micro, Score: Score.Precision } => Share(allHits, allHits + allAlarms),
                { Scope: Scope.Micro, Score: Score.F1 } => Share(2 * allHits, allHits + allAlarms + problem.Images),
                { IsSpread: true } or { IsAgreement: true } => Scores.Variants(claim.Figure, Counts()).First(),
                { Score: Score.DisparateImpact } => largest == 0 ? 9 : recalls / problem.Classes / largest,
                { Score: Score.RecallRatio } => largest == 0 ? 9 : smallest / largest,
                { Score: Score.RecallGap } => largest - smallest,
                _ => double.NaN,
            };
            if (!double.IsNaN(value)) off += Math.Max(0, Math.Max(admission.LowDouble - value, value - admission.HighDouble));
        }
        return off;
    }

    private double Value(int average, int c, long own, long falseAlarms) =>
        problem.Weight(averages[average], c) is > 0 and var weight
            ? problem.Value(averages[average], c, own, falseAlarms) * weight / weights[average]
            : 0;

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}

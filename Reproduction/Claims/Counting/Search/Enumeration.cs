using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// Tries every combination of the classes' options, one class after the other, and turns back where what is left cannot reach
/// the shared figures any more. Complete if it comes to an end; floating-point numbers only prune, with room to spare.
/// </summary>
internal sealed class Enumeration
{
    private const double Room = 1e-9;

    private readonly CountProblem problem;
    private readonly ClassOption[][] options;
    private readonly FigureName[] averages;
    private readonly int[] order;

    // By depth: what the classes from there on add at least and at most.
    private readonly long[] fewestHits, mostHits, leastAlarms, mostAlarms;
    private readonly double[][] leastAverage, mostAverage;
    private readonly double[] leastLargest, mostLargest, leastSmallest, mostSmallest, leastRecalls, mostRecalls;
    private readonly double[][][] values;
    private readonly ClassOption[] chosen;
    private readonly Dictionary<long, List<int>>? lastByPredictions;
    private readonly bool disparity;
    private long steps;

    public Enumeration(CountProblem problem, ClassOption[][] options)
    {
        this.problem = problem;
        this.options = options;
        var classes = problem.Classes;
        averages = [.. problem.Shared.Select(claim => claim.Claim.Figure).Where(figure => figure.IsMean).Distinct()];
        disparity = problem.Shared.Any(claim => claim.Claim.Figure.IsDisparity);
        // The class with most options comes last: it is looked up, not tried.
        order = [.. Enumerable.Range(0, classes).OrderBy(c => options[c].Length)];
        (fewestHits, mostHits, leastAlarms, mostAlarms) =
            (new long[classes + 1], new long[classes + 1], new long[classes + 1], new long[classes + 1]);
        (leastRecalls, mostRecalls) = (new double[classes + 1], new double[classes + 1]);
        (leastLargest, mostLargest) = (new double[classes + 1], new double[classes + 1]);
        (leastSmallest, mostSmallest) = (Filled(classes + 1), Filled(classes + 1));
        leastAverage = [.. averages.Select(_ => new double[classes + 1])];
        mostAverage = [.. averages.Select(_ => new double[classes + 1])];
        values = new double[classes][][];
        chosen = new ClassOption[classes];
        if (options.Any(own => own.Length == 0)) return;
        Sort();
        for (var depth = classes - 1; depth >= 0; depth--) Bounds(depth);
        if (problem.NeedsFalseAlarms && !problem.Question.OtherClasses)
            lastByPredictions = Enumerable.Range(0, options[order[^1]].Length)
                .GroupBy(i => options[order[^1]][i].Hits + options[order[^1]][i].Least)
                .ToDictionary(group => group.Key, group => group.ToList());
    }

    /// <summary>Searches until something is found, nothing is left, or so many options were tried.</summary>
    /// <param name="limit">Most options to try.</param>
    public SearchResult Run(long limit)
    {
        if (options.Any(own => own.Length == 0)) return new(SearchEnd.Exhausted);
        steps = limit;
        var counts = From(0, new(0, 0, 0, new double[averages.Length], 0, 0, double.PositiveInfinity));
        return counts is not null ? new(SearchEnd.Found, counts) : new(steps < 0 ? SearchEnd.Stopped : SearchEnd.Exhausted);
    }

    private static double[] Filled(int length)
    {
        var values = new double[length];
        Array.Fill(values, double.PositiveInfinity);
        return values;
    }

    /// <summary>The likeliest first: those at the same place of their range as the shared sums are of theirs.</summary>
    private void Sort()
    {
        var (fewest, most) = (options.Sum(own => own.Min(o => o.Hits)), options.Sum(own => own.Max(o => o.Hits)));
        var hitsShare = most == fewest ? 0.5 : ((problem.FewestHits + problem.MostHits) / 2.0 - fewest) / (most - fewest);
        var (least, largest) = (options.Sum(own => own.Min(o => o.Hits + o.Least)), options.Sum(own => own.Max(o => o.Hits + o.Most)));
        var share = largest == least || problem.Question.OtherClasses ? 0.5 : (double)(problem.Images - least) / (largest - least);
        foreach (var own in options)
        {
            double firstHits = own.Min(o => o.Hits), lastHits = own.Max(o => o.Hits);
            double first = own.Min(o => o.Hits + o.Least), last = own.Max(o => o.Hits + o.Most);
            var (hits, predictions) = (firstHits + hitsShare * (lastHits - firstHits), first + share * (last - first));
            Array.Sort([.. own.Select(o =>
                Math.Abs(o.Hits - hits) / (lastHits - firstHits + 1)
                    + Math.Abs(o.Hits + Math.Clamp(predictions - o.Hits, o.Least, o.Most) - predictions) / (last - first + 1))], own);
        }
    }

    private void Bounds(int depth)
    {
        var c = order[depth];
        var own = options[c];
        values[c] = [.. own.Select(option => averages.Select(average => Value(average, c, option)).ToArray())];
        fewestHits[depth] = fewestHits[depth + 1] + own.Min(o => o.Hits);
        mostHits[depth] = mostHits[depth + 1] + own.Max(o => o.Hits);
        leastAlarms[depth] = leastAlarms[depth + 1] + own.Min(o => o.Least);
        mostAlarms[depth] = mostAlarms[depth + 1] + own.Max(o => o.Most);
        for (var a = 0; a < averages.Length; a++)
        {
            leastAverage[a][depth] = leastAverage[a][depth + 1] + values[c].Min(value => value[a]);
            mostAverage[a][depth] = mostAverage[a][depth + 1] + values[c].Max(value => value[a]);
        }
        var (worst, best) = (Recall(c, own.Min(o => o.Hits)), Recall(c, own.Max(o => o.Hits)));
        (leastRecalls[depth], mostRecalls[depth]) = (leastRecalls[depth + 1] + worst, mostRecalls[depth + 1] + best);
        (leastLargest[depth], mostLargest[depth]) = (Math.Max(leastLargest[depth + 1], worst), Math.Max(mostLargest[depth + 1], best));
        (leastSmallest[depth], mostSmallest[depth]) = (Math.Min(leastSmallest[depth + 1], worst), Math.Min(mostSmallest[depth + 1], best));
    }

    private double Recall(int c, long hits) => problem.Supports[c] == 0 ? 0 : (double)hits / problem.Supports[c];

    private double Value(FigureName average, int c, ClassOption option) =>
        Share(problem.Weight(average, c), problem.Weights(average)) is var weight && weight > 0
            ? problem.Value(average, c, option.Hits, option.Least) * weight
            : 0;

    private Counts? From(int depth, SoFar soFar)
    {
        if (depth == order.Length) return Leaf(soFar);
        if (!Reachable(depth, soFar)) return null;
        var c = order[depth];
        var own = options[c];
        if (depth == order.Length - 1 && lastByPredictions is not null)
        {
            if (!lastByPredictions.TryGetValue(problem.Images - soFar.Hits - soFar.LeastAlarms, out var fitting)) return null;
            foreach (var i in fitting)
                if (Next(i) is { } found) return found;
                else if (steps < 0) return null;
            return null;
        }
        for (var i = 0; i < own.Length; i++)
        {
            if (Next(i) is { } found) return found;
            if (steps < 0) return null;
        }
        return null;

        Counts? Next(int i)
        {
            if (--steps < 0) return null;
            var option = own[i];
            chosen[c] = option;
            var sums = soFar.Averages;
            if (averages.Length > 0)
            {
                sums = new double[averages.Length];
                for (var a = 0; a < sums.Length; a++) sums[a] = soFar.Averages[a] + values[c][i][a];
            }
            var recall = disparity ? Recall(c, option.Hits) : 0;
            return From(
                depth + 1,
                new(
                    soFar.Hits + option.Hits, soFar.LeastAlarms + option.Least, soFar.MostAlarms + option.Most, sums,
                    soFar.Recalls + recall, Math.Max(soFar.LargestRecall, recall), Math.Min(soFar.SmallestRecall, recall)));
        }
    }

    private bool Reachable(int depth, SoFar soFar)
    {
        var fewest = Math.Max(soFar.Hits + fewestHits[depth], problem.FewestHits);
        var most = Math.Min(soFar.Hits + mostHits[depth], problem.MostHits);
        if (fewest > most) return false;
        var (least, largest) = (soFar.LeastAlarms + leastAlarms[depth], soFar.MostAlarms + mostAlarms[depth]);
        if (!problem.Question.OtherClasses && (least > problem.Images - fewest || largest < problem.Images - most)) return false;
        foreach (var (claim, admission) in problem.Shared)
        {
            var (low, high) = claim.Figure switch
            {
                { IsMean: true } => Average(claim.Figure),
                { Scope: Scope.Micro } => Micro(claim.Figure.Score, fewest, most, least, largest),
                { IsDisparity: true } => Disparity(claim.Figure.Score),
                _ => (double.NegativeInfinity, double.PositiveInfinity),
            };
            if (low > admission.HighDouble + Room || high < admission.LowDouble - Room) return false;
        }
        return true;

        (double, double) Average(FigureName figure)
        {
            var a = Array.IndexOf(averages, figure);
            return (soFar.Averages[a] + leastAverage[a][depth], soFar.Averages[a] + mostAverage[a][depth]);
        }

        (double, double) Disparity(Score score)
        {
            var (top, bestTop) =
                (Math.Max(soFar.LargestRecall, leastLargest[depth]), Math.Max(soFar.LargestRecall, mostLargest[depth]));
            var (bottom, bestBottom) =
                (Math.Min(soFar.SmallestRecall, leastSmallest[depth]), Math.Min(soFar.SmallestRecall, mostSmallest[depth]));
            if (score == Score.RecallGap) return (top - bestBottom, bestTop - bottom);
            if (bestTop == 0) return (double.PositiveInfinity, double.PositiveInfinity);
            var (from, to) = score == Score.RecallRatio
                ? (bottom, bestBottom)
                : ((soFar.Recalls + leastRecalls[depth]) / problem.Classes, (soFar.Recalls + mostRecalls[depth]) / problem.Classes);
            return (from / bestTop, top == 0 ? double.PositiveInfinity : to / top);
        }
    }

    private (double, double) Micro(Score score, double fewest, double most, double leastAlarms, double mostAlarms) => score switch
    {
        Score.Precision => (Share(fewest, fewest + mostAlarms), Share(most, most + leastAlarms)),
        Score.F1 => (Share(2 * fewest, fewest + mostAlarms + problem.Images), Share(2 * most, most + leastAlarms + problem.Images)),
        _ => (Share(fewest, problem.Images), Share(most, problem.Images)),
    };

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;

    private Counts? Leaf(SoFar all)
    {
        if (all.Hits < problem.FewestHits || all.Hits > problem.MostHits) return null;
        var errors = problem.Images - all.Hits;
        if (!problem.Question.OtherClasses && (all.LeastAlarms > errors || all.MostAlarms < errors)) return null;
        var falseAlarms = new long[problem.Classes];
        for (var c = 0; c < falseAlarms.Length; c++) falseAlarms[c] = chosen[c].Least;
        if (!problem.Question.OtherClasses)
            foreach (var table in problem.Tables)
                if (!Deal(falseAlarms, table)) return null;
        var counts = problem.Counts([.. chosen.Select(option => option.Hits)], falseAlarms);
        return problem.Holds(counts) ? counts : null;
    }

    /// <summary>What is missing to all errors of a table is dealt out where it fits.</summary>
    private bool Deal(long[] falseAlarms, (int From, int To, long Images) table)
    {
        var errors = table.Images;
        for (var c = table.From; c < table.To; c++) errors -= chosen[c].Hits;
        var missing = errors;
        for (var c = table.From; c < table.To; c++) missing -= chosen[c].Least;
        for (var c = table.From; c < table.To && missing >= 0; c++)
        {
            var more = Math.Min(missing, Math.Min(chosen[c].Most, errors - (problem.Supports[c] - chosen[c].Hits)) - falseAlarms[c]);
            if (more < 0) return false;
            falseAlarms[c] += more;
            missing -= more;
        }
        return missing == 0;
    }

    /// <summary>What the options that were chosen so far add up to, a class each.</summary>
    /// <param name="Hits">Hits.</param>
    /// <param name="LeastAlarms">The fewest false alarms.</param>
    /// <param name="MostAlarms">The most false alarms.</param>
    /// <param name="Averages">Their part of each average.</param>
    /// <param name="Recalls">The sum of their recalls.</param>
    /// <param name="LargestRecall">The largest of these.</param>
    /// <param name="SmallestRecall">The smallest.</param>
    private readonly record struct SoFar(
        long Hits, long LeastAlarms, long MostAlarms, double[] Averages, double Recalls, double LargestRecall, double SmallestRecall);
}

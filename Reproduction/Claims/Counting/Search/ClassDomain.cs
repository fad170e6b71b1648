using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// Which (hits, false alarms) of one class its own figures admit: for each number of hits an interval of false alarms,
/// because precision, F1 and specificity fall as false alarms rise.
/// </summary>
internal sealed class ClassDomain
{
    private readonly long[]? least;
    private readonly long[]? most;
    private readonly long leastOfAll;
    private readonly long mostOfAll;

    private ClassDomain(long firstHits, long lastHits, long[]? least, long[]? most, long leastOfAll, long mostOfAll)
    {
        (FirstHits, LastHits, this.least, this.most, this.leastOfAll, this.mostOfAll) =
            (firstHits, lastHits, least, most, leastOfAll, mostOfAll);
    }

    /// <summary>The fewest hits.</summary>
    public long FirstHits { get; }

    /// <summary>The most hits; fewer than <see cref="FirstHits"/> if nothing is admitted.</summary>
    public long LastHits { get; }

    private int ZeroDivision { get; init; }

    public bool Empty => FirstHits > LastHits;

    /// <summary>Whether every number of hits goes with the same false alarms.</summary>
    public bool IsBox => least is null;

    /// <summary>All pairs of hits and false alarms.</summary>
    public double Pairs { get; private init; }

    /// <summary>The fewest false alarms with a number of hits; more than <see cref="Most"/> if there are none.</summary>
    public long Least(long hits) => least is null ? leastOfAll : least[hits - FirstHits];

    /// <summary>The most false alarms with a number of hits.</summary>
    public long Most(long hits) => most is null ? mostOfAll : most[hits - FirstHits];

    /// <summary>The smallest and the largest value of a score.</summary>
    /// <param name="score">Which score.</param>
    /// <param name="support">Images of the class.</param>
    /// <param name="others">Images of other classes.</param>
    /// <param name="parameter">β of an F-beta.</param>
    public (double Low, double High) Values(Score score, long support, long others, decimal parameter = 1)
    {
        if (score == Score.Recall) return (Value(FirstHits, 0), Value(LastHits, 0));
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var hits = FirstHits; hits <= LastHits; hits++)
        {
            if (IsBox) hits = hits == FirstHits ? hits : LastHits;
            if (Least(hits) > Most(hits)) continue;
            low = Math.Min(low, Value(hits, Most(hits)));
            high = Math.Max(high, Value(hits, Least(hits)));
        }
        return (low, high);

        double Value(long hits, long alarms) =>
            new TwoByTwo(hits, alarms, support - hits, others - alarms, ZeroDivision).Value(score, parameter);
    }

    /// <summary>The fewest and the most false alarms.</summary>
    public (long Least, long Most) FalseAlarms()
    {
        if (IsBox) return (leastOfAll, mostOfAll);
        var (fewest, largest) = (long.MaxValue, long.MinValue);
        for (var hits = FirstHits; hits <= LastHits; hits++)
            if (Least(hits) <= Most(hits)) (fewest, largest) = (Math.Min(fewest, Least(hits)), Math.Max(largest, Most(hits)));
        return (fewest, largest);
    }

    /// <summary>What the figures of one class admit.</summary>
    /// <param name="support">Images of the class.</param>
    /// <param name="others">Images of other classes: the most false alarms, unless there are fewer.</param>
    /// <param name="claims">The figures of this class, each with what it admits.</param>
    /// <param name="conventions">What a quotient of nothing is.</param>
    /// <param name="mostFalseAlarms">The most false alarms; <see langword="null"/>: all others.</param>
    public static ClassDomain Of(
        long support, long others, IReadOnlyList<(FigureClaim Claim, Admission Admission)> claims, Conventions? conventions = null,
        long? mostFalseAlarms = null)
    {
        var mostAlarms = mostFalseAlarms ?? others;
        // Beside the class stands one that makes up the rest.
        var alone = new Conventions { ZeroDivision = conventions?.ZeroDivision ?? 0 };
        long first = 0, last = support;
        foreach (var (claim, admission) in claims.Where(claim => claim.Claim.Figure.Score == Score.Recall))
            (first, last) = Within(first, last, support, claim, admission, alone);
        var falseAlarmClaims = claims.Where(claim => claim.Claim.Figure.Score != Score.Recall).ToArray();
        if (first > last) return new(1, 0, null, null, 0, -1);
        if (falseAlarmClaims.Length == 0)
            return new(first, last, null, null, 0, mostAlarms)
            {
                Pairs = (double)(last - first + 1) * (mostAlarms + 1),
                ZeroDivision = alone.ZeroDivision
            };
        var least = new long[last - first + 1];
        var most = new long[last - first + 1];
        double pairs = 0;
        long from = long.MaxValue, to = long.MinValue;
        for (var hits = first; hits <= last; hits++)
        {
            var (low, high) = (0L, mostAlarms);
            foreach (var (claim, admission) in falseAlarmClaims)
                if (low <= high) (low, high) = FalseAlarms(low, high, hits, support, others, claim, admission, alone);
            (least[hits - first], most[hits - first]) = (low, high);
            if (low > high) continue;
            pairs += high - low + 1;
            (from, to) = (Math.Min(from, hits), hits);
        }
        if (pairs == 0) return new(1, 0, null, null, 0, -1);
        return new(from, to, least[(int)(from - first)..(int)(to - first + 1)], most[(int)(from - first)..(int)(to - first + 1)], 0,
            mostAlarms)
        { Pairs = pairs, ZeroDivision = alone.ZeroDivision };
    }

    private static (
        long First, long Last) Within(long first, long last, long support, FigureClaim claim, Admission admission, Conventions alone)
    {
        if (support > 0)
        {
            first = Math.Max(first, Clamp(Math.Floor(admission.LowDouble * support) - 2, support));
            last = Math.Min(last, Clamp(Math.Ceiling(admission.HighDouble * support) + 2, support));
        }
        while (first <= last && !Admits(first)) first++;
        while (first <= last && !Admits(last)) last--;
        return (first, last);

        bool Admits(long hits) => Scores.Admits(Alone(claim), admission, new([support], [hits], [0], alone));
    }

    private static (long Low, long High) FalseAlarms(
        long low, long high, long hits, long support, long others, FigureClaim claim, Admission admission, Conventions alone)
    {
        var score = claim.Figure.Score;
        if (score == Score.Specificity)
        {
            low = Math.Max(low, Clamp(Math.Floor((1 - admission.HighDouble) * others) - 2, others + 1));
            high = Math.Min(high, Clamp(Math.Ceiling((1 - admission.LowDouble) * others) + 2, others));
        }
        else if (score is Score.Precision or Score.F1 && hits > 0)
        {
            double whole = score == Score.F1 ? 2 * hits : hits, besides = score == Score.F1 ? support + hits : hits;
            if (admission.HighDouble <= 0) return (1, 0);
            low = Math.Max(low, Clamp(Math.Floor(whole / admission.HighDouble - besides) - 2, others + 1));
            if (admission.LowDouble > 0) high = Math.Min(high, Clamp(Math.Ceiling(whole / admission.LowDouble - besides) + 2, others));
        }
        else if (score is Score.Precision or Score.F1)
        {
            // Nothing predicted is a case of its own; all other numbers of false alarms are alike.
            var first = Math.Max(low, 1);
            var (nothing, some) = (low == 0 && Admits(0), first <= high && Admits(first));
            return (nothing ? 0 : some ? first : 1, some ? high : 0);
        }
        else if (score is not (Score.TruePositives or Score.FBeta or Score.Jaccard) || hits > 0)
        {
            // Every score falls: bisection, with room for floating-point arithmetic.
            var room = 1e-9 * Math.Max(1, Math.Max(Math.Abs(admission.LowDouble), Math.Abs(admission.HighDouble)));
            (low, high) =
                (First(low, high, value => value <= admission.HighDouble + room),
                    First(low, high, value => value < admission.LowDouble - room) - 1);
        }
        while (low <= high && !Admits(low)) low++;
        while (low <= high && !Admits(high)) high--;
        return (low, high);

        // Beside this class stands one that makes up the rest, so that specificity has its images.
        bool Admits(long falseAlarms) =>
            Value(falseAlarms) is var value && admission.Clearly(value, Admission.Doubt(2) * Math.Max(1, Math.Abs(value)))
            is { } clear ? clear : Scores.Admits(Alone(claim), admission, new([support, others], [hits, 0], [falseAlarms, 0], alone));

        double Value(long falseAlarms) =>
            new TwoByTwo(hits, falseAlarms, support - hits, others - falseAlarms, alone.ZeroDivision).Value(score, claim.Figure.Parameter);

        long First(long from, long to, Func<double, bool> reached)
        {
            while (from <= to)
            {
                var middle = from + (to - from) / 2;
                if (reached(Value(middle))) to = middle - 1;
                else from = middle + 1;
            }
            return from;
        }
    }

    private static FigureClaim Alone(FigureClaim claim) => claim with { Figure = claim.Figure with { Class = 0 } };

    private static long Clamp(double value, long most) => value < 0 ? 0 : value > most ? most : (long)value;
}

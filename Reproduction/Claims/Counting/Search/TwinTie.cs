using System.Numerics;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// In classes of one size the macro and the weighted average are one number. Where they print differently it lies at a tie, which
/// floating-point sums fall off to either side: a sum of quotients has to hit one number exactly. Solvers come near it and never there;
/// but there are enough options whose quotients have a common divisor, and sums of half of the classes are looked up among those of the
/// other half.
/// </summary>
internal sealed class TwinTie
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13];
    private static readonly int[] Powers = [6, 4, 4, 2, 1, 1];
    private static readonly BigInteger Largest = BigInteger.One << 34;

    private const int MostSums = 60_000;

    private readonly CountProblem problem;
    private readonly ClassOption[][] options;
    private readonly FigureName figure;
    private readonly Rational sum;
    // As LocalSearch: other numbers would find other counts than stored answers show.
    private readonly Random random = new(1);

    private TwinTie(CountProblem problem, ClassOption[][] options, FigureName figure, Rational value)
    {
        (this.problem, this.options, this.figure) = (problem, options, figure);
        sum = value * problem.Classes;
    }

    /// <summary>Whether even a tie prints otherwise.</summary>
    public bool Refuted { get; private init; }

    /// <summary>What the one number is, in words.</summary>
    public string Words => $"macro and weighted {PublishedNames.Of(figure.Score, figure.Parameter)} of classes of one size are one number, "
        + "which prints so at a tie only, and no tie was found";

    /// <summary>Whether the problem is of this kind.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">All options of each class, pairs.</param>
    public static TwinTie? Of(CountProblem problem, ClassOption[][] options)
    {
        if (problem.Question is not { OtherClasses: false, Conventions: { Others: null, LeftOut.Count: 0, ZeroDivision: 0 } }
            || problem.Supports.Any(support => support != problem.Supports[0])) return null;
        foreach (var (macro, one) in problem.Shared.Where(claim => claim.Claim.Figure is
        { Scope: Scope.Macro, Score: Score.F1 or Score.Precision }))
            foreach (var (weighted, other) in problem.Shared)
                if (weighted.Figure == macro.Figure with { Scope = Scope.Weighted } && (one.Low == other.High || one.High == other.Low))
                {
                    var value = one.Low == other.High ? one.Low : one.High;
                    return new(problem, options, macro.Figure, value) { Refuted = !one.MayAdmit(value) || !other.MayAdmit(value) };
                }
        return null;
    }

    /// <summary>Searches for counts that hold; that it finds none says nothing.</summary>
    /// <param name="budget">Most time.</param>
    public SearchResult Run(TimeSpan budget)
    {
        var clock = new ProcessorTime();
        var quotients = options.Select(own => own.Select(Quotient).ToArray()).ToArray();
        if (Unit(quotients) is not { } unit) return new(SearchEnd.Stopped);
        var (target, remainder) = (sum.Numerator * unit / sum.Denominator, sum.Numerator * unit % sum.Denominator);
        if (!remainder.IsZero) return new(SearchEnd.Stopped);
        (ClassOption Option, long Units)[][] usable =
            [.. options.Select((own, c) => own.Zip(quotients[c]).Where(pair => (unit % pair.Second.Denominator).IsZero)
                .Select(pair => (pair.First, (long)(pair.Second.Numerator * (unit / pair.Second.Denominator)))).ToArray())];
        int[] first = [.. Enumerable.Range(0, problem.Classes).Where(c => c % 2 == 0)];
        int[] second = [.. Enumerable.Range(0, problem.Classes).Where(c => c % 2 == 1)];
        while (clock.Elapsed < budget)
        {
            var sums = new Dictionary<(long, long), ClassOption[]>();
            for (var i = 0; i < MostSums; i++)
            {
                var (chosen, predictions, units) = Drawn(usable, first);
                sums.TryAdd((predictions, units), chosen);
            }
            for (var i = 0; i < MostSums; i++)
            {
                var (chosen, predictions, units) = Drawn(usable, second);
                if (!sums.TryGetValue((problem.Images - predictions, (long)target - units), out var others)) continue;
                var (hits, alarms) = (new long[problem.Classes], new long[problem.Classes]);
                foreach (var (own, classes) in new[] { (others, first), (chosen, second) })
                    for (var place = 0; place < classes.Length; place++)
                        (hits[classes[place]], alarms[classes[place]]) = (own[place].Hits, own[place].Least);
                if (problem.Counts(hits, alarms) is var counts && problem.Holds(counts)) return new(SearchEnd.Found, counts);
            }
        }
        return new(SearchEnd.Stopped);
    }

    private (ClassOption[] Chosen, long Predictions, long Units) Drawn((ClassOption Option, long Units)[][] usable, int[] classes)
    {
        var chosen = new ClassOption[classes.Length];
        var (predictions, units) = (0L, 0L);
        for (var place = 0; place < classes.Length; place++)
        {
            var own = usable[classes[place]];
            var (option, each) = own[random.Next(own.Length)];
            chosen[place] = option;
            (predictions, units) = (predictions + option.Hits + option.Least, units + each);
        }
        return (chosen, predictions, units);
    }

    private Rational Quotient(ClassOption option) =>
        new TwoByTwo(option.Hits, option.Least, problem.Supports[0] - option.Hits, problem.Others(0) - option.Least)
            .Exactly(figure.Score) ?? 0;

    /// <summary>
    /// The unit of which most options are whole numbers, for its size; <see langword="null"/> if each leaves a class without one.
    /// </summary>
    private BigInteger? Unit(Rational[][] quotients)
    {
        (BigInteger? Unit, double Worth) best = (null, double.NegativeInfinity);
        long[][] divisors = [.. quotients.Select(own => own.Select(quotient => (long)quotient.Denominator).ToArray())];
        foreach (var unit in Units(0, sum.Denominator))
        {
            var (whole, worth) = ((long)unit, -Math.Log((double)unit));
            foreach (var own in divisors) worth += Math.Log(own.Count(divisor => whole % divisor == 0));
            if (worth > best.Worth) best = (unit, worth);
        }
        return best.Unit;
    }

    private static IEnumerable<BigInteger> Units(int prime, BigInteger from)
    {
        if (prime == Primes.Length) return [from];
        return Enumerable.Range(0, Powers[prime] + 1).Select(power => from * BigInteger.Pow(Primes[prime], power))
            .TakeWhile(unit => unit < Largest).SelectMany(unit => Units(prime + 1, unit));
    }
}

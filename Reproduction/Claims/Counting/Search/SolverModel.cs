using System.Numerics;
using Google.OrTools.Sat;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// The problem as a constraint program for OR-Tools' CP-SAT: one Boolean an option, sums in whole numbers. What is no whole
/// number (a mean of quotients) is scaled and rounded; <c>wide</c> bounds admit all that could be meant, so that no solution
/// is a proof, and every solution is checked exactly before it counts.
/// </summary>
internal sealed class SolverModel
{
    /// <summary>Means of quotients are counted in units of at most this.</summary>
    private const int ScaleBits = 36;

    /// <summary>Ends of figures are counted in units of 2 to the minus this, unless they are exact fractions that are shorter.</summary>
    private const int FractionBits = 26;

    private static readonly BigInteger Whole = BigInteger.One << FractionBits;

    private readonly CountProblem problem;
    private readonly CpModel model = new();
    private readonly IntVar[] hits;
    private readonly IntVar[] falseAlarms;
    private readonly IntVar allHits;
    private readonly Cell[]?[] options;
    private readonly BoolVar[]?[] chosen;
    private readonly bool wide;

    /// <summary>Recalls in whole units: of 1/<see cref="recallScale"/>, exact if every support divides it.</summary>
    private readonly LinearExpr[]? recalls;
    private readonly BigInteger recallScale;
    private readonly long recallError;
    private readonly IntVar? largest;
    private readonly IntVar? smallest;
    private readonly bool possible = true;

    /// <param name="problem">The problem.</param>
    /// <param name="options">Cells that hold all that a class admits; <see langword="null"/> only where that is one box and no mean depends on pairs.</param>
    /// <param name="wide">Whether bounds are rounded outward; else inward, so that every solution prints the means.</param>
    /// <param name="measured">A figure that the caller will optimise.</param>
    public SolverModel(CountProblem problem, Cell[]?[] options, bool wide, FigureName? measured = null)
    {
        (this.problem, this.options, this.wide) = (problem, options, wide);
        var classes = problem.Classes;
        hits = new IntVar[classes];
        falseAlarms = new IntVar[classes];
        chosen = new BoolVar[classes][];
        if (problem.Clashes || options.Any(own => own is { Length: 0 }))
        {
            possible = false;
            allHits = model.NewIntVar(0, 0, "");
            return;
        }
        allHits = model.NewIntVar(problem.FewestHits, problem.MostHits, "hits");
        for (var c = 0; c < classes; c++) Class(c);
        model.Add(LinearExpr.Sum(hits) == allHits);
        if (!problem.Question.OtherClasses)
        {
            model.Add(LinearExpr.Sum(falseAlarms) + allHits == problem.Images);
            for (var c = 0; c < classes; c++) model.Add(falseAlarms[c] - hits[c] + allHits <= problem.Images - problem.Supports[c]);
        }
        if (problem.Shared.Any(claim => claim.Claim.Figure.IsDisparity) || measured is not null)
        {
            (recalls, recallScale, recallError) = Recalls();
            largest = model.NewIntVar(0, (long)recallScale, "largest");
            smallest = model.NewIntVar(0, (long)recallScale, "smallest");
            model.AddMaxEquality(largest, recalls);
            model.AddMinEquality(smallest, recalls);
        }
        foreach (var (claim, admission) in problem.Shared)
            possible &= Add(claim.Figure, admission);
    }

    /// <summary>Searches for counts that hold; a search that stopped may still tell what it tried last.</summary>
    /// <param name="budget">Most time.</param>
    public SearchResult Run(TimeSpan budget)
    {
        if (!possible) return new(SearchEnd.Exhausted);
        using var solver = Solver(budget);
        var status = solver.Solve(model);
        if (status == CpSolverStatus.Infeasible) return new(SearchEnd.Exhausted);
        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible)) return new(SearchEnd.Stopped);
        var counts = problem.Counts([.. hits.Select(solver.Value)], [.. falseAlarms.Select(solver.Value)]);
        return new(problem.Holds(counts) ? SearchEnd.Found : SearchEnd.Stopped, counts);
    }

    /// <summary>Goes through every solution until one holds exactly.</summary>
    /// <param name="budget">Most time.</param>
    public SearchResult RunThroughAll(TimeSpan budget)
    {
        if (!possible) return new(SearchEnd.Exhausted);
        using var solver = Solver(budget);
        solver.StringParameters += ",enumerate_all_solutions:true";
        using var each = new Each(this);
        var status = solver.Solve(model, each);
        if (each.Found is { } counts) return new(SearchEnd.Found, counts);
        return new(status is CpSolverStatus.Infeasible or CpSolverStatus.Optimal ? SearchEnd.Exhausted : SearchEnd.Stopped);
    }

    /// <summary>The counts at which part · <paramref name="denominator"/> − whole · <paramref name="numerator"/> of a figure is largest, or smallest.</summary>
    /// <param name="figure">A disparity, accuracy or macro recall.</param>
    /// <param name="numerator">What the quotient is compared with: above the bar.</param>
    /// <param name="denominator">Below it.</param>
    /// <param name="largest">Whether the largest is sought.</param>
    /// <param name="budget">Most time.</param>
    /// <returns>The counts, <see langword="null"/> if there are none or time ran out.</returns>
    public Counts? Best(FigureName figure, long numerator, long denominator, bool largest, TimeSpan budget)
    {
        if (!possible) return null;
        var (part, whole) = figure.Score switch
        {
            Score.DisparateImpact => (LinearExpr.Sum(recalls), this.largest! * problem.Classes),
            Score.RecallRatio => ((LinearExpr)smallest!, this.largest!),
            Score.RecallGap => (this.largest! - smallest!, LinearExpr.Constant((long)recallScale)),
            Score.Recall => (LinearExpr.Sum(recalls), LinearExpr.Constant((long)recallScale * problem.Classes)),
            _ => ((LinearExpr)allHits, LinearExpr.Constant(problem.Images)),
        };
        if (figure.Score is Score.DisparateImpact or Score.RecallRatio) model.Add(this.largest! >= 1);
        var objective = part * denominator - whole * numerator;
        if (largest) model.Maximize(objective);
        else model.Minimize(objective);
        using var solver = Solver(budget);
        if (solver.Solve(model) != CpSolverStatus.Optimal) return null;
        return problem.Counts([.. hits.Select(solver.Value)], [.. falseAlarms.Select(solver.Value)]);
    }

    /// <summary>Whether recalls are whole numbers of units, and a quotient of two sums of them fits into an objective.</summary>
    public bool IsExact => recallError == 0 && recallScale * problem.Classes < 1 << 30;

    private static CpSolver Solver(TimeSpan budget)
    {
        // Deterministic time is about a second of computing; the clock on the wall only guards against a machine that stands still.
        var seconds = Math.Max(0.01, budget.TotalSeconds);
        return new CpSolver
        {
            StringParameters = string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"num_workers:1,random_seed:1,linearization_level:2,max_deterministic_time:{seconds},max_time_in_seconds:{20 * seconds}"),
        };
    }

    private void Class(int c)
    {
        var domain = problem.Domains[c];
        hits[c] = model.NewIntVar(domain.FirstHits, domain.LastHits, $"hits{c}");
        if (options[c] is not { } own)
        {
            falseAlarms[c] = model.NewIntVar(domain.Least(domain.FirstHits), domain.Most(domain.FirstHits), $"alarms{c}");
            return;
        }
        falseAlarms[c] = model.NewIntVar(own.Min(o => o.Least), own.Max(o => o.Most), $"alarms{c}");
        var booleans = own.Select(_ => model.NewBoolVar("")).ToArray();
        chosen[c] = booleans;
        model.AddExactlyOne(booleans);
        Between(hits[c], booleans, own.Select(o => o.FewestHits), own.Select(o => o.MostHits));
        Between(falseAlarms[c], booleans, own.Select(o => o.Least), own.Select(o => o.Most));
    }

    private void Between(IntVar variable, BoolVar[] booleans, IEnumerable<long> low, IEnumerable<long> high)
    {
        if (low.SequenceEqual(high))
        {
            model.Add(LinearExpr.WeightedSum(booleans, low) == variable);
            return;
        }
        model.Add(LinearExpr.WeightedSum(booleans, low) <= variable);
        model.Add(LinearExpr.WeightedSum(booleans, high) >= variable);
    }

    private bool Add(FigureName figure, Admission admission)
    {
        switch (figure)
        {
            case { Score: Score.Accuracy } or { Scope: Scope.Micro or Scope.Weighted, Score: Score.Recall }:
                Quotient(allHits, null, problem.Images, problem.Images, admission);
                break;
            case { Scope: Scope.Micro }:
                var predictions = LinearExpr.Sum(falseAlarms) + allHits;
                if (figure.Score == Score.Precision) Quotient(allHits, predictions, 0, MostPredictions(), admission);
                else Quotient(2 * allHits, predictions, problem.Images, MostPredictions() + problem.Images, admission);
                break;
            case { IsMean: true }:
                return Mean(figure, admission);
            case { Score: Score.Kappa }:
                Kappa(admission);
                break;
            case { Score: Score.DisparateImpact }:
                Quotient(LinearExpr.Sum(recalls), largest! * problem.Classes, 0, recallScale * problem.Classes, admission, recallError * problem.Classes, recallError * problem.Classes);
                model.Add(largest! >= 1);
                break;
            case { Score: Score.RecallRatio }:
                Quotient(smallest!, largest!, 0, recallScale, admission, recallError, recallError);
                model.Add(largest! >= 1);
                break;
            case { Score: Score.RecallGap }:
                Gap(admission);
                break;
        }
        return true;
    }

    /// <summary>(n · hits − Σ support · predictions) / (n² − Σ support · predictions), where numbers stay small enough; else it is only looked at afterwards.</summary>
    private void Kappa(Admission admission)
    {
        BigInteger images = problem.Images;
        if (problem.Question.OtherClasses || images * images > BigInteger.One << 34) return;
        var chance = LinearExpr.WeightedSum(hits, problem.Supports) + LinearExpr.WeightedSum(falseAlarms, problem.Supports);
        var (low, high) = Ends(admission);
        var (least, most) = wide ? ((low * Whole).Floor(), (high * Whole).Ceiling()) : ((low * Whole).Ceiling(), (high * Whole).Floor());
        var (bottom, top) = ((long)BigInteger.Max(-Whole, least), (long)BigInteger.Min(Whole, most));
        model.Add((allHits * problem.Images - chance) * (long)Whole >= (LinearExpr.Constant(problem.Images * problem.Images) - chance) * bottom);
        model.Add((allHits * problem.Images - chance) * (long)Whole <= (LinearExpr.Constant(problem.Images * problem.Images) - chance) * top);
    }

    /// <summary>
    /// low ≤ part / (whole + constant) ≤ high, where the part may be up to <paramref name="partError"/> more than it seems,
    /// the whole likewise; <paramref name="most"/> is the largest that whole + constant can be.
    /// </summary>
    private void Quotient(
        LinearExpr part, LinearExpr? whole, long constant, BigInteger most, Admission admission, long partError = 0, long wholeError = 0)
    {
        if (partError == 0 && wholeError == 0 && TellsTies(most, admission)
            && admission.Low.Denominator < BigInteger.One << FractionBits && admission.High.Denominator < BigInteger.One << FractionBits)
        {
            // Whole numbers throughout. A tie may print or not: the wide model has it, the narrow one has not.
            int lowInside = admission.LowIsIn(perhaps: wide) ? 0 : 1, highInside = admission.HighIsIn(perhaps: wide) ? 0 : 1;
            Compare(part, (long)admission.Low.Denominator, whole, (long)BigInteger.Max(-Whole, admission.Low.Numerator), constant, lowInside);
            Compare(-part, (long)admission.High.Denominator, whole is null ? null : -whole, (long)BigInteger.Min(4 * Whole, admission.High.Numerator), -constant, highInside);
            return;
        }
        var (low, high) = Ends(admission);
        var (lowPart, highPart) = wide
            ? ((low * Whole).Floor(), (high * Whole).Ceiling())
            : ((low * Whole).Ceiling(), (high * Whole).Floor());
        var (lowUnits, highUnits) = ((long)BigInteger.Max(-Whole, BigInteger.Min(4 * Whole, lowPart)), (long)BigInteger.Max(-Whole, BigInteger.Min(4 * Whole, highPart)));
        Compare(part, (long)Whole, whole, lowUnits, constant, wide ? -partError * (long)Whole : Math.Max(0, lowUnits) * wholeError);
        Compare(
            -part, (long)Whole, whole is null ? null : -whole, highUnits, -constant, wide ? -Math.Max(0, highUnits) * wholeError : partError * (long)Whole);
    }

    /// <summary>part · one ≥ (whole + constant) · units + more.</summary>
    private void Compare(LinearExpr part, long one, LinearExpr? whole, long units, long constant, long more)
    {
        var bound = units * constant + more;
        model.Add(whole is null ? part * one >= bound : part * one - whole * units >= bound);
    }

    /// <summary>Ends with room for the rounding of floating-point arithmetic, outward or inward.</summary>
    private (Rational Low, Rational High) Ends(Admission admission)
    {
        var doubt = new Rational((BigInteger)Math.Ceiling(Math.ScaleB(Admission.Doubt(problem.Classes), 60)), BigInteger.One << 60);
        return wide ? (admission.Low - doubt, admission.High + doubt) : (admission.Low + doubt, admission.High - doubt);
    }

    /// <summary>
    /// Whether quotients of so large a denominator that are no tie lie so far from one that floating-point arithmetic cannot
    /// take them for one.
    /// </summary>
    private static bool TellsTies(BigInteger denominator, Admission admission) =>
        denominator * BigInteger.Max(admission.Low.Denominator, admission.High.Denominator) < BigInteger.One << 42;

    /// <summary>Rounding may take from the larger as well as from the smaller recall.</summary>
    private void Gap(Admission admission)
    {
        var gap = largest! - smallest!;
        if (recallError == 0)
        {
            Quotient(gap, null, (long)recallScale, recallScale, admission);
            return;
        }
        var (low, high) = Ends(admission);
        var error = wide ? recallError : -recallError;
        model.Add(gap >= (long)(low * recallScale).Floor() - error);
        model.Add(gap <= (long)(high * recallScale).Ceiling() + error);
    }

    private BigInteger MostPredictions()
    {
        BigInteger most = problem.MostHits;
        for (var c = 0; c < problem.Classes; c++) most += options[c] is { } own ? own.Max(option => option.Most) : problem.Domains[c].Most(problem.Domains[c].FirstHits);
        return most;
    }

    private bool Mean(FigureName figure, Admission admission)
    {
        // Σ weight·value: each value is counted in whole units, rounded down, and so lacks less than one unit (a box more).
        var weights = Enumerable.Range(0, problem.Classes).Select(c => problem.Weight(figure, c)).ToArray();
        var weight = weights.Sum();
        if (weight == 0) return admission.Low <= 0 && admission.High >= 0;
        var exact = figure.Score == Score.Recall ? CommonMultiple() : null;
        var scale = exact is { } common && common * weight < BigInteger.One << 50
            ? common
            : BigInteger.One << (int)Math.Min(ScaleBits, 58 - Math.Ceiling(Math.Log2(weight)));
        BigInteger lacking = 0;
        // The means at least and at most: they differ only where a cell holds several pairs.
        List<LinearExpr> lower = [], upper = [];
        for (var c = 0; c < problem.Classes; c++)
        {
            var (support, others) = (problem.Supports[c], problem.Others(c));
            if (weights[c] == 0) continue;
            if (chosen[c] is { } booleans && (options[c]!.All(cell => cell.IsPoint) || figure.Score is not (Score.Recall or Score.Specificity)))
            {
                var values = options[c]!.Select(cell => cell.Values(figure, support, others, problem.Question.Conventions.ZeroDivision)).ToArray();
                var (low, high) = (values.Select(value => (value.Low * scale).Floor()).ToArray(), values.Select(value => (value.High * scale).Floor()).ToArray());
                lower.Add(LinearExpr.WeightedSum(booleans, low.Select(units => (long)units * weights[c])));
                upper.Add(LinearExpr.WeightedSum(booleans, high.Select(units => (long)units * weights[c])));
                if (values.Any(value => (value.High * scale).Denominator != 1 || (value.Low * scale).Denominator != 1)) lacking += weights[c];
            }
            else if (figure.Score == Score.Recall)
            {
                if (support == 0)
                {
                    Both(LinearExpr.Constant((long)(scale * weights[c] * problem.Question.Conventions.ZeroDivision)));
                    continue;
                }
                var each = BigInteger.DivRem(scale, support, out var rest);
                Both(hits[c] * (long)(each * weights[c]));
                if (!rest.IsZero) lacking += weights[c] * (BigInteger)support;
            }
            else if (figure.Score == Score.Specificity)
            {
                if (others == 0) continue;
                // 1 − f/others, so that rounding the part up leaves a value too small again.
                var each = new Rational(scale, others).Ceiling();
                Both((long)(scale * weights[c]) - falseAlarms[c] * (long)(each * weights[c]));
                if (each * others != scale) lacking += weights[c] * (BigInteger)others;
            }
            else if (Linear(figure.Score, support, others) is var (perHit, perAlarm, constant))
            {
                var (each, less, fixedPart) = ((perHit * scale).Floor(), (perAlarm * scale).Ceiling(), (constant * scale).Floor());
                Both(hits[c] * (long)(each * weights[c]) - falseAlarms[c] * (long)(less * weights[c]) + (long)(fixedPart * weights[c]));
                lacking += weights[c] * ((BigInteger)support + others + 1);
            }
            else
            {
                throw new InvalidOperationException("Means of scores that false alarms lower need options.");
            }

            void Both(LinearExpr term)
            {
                lower.Add(term);
                upper.Add(term);
            }
        }
        BigInteger least, most;
        if (lacking.IsZero && TellsTies(scale * weight, admission))
        {
            (least, most) = (
                admission.LowIsIn(perhaps: wide) ? (admission.Low * scale * weight).Ceiling() : (admission.Low * scale * weight).Floor() + 1,
                admission.HighIsIn(perhaps: wide) ? (admission.High * scale * weight).Floor() : (admission.High * scale * weight).Ceiling() - 1);
        }
        else
        {
            var (low, high) = Ends(admission);
            (least, most) = wide
                ? ((low * scale * weight).Ceiling() - lacking, (high * scale * weight).Floor())
                : ((low * scale * weight).Ceiling(), (high * scale * weight).Floor() - lacking);
        }
        if (least > most) return false;
        var limit = new BigInteger(long.MaxValue / 4);
        model.Add(LinearExpr.Sum(upper) >= (long)BigInteger.Max(-limit, BigInteger.Min(limit, least)));
        model.Add(LinearExpr.Sum(lower) <= (long)BigInteger.Max(-limit, BigInteger.Min(limit, most)));
        return true;
    }

    /// <summary>A score as so much a hit, less so much a false alarm, and a constant.</summary>
    private static (Rational PerHit, Rational PerAlarm, Rational Constant)? Linear(Score score, long support, long others)
    {
        Rational One(long images) => images == 0 ? 0 : new Rational(1, images);
        Rational Whole(long images) => images == 0 ? 0 : 1;
        return score switch
        {
            Score.BinaryAccuracy => (One(support + others), One(support + others), new Rational(others, support + others)),
            Score.BalancedAccuracy => (One(support) / 2, One(others) / 2, Whole(others) / 2),
            Score.Informedness => (One(support), One(others), Whole(others) - 1),
            _ => null,
        };
    }

    private BigInteger? CommonMultiple()
    {
        BigInteger multiple = 1;
        foreach (var support in problem.Supports.Where(support => support > 0).Distinct())
        {
            multiple = multiple / BigInteger.GreatestCommonDivisor(multiple, support) * support;
            if (multiple > BigInteger.One << 40) return null;
        }
        return multiple;
    }

    private (LinearExpr[] Recalls, BigInteger Scale, long Error) Recalls()
    {
        // Σ recall times a coefficient of 26 bits must stay below 2⁶².
        var room = 34 - (int)Math.Ceiling(Math.Log2(problem.Classes));
        var common = CommonMultiple();
        var exact = common is { } multiple && multiple <= BigInteger.One << room;
        var scale = exact ? common!.Value : BigInteger.One << room;
        var expressions = new LinearExpr[problem.Classes];
        long error = 0;
        for (var c = 0; c < expressions.Length; c++)
        {
            var support = problem.Supports[c];
            if (support == 0)
            {
                expressions[c] = LinearExpr.Constant(0);
                continue;
            }
            var each = (long)(scale / support);
            expressions[c] = hits[c] * each;
            if (!exact) error = Math.Max(error, support);
        }
        return (expressions, scale, error);
    }

    private sealed class Each(SolverModel model) : CpSolverSolutionCallback
    {
        public Counts? Found { get; private set; }

        public override void OnSolutionCallback()
        {
            var counts = model.problem.Counts([.. model.hits.Select(variable => Value(variable))], [.. model.falseAlarms.Select(variable => Value(variable))]);
            if (!model.problem.Holds(counts)) return;
            Found = counts;
            StopSearch();
        }
    }
}

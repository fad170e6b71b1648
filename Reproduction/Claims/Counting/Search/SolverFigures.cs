using System.Numerics;
using Google.OrTools.Sat;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// Figures as constraints in whole numbers. What is no whole number (a mean of quotients) is scaled and rounded; <c>wide</c> bounds admit
/// all that could be meant, so that no solution is a proof. What would not fit into 64 bits throws.
/// </summary>
internal sealed class SolverFigures
{
    /// <summary>Ends of figures are counted in units of 2 to the minus this, unless they are exact fractions that are shorter.</summary>
    private const int FractionBits = 26;

    private static readonly BigInteger Whole = BigInteger.One << FractionBits;

    private readonly SolverVariables variables;
    private readonly CountProblem problem;
    private readonly CpModel model;
    private readonly IntVar[] hits;
    private readonly IntVar[] falseAlarms;
    private readonly IntVar allHits;
    private readonly Cell[]?[] options;
    private readonly bool wide;

    /// <summary>Recalls in whole units: of 1/<see cref="recallScale"/>, exact if every support divides it.</summary>
    private readonly LinearExpr[]? recalls;
    private readonly BigInteger recallScale;
    private readonly long recallError;
    private readonly IntVar? largest;
    private readonly IntVar? smallest;

    /// <param name="variables">Variables to bind.</param>
    /// <param name="wide">Whether bounds are rounded outward; else inward, so that every solution prints the means.</param>
    /// <param name="measured">A figure that the caller will optimise.</param>
    /// <exception cref="OverflowException">Numbers that do not fit.</exception>
    public SolverFigures(SolverVariables variables, bool wide, FigureName? measured)
    {
        (this.variables, problem, model, this.wide) = (variables, variables.Problem, variables.Model, wide);
        (hits, falseAlarms, allHits, options) = (variables.Hits, variables.FalseAlarms, variables.AllHits, variables.Options);
        if (problem.Shared.Any(claim => claim.Claim.Figure.IsDisparity) || measured is not null)
        {
            (recalls, recallScale, recallError) = Recalls();
            largest = model.NewIntVar(0, (long)recallScale, "largest");
            smallest = model.NewIntVar(0, (long)recallScale, "smallest");
            model.AddMaxEquality(largest, recalls);
            model.AddMinEquality(smallest, recalls);
        }
        foreach (var (claim, admission) in problem.Shared)
            Possible &= Add(claim.Figure, admission);
    }

    /// <summary>Whether no figure has bounds between which nothing lies.</summary>
    public bool Possible { get; } = true;

    /// <summary>Whether recalls are whole numbers of units, and a quotient of two sums of them fits into an objective.</summary>
    public bool IsExact => recallError == 0 && recallScale * problem.Classes < 1 << 30;

    /// <summary>part · <paramref name="denominator"/> − whole · <paramref name="numerator"/> of a figure, to be optimised.</summary>
    /// <param name="figure">A disparity, accuracy or macro recall.</param>
    /// <param name="numerator">What the quotient is compared with: above the bar.</param>
    /// <param name="denominator">Below it.</param>
    public LinearExpr Objective(FigureName figure, long numerator, long denominator)
    {
        var (part, whole) = figure.Score switch
        {
            Score.DisparateImpact => (LinearExpr.Sum(recalls), largest! * problem.Classes),
            Score.RecallRatio => ((LinearExpr)smallest!, largest!),
            Score.RecallGap => (largest! - smallest!, LinearExpr.Constant((long)recallScale)),
            Score.Recall => (LinearExpr.Sum(recalls), LinearExpr.Constant((long)(recallScale * problem.Classes))),
            _ => ((LinearExpr)allHits, LinearExpr.Constant(problem.Images)),
        };
        if (figure.Score is Score.DisparateImpact or Score.RecallRatio) model.Add(largest! >= 1);
        return part * denominator - whole * numerator;
    }

    private bool Add(FigureName figure, Admission admission)
    {
        switch (figure)
        {
            case { Score: Score.Accuracy } or { Scope: Scope.Micro or Scope.Weighted, Score: Score.Recall } when problem.IsOneTable:
                Quotient(allHits, null, problem.Images, problem.Images, admission);
                break;
            case { Scope: Scope.Micro }:
                var predictions = LinearExpr.Sum(falseAlarms) + allHits;
                if (figure.Score == Score.Precision) Quotient(allHits, predictions, 0, MostPredictions(), admission);
                else Quotient(2 * allHits, predictions, problem.Images, MostPredictions() + problem.Images, admission);
                break;
            case { IsMean: true }:
                return new SolverMean(variables, figure, wide).Bind(admission);
            case { IsSpread: true }:
                // Where scores are no sums, what is found is looked at afterwards.
                if (wide && CountProblem.IsSum(figure.Score)) new SolverSpread(variables).Add(figure, admission);
                break;
            case { Score: Score.Kappa }:
                Kappa(admission);
                break;
            case { Score: Score.DisparateImpact }:
                Quotient(LinearExpr.Sum(recalls), largest! * problem.Classes, 0, recallScale * problem.Classes, admission,
                    checked(recallError * problem.Classes), checked(recallError * problem.Classes));
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

    /// <summary>
    /// (n · hits − Σ support · predictions) / (n² − Σ support · predictions), where numbers stay small enough; else it is only looked at
    /// afterwards.
    /// </summary>
    private void Kappa(Admission admission)
    {
        BigInteger images = problem.Images;
        if (problem.Question.OtherClasses || images * images > BigInteger.One << 34) return;
        var chance = LinearExpr.WeightedSum(hits, problem.Supports) + LinearExpr.WeightedSum(falseAlarms, problem.Supports);
        var (low, high) = SolverBounds.Ends(admission, problem.Classes, wide);
        var (least, most) = wide ? ((low * Whole).Floor(), (high * Whole).Ceiling()) : ((low * Whole).Ceiling(), (high * Whole).Floor());
        var (bottom, top) = ((long)BigInteger.Max(-Whole, least), (long)BigInteger.Min(Whole, most));
        model.Add(
            (allHits * problem.Images - chance) * (long)Whole >= (LinearExpr.Constant(problem.Images * problem.Images) - chance) * bottom);
        model.Add(
            (allHits * problem.Images - chance) * (long)Whole <= (LinearExpr.Constant(problem.Images * problem.Images) - chance) * top);
    }

    /// <summary>
    /// low ≤ part / (whole + constant) ≤ high, where the part may be up to <paramref name="partError"/> more than it seems,
    /// the whole likewise; <paramref name="most"/> is the largest that whole + constant can be.
    /// </summary>
    private void Quotient(
        LinearExpr part, LinearExpr? whole, long constant, BigInteger most, Admission admission, long partError = 0, long wholeError = 0)
    {
        if (partError == 0 && wholeError == 0 && SolverBounds.TellsTies(most, admission)
            && admission.Low.Denominator < BigInteger.One << FractionBits && admission.High.Denominator < BigInteger.One << FractionBits)
        {
            // Whole numbers throughout. A tie may print or not: the wide model has it, the narrow one has not.
            int lowInside = admission.LowIsIn(perhaps: wide) ? 0 : 1, highInside = admission.HighIsIn(perhaps: wide) ? 0 : 1;
            Compare(part, (long)admission.Low.Denominator, whole, (long)BigInteger.Max(-Whole, admission.Low.Numerator), constant,
                lowInside);
            Compare(-part, (long)admission.High.Denominator, whole is null ? null : -whole,
                (long)BigInteger.Min(4 * Whole, admission.High.Numerator), -constant, highInside);
            return;
        }
        var (low, high) = SolverBounds.Ends(admission, problem.Classes, wide);
        var (lowPart, highPart) = wide
            ? ((low * Whole).Floor(), (high * Whole).Ceiling())
            : ((low * Whole).Ceiling(), (high * Whole).Floor());
        var (lowUnits, highUnits) =
            ((long)BigInteger.Max(-Whole, BigInteger.Min(4 * Whole, lowPart)),
                (long)BigInteger.Max(-Whole, BigInteger.Min(4 * Whole, highPart)));
        Compare(part, (long)Whole, whole, lowUnits, constant,
            checked(wide ? -partError * (long)Whole : Math.Max(0, lowUnits) * wholeError));
        Compare(
            -part, (long)Whole, whole is null ? null : -whole, highUnits, -constant,
            checked(wide ? -Math.Max(0, highUnits) * wholeError : partError * (long)Whole));
    }

    /// <summary>part · one ≥ (whole + constant) · units + more.</summary>
    private void Compare(LinearExpr part, long one, LinearExpr? whole, long units, long constant, long more)
    {
        var bound = checked(units * constant + more);
        model.Add(whole is null ? part * one >= bound : part * one - whole * units >= bound);
    }

    /// <summary>Rounding may take from the larger as well as from the smaller recall.</summary>
    private void Gap(Admission admission)
    {
        var gap = largest! - smallest!;
        if (recallError == 0)
        {
            Quotient(gap, null, (long)recallScale, recallScale, admission);
            return;
        }
        var (low, high) = SolverBounds.Ends(admission, problem.Classes, wide);
        var error = wide ? recallError : -recallError;
        model.Add(gap >= (long)(low * recallScale).Floor() - error);
        model.Add(gap <= (long)(high * recallScale).Ceiling() + error);
    }

    private BigInteger MostPredictions()
    {
        BigInteger most = problem.MostHits;
        for (var c = 0; c < problem.Classes; c++)
            most += options[c] is { } own ? own.Max(option => option.Most) : problem.Domains[c].Most(problem.Domains[c].FirstHits);
        return most;
    }

    private (LinearExpr[] Recalls, BigInteger Scale, long Error) Recalls()
    {
        // Σ recall times a coefficient of 26 bits must stay below 2⁶².
        var room = 34 - (int)Math.Ceiling(Math.Log2(problem.Classes));
        var common = SolverBounds.OfSupports(problem.Supports);
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
}

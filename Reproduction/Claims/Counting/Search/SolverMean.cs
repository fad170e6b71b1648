using System.Numerics;
using Google.OrTools.Sat;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// A mean of the classes' scores as a constraint, Σ weight·score: each score is counted in whole units, rounded down, and so lacks less
/// than one unit (a box more), which the bounds allow for.
/// </summary>
internal sealed class SolverMean
{
    /// <summary>Means of quotients are counted in units of at most this.</summary>
    private const int ScaleBits = 36;

    private readonly SolverVariables variables;
    private readonly CountProblem problem;
    private readonly FigureName figure;
    private readonly bool wide;
    private readonly long[] weights;
    private readonly long weight;
    private readonly BigInteger scale;

    // The means at least and at most: they differ only where a cell holds several pairs.
    private readonly List<LinearExpr> lower = [], upper = [];
    private BigInteger lacking;

    /// <param name="variables">Variables to bind.</param>
    /// <param name="figure">The mean.</param>
    /// <param name="wide">Whether bounds are rounded outward; else inward.</param>
    public SolverMean(SolverVariables variables, FigureName figure, bool wide)
    {
        (this.variables, problem, this.figure, this.wide) = (variables, variables.Problem, figure, wide);
        weights = [.. Enumerable.Range(0, problem.Classes).Select(c => problem.Weight(figure, c))];
        weight = weights.Sum();
        scale = weight == 0 ? 1 : Scale();
    }

    /// <summary>Binds the variables by the bounds of the mean.</summary>
    /// <param name="admission">The bounds.</param>
    /// <returns>Whether anything lies between them.</returns>
    public bool Bind(Admission admission)
    {
        if (weight == 0) return admission.Low <= 0 && admission.High >= 0;
        for (var c = 0; c < problem.Classes; c++)
            if (weights[c] != 0)
                AddScore(c);
        var (least, most) = Bounds(admission);
        if (least > most) return false;
        var limit = new BigInteger(long.MaxValue / 4);
        variables.Model.Add(LinearExpr.Sum(upper) >= (long)BigInteger.Max(-limit, BigInteger.Min(limit, least)));
        variables.Model.Add(LinearExpr.Sum(lower) <= (long)BigInteger.Max(-limit, BigInteger.Min(limit, most)));
        return true;
    }

    /// <summary>A score as so much a hit, less so much a false alarm, and a constant.</summary>
    public static (Rational PerHit, Rational PerAlarm, Rational Constant)? Linear(Score score, long support, long others)
    {
        Rational One(long images) => images == 0 ? 0 : new Rational(1, images);
        Rational Whole(long images) => images == 0 ? 0 : 1;
        return score switch
        {
            Score.Recall => (One(support), 0, 0),
            Score.Specificity => (0, One(others), Whole(others)),
            Score.BinaryAccuracy => (One(support + others), One(support + others), new Rational(others, support + others)),
            Score.BalancedAccuracy => (One(support) / 2, One(others) / 2, Whole(others) / 2),
            Score.Informedness => (One(support), One(others), Whole(others) - 1),
            _ => null,
        };
    }

    /// <summary>The units of a score of 1: as many as every support divides, where such recalls are few enough.</summary>
    private BigInteger Scale()
    {
        var exact = figure.Score == Score.Recall
            ? SolverBounds.OfSupports(problem.Supports.Zip(weights, (support, own) =>
                support == 0 ? 1 : support / (long)BigInteger.GreatestCommonDivisor(support, own)))
            : null;
        return exact is { } common && common * weight < BigInteger.One << 50
            ? common
            : BigInteger.One << (int)Math.Min(ScaleBits, 58 - Math.Ceiling(Math.Log2(weight)));
    }

    /// <summary>Adds a class's score, by its options where it has some that say enough of it.</summary>
    private void AddScore(int c)
    {
        var (support, others) = (problem.Supports[c], problem.Others(c));
        if (variables.Chosen[c] is { } booleans && (figure.Score != Score.Recall || problem.IsOneTable)
            && (variables.Options[c]!.All(cell => cell.IsPoint) || figure.Score is not (Score.Recall or Score.Specificity)))
            AddOptions(c, booleans);
        else if (figure.Score == Score.Recall) AddRecall(c, support);
        else if (figure.Score == Score.Specificity) AddSpecificity(c, others);
        else if (Linear(figure.Score, support, others) is var (perHit, perAlarm, constant))
        {
            var (each, less, fixedPart) = ((perHit * scale).Floor(), (perAlarm * scale).Ceiling(), (constant * scale).Floor());
            AddBoth(variables.Hits[c] * (long)(each * weights[c]) - variables.FalseAlarms[c] * (long)(less * weights[c])
                + (long)(fixedPart * weights[c]));
            lacking += weights[c] * ((BigInteger)support + others + 1);
        }
        else
        {
            throw new InvalidOperationException("Means of scores that false alarms lower need options.");
        }
    }

    private void AddOptions(int c, BoolVar[] booleans)
    {
        var (support, others) = (problem.Supports[c], problem.Others(c));
        var values = variables.Options[c]!
            .Select(cell => cell.Values(figure, support, others, problem.Question.Conventions.ZeroDivision)).ToArray();
        lower.Add(LinearExpr.WeightedSum(booleans, values.Select(value => (long)((value.Low * scale).Floor() * weights[c]))));
        upper.Add(LinearExpr.WeightedSum(booleans, values.Select(value => (long)((value.High * scale).Floor() * weights[c]))));
        if (values.Any(value => (value.High * scale).Denominator != 1 || (value.Low * scale).Denominator != 1)) lacking += weights[c];
    }

    private void AddRecall(int c, long support)
    {
        if (support == 0)
        {
            AddBoth(LinearExpr.Constant((long)(scale * weights[c] * problem.Question.Conventions.ZeroDivision)));
            return;
        }
        var each = BigInteger.DivRem(scale * weights[c], support, out var rest);
        AddBoth(variables.Hits[c] * (long)each);
        if (!rest.IsZero) lacking += support;
    }

    private void AddSpecificity(int c, long others)
    {
        if (others == 0) return;
        // 1 − f/others, so that rounding the part up leaves a value too small again.
        var each = new Rational(scale, others).Ceiling();
        AddBoth((long)(scale * weights[c]) - variables.FalseAlarms[c] * (long)(each * weights[c]));
        if (each * others != scale) lacking += weights[c] * (BigInteger)others;
    }

    private void AddBoth(LinearExpr term)
    {
        lower.Add(term);
        upper.Add(term);
    }

    /// <summary>The bounds in whole units; those of a mean without rounding are its own, as far as ties are told.</summary>
    private (BigInteger Least, BigInteger Most) Bounds(Admission admission)
    {
        if (lacking.IsZero && SolverBounds.TellsTies(scale * weight, admission))
        {
            var (bottom, top) = (admission.Low * scale * weight, admission.High * scale * weight);
            return (
                admission.LowIsIn(perhaps: wide) ? bottom.Ceiling() : bottom.Floor() + 1,
                admission.HighIsIn(perhaps: wide) ? top.Floor() : top.Ceiling() - 1);
        }
        var (low, high) = SolverBounds.Ends(admission, problem.Classes, wide);
        return wide
            ? ((low * scale * weight).Ceiling() - lacking, (high * scale * weight).Floor())
            : ((low * scale * weight).Ceiling(), (high * scale * weight).Floor() - lacking);
    }
}

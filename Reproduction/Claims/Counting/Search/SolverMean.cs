using System.Numerics;
using Google.OrTools.Sat;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>A mean of the classes' scores as a constraint: each score in whole units, rounded down, and bounds that allow for it.</summary>
internal sealed class SolverMean(SolverVariables variables, bool wide)
{
    /// <summary>Means of quotients are counted in units of at most this.</summary>
    private const int ScaleBits = 36;

    /// <summary>Binds the variables by a mean.</summary>
    /// <returns>Whether anything lies between its bounds.</returns>
    public bool Add(FigureName figure, Admission admission)
    {
        // Σ weight·value: each value is counted in whole units, rounded down, and so lacks less than one unit (a box more).
        var weights = Enumerable.Range(0, variables.Problem.Classes).Select(c => variables.Problem.Weight(figure, c)).ToArray();
        var weight = weights.Sum();
        if (weight == 0) return admission.Low <= 0 && admission.High >= 0;
        var exact = figure.Score == Score.Recall
            ? SolverBounds.OfSupports(variables.Problem.Supports.Zip(weights, (support, own) =>
                support == 0 ? 1 : support / (long)BigInteger.GreatestCommonDivisor(support, own)))
            : null;
        var scale = exact is { } common && common * weight < BigInteger.One << 50
            ? common
            : BigInteger.One << (int)Math.Min(ScaleBits, 58 - Math.Ceiling(Math.Log2(weight)));
        BigInteger lacking = 0;
        // The means at least and at most: they differ only where a cell holds several pairs.
        List<LinearExpr> lower = [], upper = [];
        for (var c = 0; c < variables.Problem.Classes; c++)
        {
            var (support, others) = (variables.Problem.Supports[c], variables.Problem.Others(c));
            if (weights[c] == 0) continue;
            if (variables.Chosen[c] is { } booleans && (figure.Score != Score.Recall || variables.Problem.IsOneTable)
                && (variables.Options[c]!.All(cell => cell.IsPoint) || figure.Score is not (Score.Recall or Score.Specificity)))
            {
                var values =
                    variables.Options[c]!.Select(cell =>
                        cell.Values(figure, support, others, variables.Problem.Question.Conventions.ZeroDivision)).ToArray();
                var (low, high) =
                    (values.Select(value => (value.Low * scale).Floor()).ToArray(), values.Select(value => (value.High * scale).Floor())
                        .ToArray());
                lower.Add(LinearExpr.WeightedSum(booleans, low.Select(units => (long)(units * weights[c]))));
                upper.Add(LinearExpr.WeightedSum(booleans, high.Select(units => (long)(units * weights[c]))));
                if (values.Any(value => (value.High * scale).Denominator != 1 || (value.Low * scale).Denominator != 1))
                    lacking += weights[c];
            }
            else if (figure.Score == Score.Recall)
            {
                if (support == 0)
                {
                    Both(LinearExpr.Constant((long)(scale * weights[c] * variables.Problem.Question.Conventions.ZeroDivision)));
                    continue;
                }
                var each = BigInteger.DivRem(scale * weights[c], support, out var rest);
                Both(variables.Hits[c] * (long)each);
                if (!rest.IsZero) lacking += support;
            }
            else if (figure.Score == Score.Specificity)
            {
                if (others == 0) continue;
                // 1 − f/others, so that rounding the part up leaves a value too small again.
                var each = new Rational(scale, others).Ceiling();
                Both((long)(scale * weights[c]) - variables.FalseAlarms[c] * (long)(each * weights[c]));
                if (each * others != scale) lacking += weights[c] * (BigInteger)others;
            }
            else if (Linear(figure.Score, support, others) is var (perHit, perAlarm, constant))
            {
                var (each, less, fixedPart) = ((perHit * scale).Floor(), (perAlarm * scale).Ceiling(), (constant * scale).Floor());
                Both(variables.Hits[c] * (long)(each * weights[c]) - variables.FalseAlarms[c] * (long)(less * weights[c])
                    + (long)(fixedPart * weights[c]));
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
        if (lacking.IsZero && SolverBounds.TellsTies(scale * weight, admission))
        {
            (least, most) = (
                admission.LowIsIn(perhaps: wide) ? (admission.Low * scale * weight).Ceiling() : (admission.Low * scale * weight)
                    .Floor() + 1,
                admission.HighIsIn(perhaps: wide) ? (admission.High * scale * weight).Floor() : (admission.High * scale * weight)
                    .Ceiling() - 1);
        }
        else
        {
            var (low, high) = SolverBounds.Ends(admission, variables.Problem.Classes, wide);
            (least, most) = wide
                ? ((low * scale * weight).Ceiling() - lacking, (high * scale * weight).Floor())
                : ((low * scale * weight).Ceiling(), (high * scale * weight).Floor() - lacking);
        }
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
}

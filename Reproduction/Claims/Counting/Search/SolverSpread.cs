using System.Numerics;
using Google.OrTools.Sat;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// How the scores of several tables differ, as constraints: of scores that are sums of hits and false alarms, in whole units of which
/// each score is a number; bounds are rounded outward. Where no such unit is small enough, nothing is said.
/// </summary>
internal sealed class SolverSpread(SolverVariables variables)
{
    /// <summary>Squares of sums of scores stay below 2 to the 60.</summary>
    private const int Bits = 28;

    private static readonly Rational Room = new(1, 1_000_000_000);

    private readonly CountProblem problem = variables.Problem;

    /// <summary>Binds the variables by a spread.</summary>
    public void Add(FigureName figure, Admission admission)
    {
        var tables = Terms(figure);
        if (tables is null) return;
        var unit = CommonMultiple.Of(
            tables.SelectMany(table => table.Terms.Select(term => term.Each).Append(table.Constant)).Select(each => each.Denominator));
        if (unit * tables.Count >= BigInteger.One << Bits) return;
        var model = variables.Model;
        var scores = new IntVar[tables.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var (constant, terms) = tables[i];
            scores[i] = model.NewIntVar(-(long)unit, (long)unit, $"score{i}");
            model.Add(LinearExpr.WeightedSum(terms.Select(term => term.Variable), terms.Select(term => (long)(term.Each * unit).Floor()))
                + (long)(constant * unit).Floor() == scores[i]);
        }
        var (low, high) = (admission.Low - Room, admission.High + Room);
        if (figure.Scope is Scope.Smallest or Scope.Largest)
        {
            var end = model.NewIntVar((long)BigInteger.Max(-unit, (low * unit).Ceiling()),
                (long)BigInteger.Max(BigInteger.Max(-unit, (low * unit).Ceiling()), BigInteger.Min(unit, (high * unit).Floor())), "end");
            if (figure.Scope == Scope.Smallest) model.AddMinEquality(end, scores);
            else model.AddMaxEquality(end, scores);
            return;
        }
        // K · Σ v² − (Σ v)² is K² times the variance, and K (K − 1) times that of a sample.
        var count = scores.Length;
        var most = (long)unit * count;
        var squares = new IntVar[count];
        for (var i = 0; i < count; i++)
        {
            squares[i] = model.NewIntVar(0, (long)unit * (long)unit, $"square{i}");
            model.AddMultiplicationEquality(squares[i], [scores[i], scores[i]]);
        }
        var sum = model.NewIntVar(-most, most, "sum");
        model.Add(LinearExpr.Sum(scores) == sum);
        var squared = model.NewIntVar(0, most * most, "squared");
        model.AddMultiplicationEquality(squared, [sum, sum]);
        var scale = (Rational)unit * unit * count * (figure.Scope == Scope.SampleDeviation ? count - 1 : count);
        var (least, largest) = (low < 0 ? 0 : (low * low * scale).Ceiling(), (high * high * scale).Floor());
        model.Add(LinearExpr.Sum(squares) * count - squared >= (long)least);
        model.Add(LinearExpr.Sum(squares) * count - squared <= (long)BigInteger.Min(largest, long.MaxValue / 4));
    }

    /// <summary>Each table's score as a constant and so much a variable; <see langword="null"/> where it is no sum.</summary>
    private List<(Rational Constant, List<(IntVar Variable, Rational Each)> Terms)>? Terms(FigureName figure)
    {
        // Where folds of two classes stand for classes, each is a table.
        var tables = problem.IsOneTable
            ? Enumerable.Range(0, problem.Classes).Select(c => (c, c + 1))
            : problem.Tables.Select(table => (table.From, table.To));
        var mean = figure.OfOneTable;
        List<(Rational, List<(IntVar, Rational)>)> found = [];
        foreach (var (from, to) in tables)
        {
            List<(IntVar, Rational)> terms = [];
            Rational constant = 0;
            long weights = 0;
            for (var c = from; c < to; c++) weights += problem.Weight(mean, c);
            if (weights == 0) return null;
            for (var c = from; c < to; c++)
            {
                if (problem.Weight(mean, c) is not (> 0 and var weight)) continue;
                var share = new Rational(weight, weights);
                if (problem.Supports[c] == 0 || (problem.Others(c) == 0 && figure.Score != Score.Recall)) return null;
                if (SolverMean.Linear(figure.Score, problem.Supports[c], problem.Others(c)) is not var (perHit, perAlarm, rest))
                    return null;
                constant += share * rest;
                if (perHit != 0) terms.Add((variables.Hits[c], share * perHit));
                if (perAlarm != 0) terms.Add((variables.FalseAlarms[c], (Rational)0 - share * perAlarm));
            }
            found.Add((constant, terms));
        }
        return found;
    }
}

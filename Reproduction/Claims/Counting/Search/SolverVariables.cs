using Google.OrTools.Sat;

namespace Reproduction.Claims.Counting.Search;

/// <summary>Hits and false alarms of each class as variables of a constraint program: one Boolean an option.</summary>
internal sealed class SolverVariables
{
    /// <param name="problem">A problem that does not clash.</param>
    /// <param name="options">
    /// Cells that hold all that a class admits; <see langword="null"/> only where that is one box and no mean depends on pairs.
    /// </param>
    public SolverVariables(CountProblem problem, Cell[]?[] options)
    {
        (Problem, Options) = (problem, options);
        var classes = problem.Classes;
        (Hits, FalseAlarms, Chosen) = (new IntVar[classes], new IntVar[classes], new BoolVar[classes][]);
        AllHits = Model.NewIntVar(problem.FewestHits, problem.MostHits, "hits");
        for (var c = 0; c < classes; c++) Class(c);
        Model.Add(LinearExpr.Sum(Hits) == AllHits);
        if (problem.Question.OtherClasses) return;
        foreach (var (from, to, images) in problem.Tables)
        {
            var hits = problem.IsOneTable ? AllHits : LinearExpr.Sum(Hits[from..to]);
            Model.Add(LinearExpr.Sum(FalseAlarms[from..to]) + hits == images);
            for (var c = from; c < to; c++) Model.Add(FalseAlarms[c] - Hits[c] + hits <= images - problem.Supports[c]);
        }
    }

    public CountProblem Problem { get; }

    public CpModel Model { get; } = new();

    public IntVar[] Hits { get; }

    public IntVar[] FalseAlarms { get; }

    public IntVar AllHits { get; }

    /// <summary>The cells of each class.</summary>
    public Cell[]?[] Options { get; }

    /// <summary>Which of them it is.</summary>
    public BoolVar[]?[] Chosen { get; }

    private void Class(int c)
    {
        var domain = Problem.Domains[c];
        Hits[c] = Model.NewIntVar(domain.FirstHits, domain.LastHits, $"hits{c}");
        if (Options[c] is not { } own)
        {
            FalseAlarms[c] = Model.NewIntVar(domain.Least(domain.FirstHits), domain.Most(domain.FirstHits), $"alarms{c}");
            return;
        }
        FalseAlarms[c] = Model.NewIntVar(own.Min(o => o.Least), own.Max(o => o.Most), $"alarms{c}");
        var booleans = own.Select(_ => Model.NewBoolVar("")).ToArray();
        Chosen[c] = booleans;
        Model.AddExactlyOne(booleans);
        Between(Hits[c], booleans, own.Select(o => o.FewestHits), own.Select(o => o.MostHits));
        Between(FalseAlarms[c], booleans, own.Select(o => o.Least), own.Select(o => o.Most));
    }

    private void Between(IntVar variable, BoolVar[] booleans, IEnumerable<long> low, IEnumerable<long> high)
    {
        if (low.SequenceEqual(high))
        {
            Model.Add(LinearExpr.WeightedSum(booleans, low) == variable);
            return;
        }
        Model.Add(LinearExpr.WeightedSum(booleans, low) <= variable);
        Model.Add(LinearExpr.WeightedSum(booleans, high) >= variable);
    }
}

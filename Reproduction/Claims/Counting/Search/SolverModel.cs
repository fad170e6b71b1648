using Google.OrTools.Sat;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// The problem as a constraint program for OR-Tools' CP-SAT. With <c>wide</c> bounds no solution is a proof, and every solution is
/// checked exactly before it counts.
/// </summary>
internal sealed class SolverModel
{
    private readonly CountProblem problem;
    private readonly SolverVariables? variables;
    private readonly SolverFigures? figures;

    /// <summary>Whether there is no solution for certain, which needs no search.</summary>
    private readonly bool refuted;

    /// <param name="problem">The problem.</param>
    /// <param name="options">
    /// Cells that hold all that a class admits; <see langword="null"/> only where that is one box and no mean depends on pairs.
    /// </param>
    /// <param name="wide">Whether bounds are rounded outward; else inward, so that every solution prints the means.</param>
    /// <param name="measured">A figure that the caller will optimise.</param>
    public SolverModel(CountProblem problem, Cell[]?[] options, bool wide, FigureName? measured = null)
    {
        this.problem = problem;
        refuted = problem.Clashes || options.Any(own => own is { Length: 0 });
        if (refuted) return;
        try
        {
            variables = new(problem, options);
            figures = new(variables, wide, measured);
            refuted = !figures.Possible;
        }
        catch (OverflowException)
        {
            // Too large for the solver: nothing is known.
            (variables, figures) = (null, null);
        }
    }

    /// <summary>Whether recalls are whole numbers of units, and a quotient of two sums of them fits into an objective.</summary>
    public bool IsExact => figures is { IsExact: true };

    /// <summary>Searches for counts that hold; a search that stopped may still tell what it tried last.</summary>
    /// <param name="budget">Most time.</param>
    public SearchResult Run(TimeSpan budget)
    {
        if (refuted) return new(SearchEnd.Exhausted);
        if (variables is null) return new(SearchEnd.Stopped);
        using var solver = Solver(budget);
        var status = solver.Solve(variables!.Model);
        if (status == CpSolverStatus.Infeasible) return new(SearchEnd.Exhausted);
        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible)) return new(SearchEnd.Stopped);
        var counts = Counts(solver.Value);
        return new(problem.Holds(counts) ? SearchEnd.Found : SearchEnd.Stopped, counts);
    }

    /// <summary>Goes through every solution until one holds exactly.</summary>
    /// <param name="budget">Most time.</param>
    public SearchResult RunThroughAll(TimeSpan budget)
    {
        if (refuted) return new(SearchEnd.Exhausted);
        if (variables is null) return new(SearchEnd.Stopped);
        using var solver = Solver(budget);
        solver.StringParameters += ",enumerate_all_solutions:true";
        using var each = new Each(this);
        var status = solver.Solve(variables!.Model, each);
        if (each.Found is { } counts) return new(SearchEnd.Found, counts);
        return new(status is CpSolverStatus.Infeasible or CpSolverStatus.Optimal ? SearchEnd.Exhausted : SearchEnd.Stopped);
    }

    /// <summary>
    /// The counts at which part · <paramref name="denominator"/> − whole · <paramref name="numerator"/> of a figure is largest, or
    /// smallest.
    /// </summary>
    /// <param name="figure">A disparity, accuracy or macro recall.</param>
    /// <param name="numerator">What the quotient is compared with: above the bar.</param>
    /// <param name="denominator">Below it.</param>
    /// <param name="largest">Whether the largest is sought.</param>
    /// <param name="budget">Most time.</param>
    /// <returns>The counts, <see langword="null"/> if there are none or time ran out.</returns>
    public Counts? Best(FigureName figure, long numerator, long denominator, bool largest, TimeSpan budget)
    {
        if (refuted || figures is null) return null;
        var objective = figures.Objective(figure, numerator, denominator);
        if (largest) variables!.Model.Maximize(objective);
        else variables!.Model.Minimize(objective);
        using var solver = Solver(budget);
        if (solver.Solve(variables!.Model) != CpSolverStatus.Optimal) return null;
        return Counts(solver.Value);
    }

    private static CpSolver Solver(TimeSpan budget)
    {
        // Deterministic time is about a second of computing; the clock on the wall only guards against a machine that stands still.
        var seconds = Math.Max(0.01, budget.TotalSeconds);
        return new CpSolver
        {
            StringParameters = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"num_workers:1,random_seed:1,linearization_level:2,max_deterministic_time:{seconds},max_time_in_seconds:{20 * seconds}"),
        };
    }

    private Counts Counts(Func<IntVar, long> value) =>
        problem.Counts([.. variables!.Hits.Select(value)], [.. variables.FalseAlarms.Select(value)]);

    private sealed class Each(SolverModel model) : CpSolverSolutionCallback
    {
        public Counts? Found { get; private set; }

        public override void OnSolutionCallback()
        {
            var counts = model.Counts(variable => Value(variable));
            if (!model.problem.Holds(counts)) return;
            Found = counts;
            StopSearch();
        }
    }
}

using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Counting.Search;

/// <summary>
/// The smallest and the largest value of a disparity, accuracy or macro recall: first with nothing but the hits in mind, which
/// takes no time, then whether all figures admit that value, and only if not with every option of every class.
/// </summary>
/// <remarks>A quotient is optimised as Dinkelbach does: the best of part − λ·whole gives the next λ, until it stays.</remarks>
internal sealed class Extremes(CountQuestion question, FigureName figure, TimeSpan budget)
{
    /// <summary>Counts that print the question's figures, where some are known.</summary>
    public Counts? Known { get; init; }

    /// <summary>Time without which options are not gone through.</summary>
    private static readonly TimeSpan Thorough = TimeSpan.FromSeconds(0.5);

    private readonly ProcessorTime clock = new();

    private TimeSpan Left => budget - clock.Elapsed;

    /// <summary>The interval, <see langword="null"/> if there is no value or time ran out.</summary>
    /// <param name="bounds">What else must lie within bounds.</param>
    public ExactInterval? Within(params IReadOnlyList<(FigureName Figure, Admission Admission)> bounds)
    {
        var problem = CountProblem.Of(question, bounds);
        if (problem.Clashes) return null;
        if (TwoClasses.Covers(problem))
            return new TwoClasses(problem).Extremes(figure, Effort.TwoClassSteps / 4) is var (smallest, largest)
                ? new(Scores.Exact(figure, smallest), Scores.Exact(figure, largest))
                : null;
        if ((bounds.Count == 0 ? Known : null) is not { } counts)
        {
            if (Decision.OnCounts(problem, new(), Left / 2).Counts is not { } found) return null;
            counts = found;
        }
        if (IsNothing(counts)) return null;
        var (low, lowAttained) = End(problem, bounds, counts, largest: false);
        var (high, highAttained) = End(problem, bounds, counts, largest: true);
        return low is { } from && high is { } to ? new(from, to, lowAttained && highAttained) : null;
    }

    private static bool IsNothing(Counts counts) => counts.AllHits == 0;

    private (Rational? Value, bool Attained) End(
        CountProblem problem, IReadOnlyList<(FigureName Figure, Admission Admission)> bounds, Counts start, bool largest)
    {
        // One cell a class: any hits that its figures admit, and any false alarms.
        Cell[]?[] loose = [.. Enumerable.Range(0, problem.Classes).Select(c => Loose(problem, c))];
        if (Optimum(problem, loose, start, largest) is not { } outer) return (null, false);
        var bound = largest ? Admission.Between(outer, 2) : Admission.Between(-1, outer);
        if (Decision.OnCounts(CountProblem.Of(question, [.. bounds, (figure, bound)]), new(),
            Left / 4).Possibility == Possibility.Consistent) return (outer, true);
        if (Left < Thorough) return (outer, false);
        if (Options.Of(problem, Effort.MostOptions) is not { } options) return (outer, false);
        Cell[][] cells = [.. options.Select(own => own.Select(Cell.Of).ToArray())];
        if (Optimum(problem, cells, start, largest) is not { } inner) return (outer, false);
        bound = largest ? Admission.Between(inner, 2) : Admission.Between(-1, inner);
        return (inner,
            Decision.OnCounts(CountProblem.Of(question, [.. bounds, (figure, bound)]), new(),
                Left / 4).Possibility == Possibility.Consistent);
    }

    private static Cell[]? Loose(CountProblem problem, int c)
    {
        var domain = problem.Domains[c];
        if (domain.IsBox && !problem.NeedsFalseAlarms) return null;
        var (least, most) = domain.FalseAlarms();
        return [new(domain.FirstHits, domain.LastHits, least, most)];
    }

    private Rational? Optimum(CountProblem problem, Cell[]?[] cells, Counts start, bool largest)
    {
        var best = Scores.Exact(figure, start);
        while (true)
        {
            var model = new SolverModel(problem, cells, wide: true, figure);
            if (!model.IsExact) return null;
            if (model.Best(figure, (long)best.Numerator, (long)best.Denominator, largest, Left) is not { } counts) return null;
            var value = Scores.Exact(figure, counts);
            if (largest ? value <= best : value >= best) return best;
            best = value;
        }
    }
}

using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>
/// Each search, where every class can have been classified in one way only: it finds these counts if they print the figure, and
/// finds none if they do not, of few images as of many, with classes left out and without.
/// </summary>
public sealed class OneWaySpecs
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    /// <summary>So near to an end of what a figure admits, rounded bounds may or may not.</summary>
    private static readonly Rational Near = new(1, 1000);

    [Fact]
    public void Trying_one_way_finds_it_and_does_not_begin_where_the_figure_is_out_of_reach() => ForEach((problem, claim, counts, inside) =>
    {
        var ways = Ways(counts);

        new Enumeration(problem, ways).Run(1000).End.Should().Be(problem.Holds(counts) ? SearchEnd.Found : SearchEnd.Exhausted, claim);
        if (inside > new Rational(1, 1_000_000)) new Enumeration(problem, ways).Run(0).End.Should().Be(SearchEnd.Stopped, claim);
        if (inside < new Rational(-1, 1_000_000)) new Enumeration(problem, ways).Run(0).End.Should().Be(SearchEnd.Exhausted, claim);
    });

    [Fact]
    public void The_constraint_solver_has_it_in_its_wide_bounds_and_nothing_else_in_its_narrow_ones() =>
        ForEach((problem, claim, counts, inside) =>
    {
        Cell[][] cells = [.. Ways(counts).Select(own => own.Select(Cell.Of).ToArray())];

        var wide = new SolverModel(problem, cells, wide: true).Run(Budget).End;
        if (problem.Holds(counts)) wide.Should().Be(SearchEnd.Found, claim);
        if (inside < (Rational)0 - Near) wide.Should().Be(SearchEnd.Exhausted, claim);
        var narrow = new SolverModel(problem, cells, wide: false).Run(Budget).End;
        if (inside > Near) narrow.Should().Be(SearchEnd.Found, claim);
        else narrow.Should().NotBe(SearchEnd.Stopped, claim);
        new SolverModel(problem, cells, wide: true).RunThroughAll(Budget).End.Should()
            .Be(problem.Holds(counts) ? SearchEnd.Found : SearchEnd.Exhausted, claim);
    });

    [Fact]
    public void The_constraint_solver_has_it_among_others_too() => ForEach((problem, claim, counts, inside) =>
    {
        if (!problem.Holds(counts)) return;
        Cell[][] around = [.. Enumerable.Range(0, problem.Classes).Select(c => new[]
        {
            new Cell(Math.Max(0, counts.Hits[c] - 1), Math.Min(problem.Supports[c], counts.Hits[c] + 1),
                Math.Max(0, counts.FalseAlarms[c] - 2), counts.FalseAlarms[c] + 2),
        })];

        new SolverModel(problem, around, wide: true).Run(Budget).End.Should().NotBe(SearchEnd.Exhausted, claim);
        if (problem.NeedsFalseAlarms) return;
        new SolverModel(problem, new Cell[]?[problem.Classes], wide: true).Run(Budget).End.Should().NotBe(SearchEnd.Exhausted, claim);
        var narrow = new SolverModel(problem, new Cell[]?[problem.Classes], wide: false).Run(Budget);
        if (narrow.Counts is not null) narrow.End.Should().Be(SearchEnd.Found, claim);
    });

    [Fact]
    public void Counts_that_no_confusion_matrix_has_are_not_found() => ForEach((problem, claim, counts, inside) =>
    {
        if (problem.Question.OtherClasses) return;
        var errors = counts.Images - counts.AllHits;
        long[] more = [.. counts.FalseAlarms], fewer = [.. counts.FalseAlarms], allInOne = new long[problem.Classes];
        more[0]++;
        fewer[Array.IndexOf(fewer, fewer.Max())]--;
        var misses = counts.Supports.Zip(counts.Hits, (support, hits) => support - hits).ToList();
        allInOne[misses.IndexOf(misses.Max())] = errors;
        foreach (var alarms in new[] { more, fewer, allInOne })
        {
            var wrong = new Counts(counts.Supports, counts.Hits, alarms);
            if (alarms.Min() < 0 || MisclassifiedImages.CanBeDealt(wrong)) continue;
            Cell[][] cells = [.. Ways(wrong).Select(own => own.Select(Cell.Of).ToArray())];

            new SolverModel(problem, cells, wide: true).Run(Budget).End.Should().Be(SearchEnd.Exhausted, claim);
            new Enumeration(problem, Ways(wrong)).Run(alarms == allInOne ? 1000 : 0).End.Should().Be(SearchEnd.Exhausted, claim);
        }
    });

    [Fact]
    public void A_local_search_that_starts_there_ends_there() => ForEach((problem, claim, counts, inside) =>
    {
        if (problem.Holds(counts)) new LocalSearch(problem).Run(counts, 1).End.Should().Be(SearchEnd.Found, claim);
    });

    private static void ForEach(Action<CountProblem, string, Counts, Rational> check)
    {
        var random = new Random(11);
        var held = new int[2];
        for (var trial = 0; trial < Effort.Of(600, mutated: 120); trial++)
        {
            var others = random.Next(4) == 0;
            var counts = Drawn(random, others);
            var metrics = Metrics(others);
            var metric = metrics[random.Next(metrics.Length)];
            var digits = random.Next(1, 5);
            var value = Scores.Exact(metric, counts);
            var claim = new FigureClaim(
                metric, new((value * (long)Math.Pow(10, digits)).Floor() + new[] { 0, 0, 0, 1, -1, 3, -3 }[random.Next(7)], digits),
                (RoundingRule)random.Next(3));
            var problem = CountProblem.Of(new(counts.Supports, [claim]) { OtherClasses = others });
            var admission = new Admission(claim);
            var (fromLow, fromHigh) = (value - admission.Low, admission.High - value);
            held[problem.Holds(counts) ? 1 : 0]++;

            check(problem,
                $"{claim} of {string.Join(',', counts.Supports)}: {string.Join(',', counts.Hits)} and "
                + $"{string.Join(',', counts.FalseAlarms)}", counts, fromLow < fromHigh ? fromLow : fromHigh);
        }
        held.Should().OnlyContain(count => count > Effort.Of(100, mutated: 0));
    }

    private static ClassOption[][] Ways(Counts counts) =>
        [.. counts.Hits.Zip(counts.FalseAlarms, (hits, alarms) => new[] { new ClassOption(hits, alarms, alarms) })];

    private static FigureName[] Metrics(bool others) =>
    [
        FigureName.Macro(Score.Precision), FigureName.Macro(Score.Recall), FigureName.Macro(Score.F1), FigureName.Weighted(Score.Precision),
            FigureName.Weighted(Score.Recall), FigureName.Weighted(Score.F1),
        new(Score.Precision, Scope.Micro), new(Score.Recall, Scope.Micro), new(Score.F1, Scope.Micro), FigureName.DisparateImpact,
        FigureName.RecallRatio, FigureName.RecallGap,
        .. others
            ? Array.Empty<FigureName>()
            : [FigureName.Accuracy, FigureName.Macro(Score.Specificity), FigureName.Weighted(Score.Specificity)],
    ];

    /// <summary>
    /// Counts of two to six classes: of a few images, of more that have no small common multiple, or with an empty class.
    /// </summary>
    private static Counts Drawn(Random random, bool others)
    {
        long[] large = [1499, 1999, 1009, 1013, 1747, 997];
        var classes = random.Next(2, 7);
        var kind = random.Next(3);
        var supports =
            Enumerable.Range(0, classes).Select(c => kind == 0 ? large[c] : kind == 1 && c == 1 ? 0 : random.Next(1, 13)).ToArray();
        var (hits, alarms) = (new long[classes], new long[classes]);
        for (var c = 0; c < classes; c++)
        {
            hits[c] = c == 0 ? supports[c] - random.Next((int)(supports[c] + 1) / 2) : random.NextInt64(supports[c] + 1);
            if (others) alarms[c] = random.Next(20);
            // Each class's misses are taken for one or two others.
            else
                for (var misses = supports[c] - hits[c]; misses > 0;)
                {
                    var some = random.NextInt64(1, misses + 1);
                    alarms[(c + random.Next(1, classes)) % classes] += some;
                    misses -= some;
                }
        }
        return new(supports, hits, alarms);
    }
}

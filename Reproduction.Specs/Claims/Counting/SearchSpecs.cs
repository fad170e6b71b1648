using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>Each way of searching by itself, against every confusion matrix of three small classes.</summary>
public sealed class SearchSpecs
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private static readonly RoundingRule[] Rules = [RoundingRule.Printf, RoundingRule.Nearest, RoundingRule.Truncate];

    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(4, 1, 2)]
    public void Trying_every_combination_finds_counts_if_and_only_if_a_matrix_prints_the_figures(params int[] supports)
    {
        var decided = new int[2];
        foreach (var (problem, expected) in Problems(supports, Effort.Of(300, mutated: 40)))
        {
            var options = Options.Of(problem, 100_000)!;

            var result = new Enumeration(problem, options).Run(long.MaxValue);

            result.End.Should().Be(expected.Count > 0 ? SearchEnd.Found : SearchEnd.Exhausted);
            if (result.Counts is { } counts) IsAmong(expected, counts).Should().BeTrue("a matrix has these counts and prints the figures");
            new Enumeration(problem, options).Run(2).End.Should().NotBe(expected.Count > 0 ? SearchEnd.Exhausted : SearchEnd.Found);
            decided[Math.Min(1, expected.Count)]++;
        }
        decided.Should().OnlyContain(count => count > Effort.Of(20, mutated: 0));
    }

    [Fact]
    public void A_local_search_finds_most_of_what_there_is_and_else_stops_at_counts_that_each_class_admits()
    {
        var (possible, found) = (0, 0);
        foreach (var (problem, expected) in Problems([6, 4, 5], Effort.Of(100, mutated: 12)))
        {
            var result = new LocalSearch(problem).Run(null, 5000);

            for (var c = 0; c < 3; c++)
            {
                result.Counts!.Hits[c].Should().BeInRange(problem.Domains[c].FirstHits, problem.Domains[c].LastHits);
                result.Counts.FalseAlarms[c].Should()
                    .BeInRange(problem.Domains[c].Least(result.Counts.Hits[c]), problem.Domains[c].Most(result.Counts.Hits[c]));
            }
            if (result.End == SearchEnd.Found)
                IsAmong(expected, result.Counts!).Should().BeTrue("a matrix has these counts and prints the figures");
            if (expected.Count == 0) continue;
            possible++;
            if (result.End == SearchEnd.Found) found++;
            new LocalSearch(problem).Run(expected[0], 1).End.Should().Be(SearchEnd.Found, "it starts there");
        }
        found.Should().BeGreaterThan(possible * 4 / 5);
    }

    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(4, 1, 2)]
    public void The_interval_of_a_score_ends_at_the_least_and_the_greatest_that_a_matrix_with_the_figures_has(params int[] supports)
    {
        FigureName[] metrics =
            [FigureName.DisparateImpact, FigureName.RecallRatio, FigureName.RecallGap, FigureName.Accuracy, FigureName.Macro(Score.Recall)];
        var random = new Random(4);
        var found = 0;
        foreach (var (problem, expected) in Problems(supports, Effort.Of(60, mutated: 16)))
        {
            var metric = metrics[random.Next(metrics.Length)];
            if (expected.Any(counts => counts.AllHits == 0)) continue;

            var interval = IntegerAudit.Interval(problem.Question, metric, Budget);

            if (expected.Count == 0)
            {
                interval.Should().BeNull();
                continue;
            }
            found++;
            interval.Should()
                .Be(new ExactInterval(expected.Min(counts => Scores.Exact(metric, counts)),
                    expected.Max(counts => Scores.Exact(metric, counts)), Attained: true));
        }
        found.Should().BeGreaterThan(Effort.Of(10, mutated: 0));
    }

#if !MUTATED // It takes seconds.
    [Fact]
    public void Counts_of_a_table_that_leaves_classes_out_are_found()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 15; trial++)
        {
            long[] supports = [1 + random.Next(5), 1 + random.Next(5), 1 + random.Next(5)];
            var counts =
                new Counts(supports, [.. supports.Select(support => (long)random.Next((int)support + 1))],
                    [.. supports.Select(_ => (long)random.Next(8))]);
            var matrix = MisclassifiedImages.Dealt(counts, otherClasses: true);
            FigureName[] metrics =
            [
                .. Enumerable.Range(0, 3).SelectMany(c => new[] { FigureName.Of(Score.Precision, c), FigureName.Of(Score.F1, c) }),
                new(Score.Precision, Scope.Micro), new(Score.Recall, Scope.Micro), new(Score.F1, Scope.Micro), FigureName.Macro(Score.F1),
                FigureName.Weighted(Score.Precision),
            ];
            var claims = metrics.OrderBy(_ => random.Next()).Take(6)
                .Select(metric => new FigureClaim(metric, new((Scores.Exact(metric, counts) * 100).Floor(), 2), RoundingRule.Truncate))
                .ToArray();

            var answer = IntegerAudit.Decide(new(supports, claims) { OtherClasses = true }, Budget);

            answer.Possibility.Should().Be(Possibility.Consistent, string.Join(' ', claims.Select(claim => $"{claim}")));
            (matrix.Classes, answer.Witness!.Classes).Should().Be((4, 4));
            var witness = new Counts(
                supports, [.. Enumerable.Range(0, 3).Select(c => answer.Witness[c, c])],
                [.. Enumerable.Range(0, 3).Select(c => answer.Witness.Predicted(c) - answer.Witness[c, c])]);
            claims.Should().OnlyContain(claim => (Scores.Exact(claim.Figure, witness) * 100).Floor() == claim.Printed.Scaled);
        }
    }
#endif

    // Not by an assertion's expression, which would be compiled for each of hundreds of problems.
    private static bool IsAmong(List<Counts> expected, Counts counts) => expected.Exists(other =>
        other.Hits.SequenceEqual(counts.Hits) && other.FalseAlarms.SequenceEqual(counts.FalseAlarms));

    /// <summary>Problems with the counts of all confusion matrices that print their figures; of some, a figure is changed.</summary>
    private static IEnumerable<(CountProblem Problem, List<Counts> Expected)> Problems(int[] supports, int trials)
    {
        var every = new EveryMatrix(supports);
        var classes = Enumerable.Range(0, supports.Length).ToArray();
        var counts = every.Matrices.Select(matrix => new Counts(
            [.. supports.Select(support => (long)support)], [.. classes.Select(c => matrix[c, c])],
            [.. classes.Select(c => matrix.Predicted(c) - matrix[c, c])])).ToArray();
        var random = new Random(supports[0]);
        for (var trial = 0; trial < trials; trial++)
        {
            var rule = Rules[random.Next(3)];
            var truth = random.Next(every.Matrices.Length);
            var claims = every.Metrics.OrderBy(_ => random.Next()).Take(random.Next(1, 5))
                .Select(metric => (Figure: metric, Digits: random.Next(1, 4)))
                .Where(claim => every.Printed(claim.Figure, claim.Digits, rule)[truth].Count > 0)
                .Select(claim =>
                    new FigureClaim(claim.Figure, new(every.Printed(claim.Figure, claim.Digits, rule)[truth].Order().First(), claim.Digits),
                        rule)).ToArray();
            if (trial % 2 == 1 && claims.Length > 0) claims = BruteForceSpecs.Perturbed(claims, 0, random.Next(2) * 2 - 1);
            var problem = CountProblem.Of(new([.. supports.Select(support => (long)support)], claims));
            var printed =
                claims.Select(claim => (claim.Printed.Scaled, Of: every.Printed(claim.Figure, claim.Printed.Digits, rule))).ToArray();
            var expected = Enumerable.Range(0, counts.Length).Where(i => printed.All(claim => claim.Of[i].Contains(claim.Scaled)))
                .Select(i => counts[i]).ToList();
            if (!problem.Clashes) yield return (problem, expected);
            else expected.Should().BeEmpty();
        }
    }
}

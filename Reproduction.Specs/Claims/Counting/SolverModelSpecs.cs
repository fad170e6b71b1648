using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

public sealed class SolverModelSpecs
{
    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(4, 2, 3)]
    public void The_constraint_solver_decides_as_trying_every_confusion_matrix_decides(params int[] supports)
    {
        var every = new EveryMatrix(supports);
        var random = new Random(supports[0]);
        var decided = new int[2];
        for (var trial = 0; trial < Effort.Of(120, mutated: 24); trial++)
        {
            var rule = (RoundingRule)random.Next(3);
            var truth = random.Next(every.Matrices.Length);
            var claims = every.Metrics.OrderBy(_ => random.Next()).Take(4).Select(metric => (Figure: metric, Digits: random.Next(1, 4)))
                .Where(claim => every.Printed(claim.Figure, claim.Digits, rule)[truth].Count > 0)
                .Select(claim =>
                    new FigureClaim(claim.Figure, new(every.Printed(claim.Figure, claim.Digits, rule)[truth].Order().First(), claim.Digits),
                        rule)).ToArray();
            if (claims.Length > 0 && trial % 3 > 0) claims = BruteForceSpecs.Perturbed(claims, 0, random.Next(2) * 2 - 1);
            var problem = CountProblem.Of(new([.. supports.Select(n => (long)n)], claims));
            var expected = every.Possible(claims);
            if (problem.Clashes)
            {
                expected.Should().BeFalse(string.Join(" ", claims.Select(claim => $"{claim}")));
                continue;
            }
            Cell[][] cells = [.. Options.Of(problem, 100_000)!.Select(own => own.Select(Cell.Of).ToArray())];

            var wide = new SolverModel(problem, cells, wide: true).Run(TimeSpan.FromSeconds(5));
            var narrow = new SolverModel(problem, cells, wide: false).Run(TimeSpan.FromSeconds(5));
            var all = new SolverModel(problem, cells, wide: true).RunThroughAll(TimeSpan.FromSeconds(5));

            var why = $"{string.Join(" ", claims.Select(claim => $"{claim}"))} under {rule}";
            if (expected) wide.End.Should().NotBe(SearchEnd.Exhausted, why);
            else wide.End.Should().NotBe(SearchEnd.Found, why);
            if (narrow.End == SearchEnd.Found) expected.Should().BeTrue(why);
            all.End.Should().Be(expected ? SearchEnd.Found : SearchEnd.Exhausted, why);
            decided[expected ? 0 : 1]++;
        }
        decided.Should().OnlyContain(count => count > Effort.Of(10, mutated: 0));
    }
}

using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

public sealed class DecisionSpecs
{
    private static readonly RoundingRule[] Rules = [RoundingRule.Printf, RoundingRule.Nearest, RoundingRule.Truncate];

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 2, 1)]
    public void Figures_under_any_rule_are_possible_if_they_are_under_one_of_the_three(params int[] supports)
    {
        var every = new EveryMatrix(supports);
        var random = new Random(9);
        var outcomes = new int[2];
        for (var trial = 0; trial < Effort.Of(300, mutated: 40); trial++)
        {
            var truth = random.Next(every.Matrices.Length);
            var claims = every.Metrics.OrderBy(_ => random.Next()).Take(2).Select(metric => (Figure: metric, Rule: Rules[random.Next(3)]))
                .Where(claim => every.Printed(claim.Figure, 2, claim.Rule)[truth].Count > 0)
                .Select(claim =>
                    new FigureClaim(claim.Figure, new(every.Printed(claim.Figure, 2, claim.Rule)[truth].Order().First(), 2),
                        RoundingRule.Any)).ToArray();
            if (claims.Length == 0) continue;
            if (trial % 4 == 1) claims = BruteForceSpecs.Perturbed(claims, 0, random.Next(2) * 2 - 1);
            // A second figure may have a rule of its own.
            if (trial % 3 == 0) claims[^1] = claims[^1] with { Rule = Rules[random.Next(3)] };
            var expected =
                Rules.Any(rule =>
                    every.Possible(claims.Select(claim => claim.Rule == RoundingRule.Any ? claim with { Rule = rule } : claim)));

            var decision = Decision.On(new([.. supports.Select(support => (long)support)], claims), TimeSpan.FromSeconds(5));

            decision.Possibility.Should()
                .Be(expected ? Possibility.Consistent : Possibility.Impossible,
                    string.Join(' ', claims.Select(claim => $"{claim} under {claim.Rule}")));
            (decision.Counts is not null).Should().Be(expected);
            outcomes[expected ? 1 : 0]++;
        }
        outcomes.Should().OnlyContain(count => count > Effort.Of(5, mutated: 0));
    }
}

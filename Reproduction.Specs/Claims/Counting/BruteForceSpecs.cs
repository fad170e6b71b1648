using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

public sealed class BruteForceSpecs
{
    private static readonly int[][] Supports = [[5, 4], [7, 2], [1, 1], [2, 2, 2], [12, 9], [3, 3, 3], [4, 2, 3], [5, 1, 4], [1, 6, 2]];

    public static TheoryData<int[]> SmallSupports => new(Supports[..Effort.Of(Supports.Length, mutated: 4)]);

    [Theory]
    [MemberData(nameof(SmallSupports))]
    public void Loose_claims_are_decided_as_trying_every_confusion_matrix_decides_them(int[] supports)
    {
        var every = new EveryMatrix(supports);
        var random = new Random(supports.Aggregate(17, (seed, support) => seed * 31 + support));
        var outcomes = new int[2];
        for (var trial = 0; trial < Effort.Of(400, mutated: 40); trial++)
        {
            var rule = (RoundingRule)random.Next(3);
            var truth = random.Next(every.Matrices.Length);
            var claims = every.Metrics.OrderBy(_ => random.Next()).Take(random.Next(1, 7))
                .Select(metric => (Figure: metric, Digits: random.Next(1, 5)))
                .Where(claim => every.Printed(claim.Figure, claim.Digits, rule)[truth].Count > 0)
                .Select(claim =>
                    new FigureClaim(claim.Figure, new(every.Printed(claim.Figure, claim.Digits, rule)[truth].Order().First(), claim.Digits),
                        rule)).ToArray();
            if (claims.Length == 0) continue;
            if (random.Next(4) > 0) claims = Perturbed(claims, random.Next(claims.Length), random.Next(2) * 2 - 1);

            var expected = every.Possible(claims);
            var answer = IntegerAudit.Possible(new([.. supports.Select(n => (long)n)], claims));

            outcomes[expected ? 0 : 1]++;
            answer.Should()
                .Be(expected ? Possibility.Consistent : Possibility.Impossible,
                    $"{string.Join(" ", claims.Select(claim => $"{claim}"))} under {rule}, trial {trial}");
        }
        outcomes.Should().OnlyContain(count => count > Effort.Of(20, mutated: 0), "both verdicts occur");
    }

    internal static FigureClaim[] Perturbed(FigureClaim[] claims, int which, int by) =>
        [.. claims.Select((claim, i) => i == which
            ? claim with { Printed = claim.Printed with { Scaled = claim.Printed.Scaled + by } }
            : claim)];
}

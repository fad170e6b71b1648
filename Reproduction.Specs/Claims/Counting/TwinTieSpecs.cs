using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>In classes of one size the macro and the weighted average are one number, and print as two only at a tie.</summary>
public sealed class TwinTieSpecs
{
    // Eight classes of 200, each predicted 200 times: F1 is hits / 200, in turn .75 and .80, and their mean .775.
    private static readonly (string, string)[] Table =
        [.. Enumerable.Range(0, 8).SelectMany(c => new[] { "precision", "recall", "f1" }
            .Select(score => ($"{score}[{c}]", c % 2 == 0 ? "0.75" : "0.80")))];

    [Theory]
    [InlineData(RoundingRule.Nearest, "0.78", "0.77", Possibility.Consistent)]
    [InlineData(RoundingRule.Nearest, "0.77", "0.78", Possibility.Consistent)]
    [InlineData(RoundingRule.Nearest, "0.78", "0.76", Possibility.Impossible)]
    [InlineData(RoundingRule.Truncate, "0.78", "0.77", Possibility.Impossible)]
    internal void A_number_is_printed_as_two_where_it_ties(RoundingRule rule, string macro, string weighted, Possibility expected)
    {
        (string, string)[] claims = [.. Table, ("macro_f1", macro), ("weighted_f1", weighted)];

        IntegerAudit.Possible(new([.. Enumerable.Repeat(200L, 8)],
            [.. claims.Select(claim => PublishedTables.Claim(claim.Item1, claim.Item2, rule))])).Should().Be(expected);
    }
}

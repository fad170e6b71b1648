using System.Numerics;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>Which macro averages of one-vs-rest areas there are, against trying every sum of every class's areas.</summary>
public sealed class AurocGrainSpecs
{
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(2, 3, 4)]
    [InlineData(1, 1, 5)]
    public void Of_classes_of_unequal_sizes_a_figure_is_possible_exactly_where_areas_add_up_to_it(params int[] supports)
    {
        var every = EveryMean(supports);
        var outcomes = new int[2];

        for (var digits = 2; digits <= 5; digits++)
        {
            var last = (int)Math.Pow(10, digits);
            // The whole range, and its two ends one by one: there the steps are far apart.
            foreach (var scaled in Enumerable.Range(0, 60).SelectMany(i => new[] { i * last / 60, i, last - i }).Distinct()
                .Where(scaled => scaled >= 0 && scaled <= last))
            {
                var printed = new PrintedFigure(scaled, digits);
                var (low, high) = (printed.Value - printed.Unit / 2, printed.Value + printed.Unit / 2);
                var at = every.BinarySearch(low);
                if (at < 0) at = ~at;
                var expected = at < every.Count && every[at] <= high;

                var claim = new FigureClaim(new(Score.AurocOvrMacro, Scope.Whole), printed, RoundingRule.Nearest);
                AurocGrain.Possible(claim, [.. supports.Select(support => (long)support)])
                    .Should()
                    .Be(expected ? Possibility.Consistent : Possibility.Impossible,
                        $"{printed} of classes of {string.Join(", ", supports)}");
                outcomes[expected ? 0 : 1]++;
            }
        }
        outcomes.Should().OnlyContain(count => count > 20, "both occur");
    }

    [Theory]
    [InlineData("1/24", 2, 6)]
    [InlineData("1/180000000", 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000)]
    [InlineData("1/2160", 1, 2, 3)]
    public void The_grain_is_the_largest_number_of_which_every_mean_is_a_multiple(string grain, params int[] supports)
    {
        // Of 1, 2 and 3 images the areas go in steps of 1/(2·1·5), 1/(2·2·4) and 1/(2·3·3): the mean in thirds of their common 1/720.
        $"{AurocGrain.Of([.. supports.Select(support => (long)support)])}".Should().Be(grain);
    }

    private static List<Rational> EveryMean(int[] supports)
    {
        var images = supports.Sum();
        HashSet<Rational> sums = [0];
        foreach (var support in supports)
        {
            var halfPairs = 2 * support * (images - support);
            sums = [.. sums.SelectMany(sum => Enumerable.Range(0, halfPairs + 1)
                .Select(right => sum + new Rational(right, (BigInteger)halfPairs * supports.Length)))];
        }
        return [.. sums.Order()];
    }
}

using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

public sealed class PublishedTableSpecs
{
    [Theory]
#if !MUTATED // These take seconds.
    [InlineData("baseline", "0.9376", "0.9454", 967, 975)]
    [InlineData("data", "0.9573", "0.9663", 966, 975)]
    [InlineData("algorithmic", "0.9487", "0.9575", 976, 985)]
    [InlineData("teacher", "0.9669", "0.9758", 976, 985)]
#endif
    [InlineData("distilled", "0.9573", "0.9660", 986, 995)]
    public void Each_published_table_is_possible_and_leaves_disparate_impact_an_exact_interval(
        string model, string low, string high, int fewest, int most)
    {
        var question = PublishedTables.Question(model);
        var hits = decimal.Parse(PublishedTables.All[model].Accuracy, System.Globalization.CultureInfo.InvariantCulture) * 10000;

        var answer = IntegerAudit.Decide(question);
        var interval = IntegerAudit.Interval(question, FigureName.DisparateImpact)!;

        answer.Possibility.Should().Be(Possibility.Consistent);
        answer.Witness!.Hits.Should().Be((long)hits);
        interval.Attained.Should().BeTrue();
        interval.Low.Should().Be(new Rational((long)hits, 10 * most));
        interval.High.Should().Be(new Rational((long)hits, 10 * fewest));
        interval.ToString(4).Should().Be($"[{low}, {high}]");
    }

    [Fact]
    public void The_distilled_models_disparate_impact_is_impossible_and_says_why()
    {
        var question = PublishedTables.Question("distilled");
        var answer =
            IntegerAudit.Decide(question with { Claims = [.. question.Claims, PublishedTables.Claim("disparate_impact", "0.9669")] });

        answer.Possibility.Should().Be(Possibility.Impossible);
        answer.Conflict.Select(claim => $"{claim}").Should().BeEquivalentTo("accuracy=0.9525", "disparate_impact=0.9669");
        answer.Reasons.Should().Contain(reason => reason.Contains("9,525 hits in all"))
            .And.Contain(reason => reason.Contains("986 to 995 hits") && reason.Contains("0.957286 and 0.966024"))
            .And.Contain(reason => reason.Contains("1905/1972 = 0.966024") && reason.Contains("381/394 = 0.967005"));
    }

    [Theory]
    [InlineData(RoundingRule.Printf)]
    [InlineData(RoundingRule.Nearest)]
    [InlineData(RoundingRule.Truncate)]
    public void No_rounding_rule_saves_it(RoundingRule rule)
    {
        var question = PublishedTables.Question("distilled");

        IntegerAudit.Possible((question with { Claims = [.. question.Claims, PublishedTables.Claim("disparate_impact", "0.9669")] })
            .Under(rule)).Should().Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("0.9669", 9524, 985)]
    [InlineData("0.9376", 9142, 975)]
    [InlineData("0.9573", 9334, 975)]
    [InlineData("0.9565", 9345, 977)]
    public void One_count_of_the_best_class_prints_a_published_disparate_impact(string printed, int hits, int best) =>
        BestClass.Printing(PrintedFigure.Parse(printed)!, 10, 1000, [hits]).Should().Equal(new BestClass(hits, best));

    [Fact]
    public void No_best_class_gives_the_distilled_models_hits_that_disparate_impact() =>
        BestClass.Printing(PrintedFigure.Parse("0.9669")!, 10, 1000, [9525]).Should().BeEmpty();

    [Theory]
    [InlineData("0.9957011777777778")]
    [InlineData("0.9970546777777777")]
    [InlineData("0.9968824833333333")]
    [InlineData("0.998272772222222")]
    [InlineData("0.9967054833333332")]
    public void The_published_areas_have_the_right_grain(string printed) =>
        IntegerAudit.Possible(new(Enumerable.Repeat(1000L, 10).ToArray(),
            [PublishedTables.Claim("auroc_ovr_macro", printed, RoundingRule.Nearest)]))
            .Should().Be(Possibility.Consistent);

    [Fact]
    public void An_area_between_two_grains_is_impossible() =>
        IntegerAudit.Decide(new(Enumerable.Repeat(1000L, 10).ToArray(),
            [PublishedTables.Claim("auroc_ovr_macro", "0.9967054873333332", RoundingRule.Nearest)]))
            .Reasons[0].Should().Contain("1/180000000");
}

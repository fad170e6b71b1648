using Reproduction.Claims.Counting;
using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>What can be tried one by one, because the images are few.</summary>
public sealed class SmallCountsSpecs
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_best_class_that_prints_a_disparate_impact_is_found(int classes)
    {
        const int support = 12;
        for (var scaled = 0; scaled <= 102; scaled++)
            for (var hits = 0; hits <= classes * support; hits++)
            {
                // The best class has at least the mean of all classes and at most its images; hits / (K · best) is rounded to two decimals.
                // How far it is from the printed number, in 200ths over K · best, is more or less than half a unit, or a tie.
                long Off(long best) => Math.Abs(200L * hits - 2L * scaled * classes * best);
                var expected = Enumerable.Range(1, support).Where(best => best <= hits && best * classes >= hits)
                    .Where(best => Off(best) < best * classes).Select(best => new BestClass(hits, best));

                BestClass.Printing(new(scaled, 2), classes, support, [hits])
                    .Where(found => Off(found.Best) != found.Best * classes).Should().Equal(expected, $"{hits} hits, 0.{scaled}");
            }
    }

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(4, 1, 2)]
    [InlineData(3, 2)]
    public void A_confusion_matrix_is_dealt_for_those_counts_that_one_has_and_for_no_others(params int[] supports)
    {
        var images = supports.Sum();
        var possible = new EveryMatrix(supports).Matrices
            .Select(matrix =>
                string.Join(' ', Enumerable.Range(0, supports.Length).Select(c => $"{matrix[c, c]}/{matrix.Predicted(c) - matrix[c, c]}")))
                    .ToHashSet();
        var found = 0;
        foreach (var hits in Tuples(supports.Select(support => support + 1)))
            foreach (var alarms in Tuples(supports.Select(_ => images + 1)))
            {
                var counts = new Counts([.. supports.Select(support => (long)support)], hits, alarms);
                var can = possible.Contains(string.Join(' ', hits.Zip(alarms, (hit, alarm) => $"{hit}/{alarm}")));

                MisclassifiedImages.CanBeDealt(counts).Should().Be(can);
                if (!can) continue;
                found++;
                var matrix = MisclassifiedImages.Dealt(counts, otherClasses: false);
                for (var c = 0; c < supports.Length; c++)
                    (matrix.Support(c), matrix[c, c], matrix.Predicted(c)).Should().Be((supports[c], hits[c], hits[c] + alarms[c]));
            }
        found.Should().Be(possible.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_ways_around_given_counts_are_those_of_all_ways_that_lie_near_them(int radius)
    {
        var problem =
            CountProblem.Of(
                new([9, 7], [PublishedTables.Claim("f1[0]", "0.7", RoundingRule.Truncate), PublishedTables.Claim("macro_f1", "0.7")]));
        var all = Options.Of(problem, 1000)!;
        foreach (var hits in Tuples([10, 8]))
        {
            var around = Options.Around(problem, new([9, 7], hits, [2, 3]), radius);
            for (var c = 0; c < 2; c++)
            {
                var middle = Math.Clamp(hits[c], all[c].Min(option => option.Hits), all[c].Max(option => option.Hits));
                around[c].Should().Equal(all[c].Where(option => Math.Abs(option.Hits - middle) <= radius
                    && Math.Abs(option.Least - Math.Clamp(2 + c, Least(all[c], option.Hits), Most(all[c], option.Hits))) <= radius));
            }
        }
        all.Should().OnlyContain(own => own.Length > 5);

        static long Least(ClassOption[] options, long hits) => options.Where(option => option.Hits == hits).Min(option => option.Least);
        static long Most(ClassOption[] options, long hits) => options.Where(option => option.Hits == hits).Max(option => option.Most);
    }

    [Fact]
    public void Ways_are_listed_up_to_a_limit()
    {
        var pairs = CountProblem.Of(new([1, 1], [PublishedTables.Claim("macro_f1", "1", RoundingRule.Truncate)]));

        // 4 hits of 7 images leave 3 errors, so the class of 4 has one at least: a way fewer than 5 + 4.
        foreach (var supports in new long[][] { [4, 3], [3, 4] })
        {
            var problem = CountProblem.Of(new(supports, [PublishedTables.Claim("accuracy", "0.57")]));
            Options.Of(problem, 8)!.Sum(own => own.Length).Should().Be(8);
            Options.Of(problem, 7).Should().BeNull();
        }
        Options.Of(pairs, 100)!.Select(own => own.Length).Should().Equal(1, 1);
    }

    [Fact]
    public void An_interval_is_of_what_hits_alone_decide() =>
        FluentActions.Invoking(() =>
            IntegerAudit.Interval(new([5, 5], [PublishedTables.Claim("accuracy", "0.9")]), FigureName.Macro(Score.F1)))
            .Should().Throw<ArgumentException>().WithMessage("macro_f1 is no disparity, accuracy or macro recall.*");

    private static IEnumerable<long[]> Tuples(IEnumerable<int> sizes) => sizes.Aggregate(
        (IEnumerable<long[]>)[[]], (tuples, size) =>
            tuples.SelectMany(tuple => Enumerable.Range(0, size).Select(i => (long[])[.. tuple, i])));
}

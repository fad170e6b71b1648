using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

public sealed class EnumerationSpecs
{
    /// <summary>
    /// Three classes of 12, 24 and 10 images, each with all hits from one number to another, and up to so many false alarms.
    /// </summary>
    private static readonly (long First, long Last)[] Hits = [(2, 10), (4, 20), (0, 8)];

    private static readonly long[] Supports = [12, 24, 10];

    [Theory]
    // Predictions of 13, 22 and 11 images are the middle of 2 to 24, of 4 to 40 and of 0 to 22.
    [InlineData(new long[] { 6, 12, 4 }, new long[] { 7, 10, 7 }, 14, 20, 14)]
    [InlineData(new long[] { 4, 8, 2 }, new long[] { 9, 14, 9 }, 14, 20, 14)]
    [InlineData(new long[] { 8, 16, 6 }, new long[] { 5, 6, 5 }, 14, 20, 14)]
    // A quarter of the way from 2 to 46, from 4 to 76 and from 0 to 44.
    [InlineData(new long[] { 6, 12, 4 }, new long[] { 7, 10, 7 }, 36, 56, 36)]
    // 14, 24 and 8 predictions are four fifths of the way from 2 to 17, from 4 to 29 and from 0 to 10.
    [InlineData(new long[] { 8, 16, 6 }, new long[] { 6, 8, 2 }, 7, 9, 2)]
    public void First_is_tried_what_lies_in_each_class_where_the_sums_lie_in_all(long[] hits, long[] alarms, params int[] mostAlarms)
    {
        var counts = new Counts(Supports, hits, alarms);
        var pairs = Problem(counts, FigureName.Accuracy, FigureName.Macro(Score.F1), FigureName.Weighted(Score.Precision));
        var options = Enumerable.Range(0, 3)
            .Select(c => Range(Hits[c]).SelectMany(h => Range((0, mostAlarms[c])).Select(f => new ClassOption(h, f, f))).ToArray())
            .ToArray();

        var found = new Enumeration(pairs, options).Run(3);

        found.End.Should().Be(SearchEnd.Found, "one way of each of three classes is enough");
        found.Counts!.Hits.Should().Equal(hits);
        found.Counts.FalseAlarms.Should().Equal(alarms);
        new Enumeration(pairs, options).Run(2).End.Should().Be(SearchEnd.Stopped);

        var intervals =
            Enumerable.Range(0, 3).Select(c => Range(Hits[c]).Select(h => new ClassOption(h, 0, mostAlarms[c])).ToArray()).ToArray();
        var byHits =
            new Enumeration(Problem(counts, FigureName.Accuracy, FigureName.DisparateImpact, FigureName.RecallGap), intervals).Run(3);
        byHits.End.Should().Be(SearchEnd.Found);
        byHits.Counts!.Hits.Should().Equal(hits);
    }

    [Fact]
    public void A_mean_that_no_combination_reaches_is_given_up_before_one_is_tried()
    {
        FigureName[] metrics =
            [.. new[] { Score.Precision, Score.Recall, Score.F1,
                Score.Specificity }.SelectMany(score => new[] { FigureName.Macro(score), FigureName.Weighted(score) })];
        var random = new Random(2);
        var outcomes = new int[2];
        for (var trial = 0; trial < Effort.Of(800, mutated: 150); trial++)
        {
            var metric = metrics[random.Next(metrics.Length)];
            ClassOption[][] options = [.. Supports.Select(support => Enumerable.Range(0, random.Next(1, 4))
                .Select(_ => new ClassOption(random.NextInt64(support + 1), random.Next(9), 0))
                .Select(option => option with { Most = option.Least }).ToArray())];
            var values = options[0].SelectMany(a => options[1].SelectMany(b => options[2].Select(c =>
                Scores.Exact(metric, new(Supports, [a.Hits, b.Hits, c.Hits], [a.Least, b.Least, c.Least]))))).ToArray();
            var claim = new FigureClaim(metric, new(random.Next(100), 2), RoundingRule.Nearest);
            var admission = new Admission(claim);
            var within = values.Min() <= admission.High && values.Max() >= admission.Low;
            var problem = CountProblem.Of(new(Supports, [claim]) { OtherClasses = true });
            if (problem.Clashes) continue;

            new Enumeration(problem, [.. options.Select(own => own.ToArray())]).Run(0).End.Should()
                .Be(within ? SearchEnd.Stopped : SearchEnd.Exhausted, $"{claim}: {values.Min()} to {values.Max()}");
            outcomes[within ? 0 : 1]++;
        }
        outcomes.Should().OnlyContain(count => count > Effort.Of(100, mutated: 10));
    }

    private static CountProblem Problem(Counts counts, params FigureName[] metrics) => CountProblem.Of(new(
        Supports,
        [.. metrics.Select(metric =>
            new FigureClaim(metric, new((Scores.Exact(metric, counts) * 1_000_000).Floor(), 6), RoundingRule.Truncate))]));

    private static IEnumerable<long> Range((long First, long Last) range) =>
        Enumerable.Range(0, (int)(range.Last - range.First) + 1).Select(i => range.First + i);
}

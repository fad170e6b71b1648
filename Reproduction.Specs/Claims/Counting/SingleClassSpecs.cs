using Reproduction.Claims.Counting.Search;
using Reproduction.Claims.Figures;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>What figures admit of counts, against counts tried one by one.</summary>
public sealed class SingleClassSpecs
{
    private const int Support = 4, Others = 5;

    private static readonly RoundingRule[] Rules = [RoundingRule.Printf, RoundingRule.Nearest, RoundingRule.Truncate];

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 1, 1)]
    public void Counts_admit_those_figures_that_their_confusion_matrix_prints(params int[] supports)
    {
        var every = new EveryMatrix(supports);
        foreach (var rule in Rules)
            foreach (var metric in every.Metrics)
            {
                var printed = every.Printed(metric, 1, rule);
                for (var scaled = metric.Score == Score.MatthewsCorrelation ? -11 : -1; scaled <= 11; scaled++)
                {
                    var claim = new FigureClaim(metric, new(scaled, 1), rule);
                    var admission = new Admission(claim);
                    for (var i = 0; i < every.Matrices.Length; i++)
                    {
                        var matrix = every.Matrices[i];
                        var classes = Enumerable.Range(0, supports.Length);
                        var counts = new Counts(
                            [.. supports.Select(support => (long)support)], [.. classes.Select(c => matrix[c, c])],
                            [.. classes.Select(c => matrix.Predicted(c) - matrix[c, c])]);

                        if (Scores.Admits(claim, admission, counts) != printed[i].Contains(scaled))
                            Assert.Fail($"{claim} of {matrix} under {rule}: printed is {string.Join(" or ", printed[i])}");
                    }
                }
            }
    }

    [Fact]
    public void A_class_has_the_hits_and_false_alarms_that_its_figures_admit_and_no_others()
    {
        var random = new Random(3);
        for (var trial = 0; trial < Effort.Of(2000, mutated: 150); trial++)
        {
            var claims = Drawn(random, random.Next(4));
            var pairs = Pairs(claims);

            var domain = ClassDomain.Of(Support, Others, claims);

            domain.Empty.Should().Be(pairs.Count == 0);
            if (domain.Empty) continue;
            (domain.FirstHits, domain.LastHits).Should().Be((pairs.Min(pair => pair.Hits), pairs.Max(pair => pair.Hits)));
            Of(domain).Should().Equal(pairs);
            domain.Pairs.Should().Be(pairs.Count);
            domain.IsBox.Should().Be(claims.All(claim => claim.Claim.Figure.Score == Score.Recall));
            domain.FalseAlarms().Should().Be((pairs.Min(pair => pair.Alarms), pairs.Max(pair => pair.Alarms)));
            foreach (var score in new[] { Score.Precision, Score.Recall, Score.F1, Score.Specificity })
            {
                var values = pairs.Select(pair => (double)Exactly(score, pair.Hits, pair.Alarms).Numerator
                    / (double)Exactly(score, pair.Hits, pair.Alarms).Denominator).ToArray();
                var (low, high) = domain.Values(score, Support, Others);
                low.Should().BeApproximately(values.Min(), 1e-12);
                high.Should().BeApproximately(values.Max(), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(1000)]
    public void Cells_hold_each_way_of_a_class_once_and_its_scores_lie_between_theirs(int most)
    {
        var random = new Random(most);
        for (var trial = 0; trial < Effort.Of(200, mutated: 20); trial++)
        {
            var claims = Drawn(random, random.Next(3));
            var problem = CountProblem.Of(new([Support, Others], [.. claims.Select(claim => claim.Claim)]));
            if (problem.Domains.Any(domain => domain.Empty)) continue;
            var ways = Of(problem.Domains[0]).Where(pair => pair.Alarms <= problem.MostFalseAlarms(0, pair.Hits)).ToList();

            var cells = Cell.Covering(problem, 0, most);

            cells.Length.Should().BeInRange(1, most);
            if (most == 1000) cells.Should().OnlyContain(cell => cell.IsPoint).And.HaveCount(ways.Count);
            foreach (var (hits, alarms) in ways)
            {
                var cell =
                    cells.Where(cell => cell.FewestHits <= hits && hits <= cell.MostHits && cell.Least <= alarms && alarms <= cell.Most)
                        .Should().ContainSingle().Subject;
                foreach (var score in new[] { Score.Precision, Score.Recall, Score.F1, Score.Specificity })
                {
                    var value = Exactly(score, hits, alarms);
                    var (low, high) = cell.Values(FigureName.Of(score, 0), Support, Others);
                    (low <= value && value <= high).Should().BeTrue();
                    if (cell.IsPoint) (low, high).Should().Be((value, value));
                }
            }
        }
    }

    [Fact]
    public void Of_two_classes_the_extremes_of_a_score_are_those_of_all_counts_that_hold()
    {
        var every = new EveryMatrix(5, 4);
        var random = new Random(8);
        FigureName[] metrics = [FigureName.DisparateImpact, FigureName.RecallRatio, FigureName.RecallGap, FigureName.Accuracy,
            new(Score.MatthewsCorrelation, Scope.Whole)];
        var held = 0;
        for (var trial = 0; trial < Effort.Of(400, mutated: 60); trial++)
        {
            var rule = Rules[random.Next(3)];
            var truth = random.Next(every.Matrices.Length);
            var claims = every.Metrics.OrderBy(_ => random.Next()).Take(random.Next(1, 4))
                .Where(metric => every.Printed(metric, 1, rule)[truth].Count > 0)
                .Select(metric => new FigureClaim(metric, new(every.Printed(metric, 1, rule)[truth].First(), 1), rule)).ToArray();
            if (trial % 4 == 3 && claims.Length > 0) claims = BruteForceSpecs.Perturbed(claims, 0, 1);
            var problem = CountProblem.Of(new([5, 4], claims));
            var all = Enumerable.Range(0, every.Matrices.Length)
                .Where(i => claims.All(claim => every.Printed(claim.Figure, 1, rule)[i].Contains(claim.Printed.Scaled)))
                .Select(i =>
                    new Counts([5, 4], [every.Matrices[i][0, 0], every.Matrices[i][1, 1]],
                        [every.Matrices[i][1, 0], every.Matrices[i][0, 1]])).ToList();
            foreach (var counts in all)
            {
                problem.Holds(counts).Should().BeTrue();
                problem.Clashes.Should().BeFalse();
                counts.AllHits.Should().BeInRange(problem.FewestHits, problem.MostHits);
            }
            if (problem.Clashes) continue;
            var two = new TwoClasses(problem);

            two.Run(100_000).End.Should().Be(all.Count > 0 ? SearchEnd.Found : SearchEnd.Exhausted);
            foreach (var metric in metrics)
            {
                var measured =
                    all.Where(counts => counts.AllHits > 0 || metric.Score is not (Score.DisparateImpact or Score.RecallRatio)).ToList();
                var extremes = two.Extremes(metric, 100_000);
                if (measured.Count == 0)
                {
                    extremes.Should().BeNull();
                    continue;
                }
                held++;
                var (smallest, largest) = extremes!.Value;
                measured.Should()
                    .OnlyContain(counts => Scores.Compare(metric, smallest, counts) <= 0 && Scores.Compare(metric, largest, counts) >= 0);
                if (metric.Score == Score.MatthewsCorrelation) continue;
                var (low, high) = problem.Range(metric);
                foreach (var counts in measured)
                {
                    var value = (double)Scores.Exact(metric, counts).Numerator / (double)Scores.Exact(metric, counts).Denominator;
                    value.Should().BeInRange(low - 1e-9, high + 1e-9);
                }
            }
        }
        held.Should().BeGreaterThan(Effort.Of(500, mutated: 0));
    }

    /// <summary>Figures of class 0, printed by some counts of its own, so that they seldom clash.</summary>
    private static (FigureClaim Claim, Admission Admission)[] Drawn(Random random, int figures)
    {
        var (hits, alarms) = (random.Next(Support + 1), random.Next(Others + 1));
        var claims = new (FigureClaim, Admission)[figures];
        for (var i = 0; i < figures; i++)
        {
            var score = new[] { Score.Precision, Score.Recall, Score.F1, Score.Specificity }[random.Next(4)];
            var digits = random.Next(1, 3);
            var tenth = (Exactly(score, hits, alarms) * (long)Math.Pow(10, digits)).Floor();
            var claim = new FigureClaim(FigureName.Of(score, 0), new(tenth, digits), Rules[random.Next(3)]);
            claims[i] = (claim, new(claim));
        }
        return claims;
    }

    private static List<(long Hits, long Alarms)> Pairs((FigureClaim Claim, Admission Admission)[] claims)
    {
        List<(long, long)> pairs = [];
        for (var hits = 0; hits <= Support; hits++)
            for (var alarms = 0; alarms <= Others; alarms++)
                if (claims.All(claim => Scores.Admits(claim.Claim, claim.Admission, new([Support, Others], [hits, 0], [alarms, 0]))))
                    pairs.Add((hits, alarms));
        return pairs;
    }

    private static List<(long Hits, long Alarms)> Of(ClassDomain domain)
    {
        List<(long, long)> pairs = [];
        for (var hits = domain.FirstHits; hits <= domain.LastHits; hits++)
            for (var alarms = domain.Least(hits); alarms <= domain.Most(hits); alarms++) pairs.Add((hits, alarms));
        return pairs;
    }

    private static Rational Exactly(Score score, long hits, long alarms) =>
        new TwoByTwo(hits, alarms, Support - hits, Others - alarms).Exactly(score)!.Value;
}

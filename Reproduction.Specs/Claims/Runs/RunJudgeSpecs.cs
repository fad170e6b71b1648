using System.Text.Json.Nodes;
using Reproduction.Archive;
using Reproduction.Claims;
using Reproduction.Claims.Runs;
using static Reproduction.Specs.Claims.Runs.JudgedRuns;

namespace Reproduction.Specs.Claims.Runs;

public sealed class RunJudgeSpecs
{
    [Fact]
    public void Runs_around_a_figure_reproduce_it()
    {
        var verdict = Judge.Judge(Accuracy, Accuracies("published", 0.9130, 0.9150, 0.9170, 0.9120, 0.9144));

        verdict.Kind.Should().Be(VerdictKind.Reproduced);
        verdict.Why.Should().Contain(line => line.Contains("5 runs of recipe published: mean 0.9143"))
            .And.Contain(line => line.Contains("prediction interval") && line.Contains("p = "))
            .And.Contain(line => line.Contains("within ±0.0191"));
    }

    [Fact]
    public void Runs_far_from_a_figure_reject_it_with_the_interval()
    {
        var verdict = Judge.Judge(Accuracy, Accuracies("published", 0.9330, 0.9350, 0.9370, 0.9320, 0.9344));

        verdict.Kind.Should().Be(VerdictKind.NotReproduced);
        // By hand: mean 0.93428, s = 0.0019267, t(0.975, 4) = 2.77645, √1.2: half-width 0.00586.
        verdict.Why.Should().Contain(line => line.Contains("[0.9284, 0.9401]") && line.Contains("published 0.9142"));
    }

    [Fact]
    public void One_run_is_underpowered_whatever_it_says() =>
        Judge.Judge(Accuracy, Accuracies("published", 0.9142)).Kind.Should().Be(VerdictKind.Underpowered);

    [Fact]
    public void Runs_that_scatter_are_underpowered_and_say_how_many_seeds_would_do()
    {
        var verdict = Judge.Judge(Accuracy, Accuracies("published", 0.9042, 0.9142, 0.9122));

        verdict.Kind.Should().Be(VerdictKind.Underpowered);
        verdict.Why.Should().Contain(line => line.Contains("no number of seeds would do with a power of 0.8 if it is as large"));
        // Seven runs of the same scatter: its upper bound is one that some number of seeds can do with.
        Judge.Judge(Accuracy, Accuracies("published", 0.9309, 0.9199, 0.9299, 0.9209, 0.9259, 0.9249, 0.9219)).Why.Should()
            .Contain(line => line.Contains("seeds would do with a power of 0.8"));
    }

    /// <summary>
    /// The figures of these lines are SciPy's: t, its quantiles, χ² for the bound, and its density integrated for the power.
    /// </summary>
    [Fact]
    public void A_verdict_gives_mean_deviation_intervals_and_p_value_and_where_it_decides_nothing_the_seeds_that_would()
    {
        Judge.Judge(Accuracy, Accuracies("published", 0.9130, 0.9150, 0.9170, 0.9120, 0.9144)).Why.Should().Equal(
            "5 runs of recipe published: mean 0.9143, deviation between seeds 0.0019",
            "95 % prediction interval for one run more [0.9084, 0.9201], published 0.9142, p = 0.9715",
            "90 % interval of published − runs [-0.0046, 0.0044], within ±0.0191");
        Judge.Judge(Accuracy, Accuracies("published", 0.9330, 0.9350, 0.9370, 0.9320, 0.9344)).Why.Should().HaveCount(3)
            .And.HaveElementAt(1, "95 % prediction interval for one run more [0.9284, 0.9401], published 0.9142, p = 0.0007");
        Judge.Judge(Accuracy, Accuracies("published", 0.9630, 0.9632, 0.9634, 0.9632, 0.9632)).Why.Should()
            .HaveElementAt(1, "95 % prediction interval for one run more [0.9628, 0.9636], published 0.9142, p = under 0.0001");
        Judge.Judge(Accuracy, Accuracies("published", 0.9042, 0.9142, 0.9122)).Why.Should().Equal(
            "3 runs of recipe published: mean 0.9102, deviation between seeds 0.0053",
            "95 % prediction interval for one run more [0.8839, 0.9365], published 0.9142, p = 0.5799",
            "90 % interval of published − runs [-0.0138, 0.0218], not within ±0.0191",
            "were it true, so many runs would show it with probability 0.08, by the upper 80 % bound 0.0112 of the deviation",
            "no number of seeds would do with a power of 0.8 if it is as large: above a deviation between seeds of 0.0065 the one published run alone "
            + "scatters too much for ±0.0191");
        Judge.Judge(Accuracy, Accuracies("published", 0.90, 0.93)).Why.Should().Equal(
            "2 runs of recipe published: mean 0.9150, deviation between seeds 0.0212",
            "95 % prediction interval for one run more [0.5849, 1.2451], published 0.9142, p = 0.9804",
            "90 % interval of published − runs [-0.1648, 0.1632], not within ±0.0191",
            "were it true, so many runs would show it with probability 0.00, by the upper 80 % bound 0.0837 of the deviation",
            "no number of seeds would do with a power of 0.8 if it is as large: above a deviation between seeds of 0.0065 the one published run alone "
            + "scatters too much for ±0.0191");
        Judge.Judge(Accuracy, Accuracies("published", 0.9142)).Why.Should().Equal(
            "1 run of recipe published (0.9142): without a second seed nothing is known of what seeds scatter");
    }

    [Fact]
    public void The_verdict_on_a_rise_adds_the_interval_of_its_mean()
    {
        Judge.Judge(Rise, Rises(0.0280, 0.0300, 0.0290, 0.0310, 0.0295)).Why.Should().Equal(
            "5 runs of recipe corrected: mean 0.0295, deviation between seeds 0.0011",
            "95 % prediction interval for one run more [0.0261, 0.0329], published 0.0293, p = 0.8782",
            "90 % interval of published − runs [-0.0028, 0.0024], within ±0.0146",
            "mean rise of student over baseline 0.0295, 95 % interval [0.0281, 0.0309]");
        Judge.Judge(Rise, Rises(0.028, 0.03, 0.025, 0.036)).Why.Should().Equal(
            "4 runs of recipe corrected: mean 0.0298, deviation between seeds 0.0046",
            "95 % prediction interval for one run more [0.0132, 0.0463], published 0.0293, p = 0.9364",
            "90 % interval of published − runs [-0.0127, 0.0118], within ±0.0146",
            "mean rise of student over baseline 0.0298, 95 % interval [0.0224, 0.0371]");
        Judge.Judge(Rise, Rises(0.05, -0.02, 0.03)).Why.Should().Equal(
            "3 runs of recipe corrected: mean 0.0200, deviation between seeds 0.0361",
            "95 % prediction interval for one run more [-0.1591, 0.1991], published 0.0293, p = 0.8440",
            "90 % interval of published − runs [-0.1123, 0.1309], not within ±0.0146",
            "mean rise of student over baseline 0.0200, 95 % interval [-0.0696, 0.1096]: a rise is not shown",
            "were it true, so many runs would show it with probability 0.00, by the upper 80 % bound 0.0763 of the deviation",
            "no number of seeds would do with a power of 0.8 if it is as large: above a deviation between seeds of 0.0050 the one published run alone "
            + "scatters too much for ±0.0146",
            "to tell a rise of DI by 0.0293 from noise takes 14 seeds (its deviation between 3 seeds of corrected is 0.0361; by its "
            + "upper 80 % bound, 0.0763, it takes 56)");
        // At 1 % the figures are judged by their 99 % intervals.
        JudgeAt(0.01).Judge(Rise, Rises(0.028, 0.03, 0.025, 0.036)).Why.Should()
            .Contain("99 % prediction interval for one run more [-0.0006, 0.0601], published 0.0293, p = 0.9364")
            .And.Contain("mean rise of student over baseline 0.0298, 99 % interval [0.0162, 0.0433]");
    }

    [Fact]
    public void A_rise_that_every_seed_shows_as_a_fall_is_not_reproduced_even_where_a_fall_was_published()
    {
        var verdict = Judge.Judge(Rise with { Published = "-0.0293" }, Rises(-0.0280, -0.0300, -0.0290, -0.0310, -0.0295));

        verdict.Kind.Should().Be(VerdictKind.Underpowered);
        verdict.Why.Should().Contain(line => line.EndsWith(": a rise is not shown", StringComparison.Ordinal))
            .And.Contain(line => line.StartsWith("6 seeds would do with a power of 0.8", StringComparison.Ordinal),
                "there are five already");
    }

    [Fact]
    public void Seeds_count_in_their_order_and_the_first_of_a_seed_counts()
    {
        var runs = Accuracies("published", 0.91, 0.92, 0.93);

        Judge.Judge(Accuracy, [runs[2], runs[0], runs[0] with { Record = runs[0].Record with { Seed = 3 } }]).Why[0].Should()
            .StartWith("2 runs of recipe published: mean 0.9200");
    }

    [Fact]
    public void A_rise_that_more_than_a_thousand_seeds_would_not_show_says_so() =>
        new EffectNoise(Rise, "quick", 2, 0, 1).Sentence(0.05, 0.8).Should().Be(
            "to tell a rise of DI by 0.0293 from noise takes more than 1,000 seeds (its deviation between 2 seeds of quick is 1.0000; by "
            + "its upper 80 % bound, 3.9472, it takes more than 1,000)");

    [Fact]
    public void Seeds_that_are_tied_say_nothing_of_how_many_it_takes() =>
        EffectNoise.Of(Rise, Rises(0.03, 0.03, 0.03)).Should().BeNull();

    [Fact]
    public void Runs_of_one_seed_count_once() =>
        Judge.Judge(Accuracy, [.. Accuracies("published", 0.9142), .. Accuracies("published", 0.9143)]).Kind.Should()
            .Be(VerdictKind.Underpowered);

    [Fact]
    public void A_figure_in_per_cent_is_compared_as_the_share_that_it_prints() =>
        (Accuracy with { Published = "95.25%" }).Value.Should().Be(0.9525);

    [Fact]
    public void A_rise_that_every_seed_shows_is_reproduced()
    {
        var verdict = Judge.Judge(Rise, Rises(0.0280, 0.0300, 0.0290, 0.0310, 0.0295));

        verdict.Kind.Should().Be(VerdictKind.Reproduced);
        verdict.Why.Should().Contain(line => line.Contains("mean rise of student over baseline 0.0295"));
    }

    [Fact]
    public void A_rise_that_is_much_smaller_than_published_is_rejected() =>
        Judge.Judge(Rise, Rises(0.001, 0.003, 0.000, 0.002, -0.001)).Kind.Should().Be(VerdictKind.NotReproduced);

    [Fact]
    public void A_rise_that_could_as_well_be_a_fall_is_underpowered_and_says_how_many_seeds_it_takes()
    {
        var verdict = Judge.Judge(Rise, Rises(0.05, -0.02, 0.03));

        verdict.Kind.Should().Be(VerdictKind.Underpowered);
        verdict.Why.Should().Contain(line => line.Contains("a rise is not shown"))
            .And.Contain(line => line.Contains("to tell a rise of DI by 0.0293 from noise takes"));
    }

    [Fact]
    public void The_seeds_that_it_takes_follow_from_the_deviation_between_seeds()
    {
        // s = 0.0293 between two seeds' rises: an effect of one deviation takes ten pairs at 5 % with a power of 0.8.
        var noise = EffectNoise.Of(Rise, Rises(0, 0.0293 * Math.Sqrt(2)))!;

        noise.Deviation.Should().BeApproximately(0.0293, 1e-12);
        noise.Sentence(0.05, 0.8).Should().Contain("takes 10 seeds").And.Contain("between 2 seeds of corrected");
    }

    [Fact]
    public void Of_a_single_run_they_follow_from_the_paired_resamples_and_the_sentence_says_that_one_seed_cannot_tell()
    {
        var run = Rises(0.01)[0];
        EffectNoise.Of(Rise, [run]).Should().BeNull("nothing is known of its test images");

        var noise = EffectNoise.Of(Rise, [run with { Deviation = new("student", "baseline", 0.0293) }])!;

        EffectNoise.Of(Rise, [run with { Deviation = new("student", "teacher", 0.0293) }]).Should().BeNull("of another pair");
        EffectNoise.Of(Rise, [run with { Deviation = new("teacher", "baseline", 0.0293) }]).Should().BeNull("of another pair");
        EffectNoise.Of(Rise with { Acceptance = Rise.Acceptance with { Metric = "accuracy" } },
            [run with { Deviation = new("student", "baseline", 0.0293) }]).Should().BeNull("of another figure");
        noise.Deviation.Should().Be(0.0293);
        noise.Mean.Should().BeApproximately(0.01, 1e-12);
        noise.Sentence(0.05, 0.8).Should()
            .Contain("takes 10 seeds if seeds move it as another set of test images would").And.Contain("cannot say");
    }

    [Fact]
    public void What_runs_reject_and_yet_show_to_be_within_the_margin_differs_immaterially() =>
        Judge.Judge(Accuracy, Accuracies("published", 0.9180, 0.9182, 0.9184, 0.9182, 0.9182)).Kind.Should()
            .Be(VerdictKind.DiffersImmaterially);

    [Fact]
    public void Runs_that_tie_decide_nothing_for_or_against()
    {
        foreach (var tied in new[] { Accuracies("published", 0.9150, 0.9150), Accuracies("published", 0.9142, 0.9142),
            Accuracies("published", 0.5, 0.5, 0.5) })
        {
            var verdict = Judge.Judge(Accuracy, tied);
            verdict.Kind.Should().Be(VerdictKind.Underpowered);
            verdict.Why[0].Should().Contain("with one and the same figure");
        }
        // The differences of two models tie but for rounding: 0.9400000000000001 − 0.94 is no scatter of seeds.
        Judge.Judge(Rise, Rises(0.0293, 0.0293)).Kind.Should().Be(VerdictKind.Underpowered);
    }

    [Fact]
    public void Seeds_that_were_fixed_beforehand_are_judged_when_all_are_there_and_no_others()
    {
        var judge = new RunJudge(Rules with { Seeds = new Dictionary<string, IReadOnlyList<long>> { ["published"] = [1, 2, 3] } });
        var runs = Accuracies("published", 0.9130, 0.9150, 0.9170, 0.5, 0.6);

        judge.Judge(Accuracy, [runs[0], runs[1]]).Why[0].Should()
            .Be("2 of the 3 seeds of recipe published that were fixed beforehand (0.9130) (0.9150): judged when all are there");
        var verdict = judge.Judge(Accuracy, runs);
        verdict.Why.Should().HaveElementAt(0, "3 runs of recipe published: mean 0.9150, deviation between seeds 0.0020")
            .And.Contain("not judged: 2 seeds (4, 5) that were not fixed beforehand");
        verdict.Kind.Should().Be(VerdictKind.Reproduced);
    }

    [Fact]
    public void What_no_number_of_seeds_can_show_is_said_before_any_is_run()
    {
        IEnumerable<CheckedRun> others = new[] { 0.90, 0.91 }.Select((value, i) => SimulatedRun.Of(
            "published", i + 1, new Dictionary<string, JsonObject> { ["baseline"] = new() { ["accuracy"] = value } },
            overrides: ("training.epochs", "9")).Checked());

        Judge.Judge(Accuracy, [.. others]).Why[^1].Should().Be(
            "known beforehand: no number of seeds can show it with a power of 0.8 above a deviation between seeds of 0.0065; that of published is 0.0071");
    }
}

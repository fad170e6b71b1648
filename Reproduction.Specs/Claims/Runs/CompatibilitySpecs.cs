using Reproduction.Claims.Runs;
using Reproduction.Metrics;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Specs.Metrics.SignificanceTests;

namespace Reproduction.Specs.Claims.Runs;

/// <summary>The rule by which a change keeps the numbers, on simulated runs of which the truth is known.</summary>
public sealed class CompatibilitySpecs
{
    private const double Deviation = 0.004;
    private static readonly string[] Models = ["teacher", "baseline", "student"];
    private static readonly string[] Figures = ["accuracy", "disparate_impact", "ece", "train_loss"];

    [Fact]
    public void An_unchanged_program_is_refused_as_rarely_as_the_level_says()
    {
        var random = new Random(3);
        var repetitions = Effort.Of(3000, mutated: 60);

        var refused = Enumerable.Range(0, repetitions).Count(_ => Simulate(random, _ => 0).Figures.Any(figure => figure.IsRejected));

        // Twelve independent tests under Holm: 1 − (1 − 0.05/12)¹² = 0.0489.
        ((double)refused / repetitions).Should().BeApproximately(0.0489, 4 * Math.Sqrt(0.0489 * 0.9511 / repetitions));
    }

    [Fact]
    public void A_change_of_the_size_that_the_runs_are_said_to_see_is_refused_with_the_power_that_is_stated()
    {
        var random = new Random(4);
        const int repetitions = 2000;
        var scale = Math.Sqrt(1.0 / Compatibility.FreshRuns + 1.0 / Compatibility.ReferenceRuns);
        var change = new TTest(0, Deviation, scale, 6, Compatibility.Level / 12).Detectable(Compatibility.Power);

        var seen = Enumerable.Range(0, repetitions).Count(_ =>
            Simulate(random, figure => figure == ("student", "accuracy") ? change : 0)
                .Figures.Single(figure => figure is { Model: "student", Figure: "accuracy" }).IsRejected);

        // Holm rejects at least as often as Bonferroni, of which the power is stated.
        ((double)seen / repetitions).Should().BeInRange(0.8 - 4 * 0.009, 0.83);
    }

    [Fact]
    public void A_change_of_one_model_is_refused_and_named()
    {
        var compared = Simulate(new Random(5), figure => figure == ("student", "ece") ? 0.05 : 0);

        compared.Answer.Should().Be(CompatibilityAnswer.No);
        compared.Figures.Where(figure => figure.IsRejected).Should().ContainSingle().Which.Should().Match<ComparedFigure>(
            figure => figure.Model == "student" && figure.Figure == "ece");
    }

    [Theory]
    [InlineData(0.8848, 0.8850)]
    [InlineData(0.8848, 0.8848)]
    [InlineData(1, 1)]
    public void Runs_that_all_say_the_same_cannot_tell(double reference, double fresh)
    {
        var compared = Compatibility.Of(
            [
                ("baseline", FigureCatalogue.Accuracy.Key, Enumerable.Repeat(fresh, 3).ToList(),
                    Enumerable.Repeat(reference, 5).ToList()),
            ], []);

        compared.Answer.Should().Be(CompatibilityAnswer.Underpowered);
        compared.Figures.Should().ContainSingle().Which.IsTied.Should().BeTrue();
    }

    [Fact]
    public void Runs_that_scatter_too_much_to_see_a_change_of_accuracy_cannot_tell()
    {
        var compared = Simulate(new Random(8), _ => 0, deviation: 0.05);

        compared.Figures.Should().Contain(figure => !figure.IsWithinMargin && figure.SmallestChange > figure.Margin);
        compared.Answer.Should().Be(CompatibilityAnswer.Underpowered);
    }

    [Fact]
    public void Two_fresh_runs_or_four_stored_ones_cannot_tell()
    {
        Simulate(new Random(6), _ => 0, fresh: 2).Answer.Should().Be(CompatibilityAnswer.Underpowered);
        Simulate(new Random(6), _ => 0, reference: 4).Answer.Should().Be(CompatibilityAnswer.Underpowered);
        Simulate(new Random(6), _ => 0, deviation: Deviation / 2).Answer.Should().Be(CompatibilityAnswer.Yes);
    }

    [Fact]
    public void Another_recipe_is_refused_whatever_the_figures() =>
        Simulate(new Random(6), _ => 0, recipeDifferences: ["temperature: 2 instead of 5"]).Answer.Should().Be(CompatibilityAnswer.No);

    [Fact]
    public void Holms_procedure_rejects_in_the_order_of_the_p_values_and_stops_at_the_first_that_holds()
    {
        // p-values by hand through the number of deviations: three tests at 5 % are held to 5/3, 5/2 and 5 %.
        var compared = Compatibility.Of(
        [
            ("a", "accuracy", [0, 2], [10, 12]),
            ("b", "accuracy", [0, 2], [0, 2]),
            ("c", "accuracy", [0, 2], [4, 6]),
        ], []);

        // t = 10/√2 = 7.07 with 2 degrees of freedom: p = 0.0194, above 0.05/3: nothing is rejected, not even c's p = 0.106.
        compared.Figures[0].Test.PValue.Should().BeApproximately(0.0194, 1e-4);
        compared.Figures.Should().AllSatisfy(figure => figure.IsRejected.Should().BeFalse());
        // Without b there are two tests: 0.0194 < 0.05/2.
        Compatibility.Of([("a", "accuracy", [0, 2], [10, 12]), ("c", "accuracy", [0, 2], [4, 6])], [])
            .Figures.Select(figure => figure.IsRejected).Should().Equal(true, false);
    }

    [Fact]
    public void Figures_that_are_tied_count_among_the_tests_and_are_not_rejected_themselves()
    {
        IEnumerable<bool> Rejected(double tied) => Compatibility.Of(
        [
            ("a", "accuracy", [0, 2], [10, 12]),
            ("b", "accuracy", [1, 1], [1, 1]),
            ("c", "accuracy", [1, 1], [tied, tied]),
        ], []).Figures.Select(figure => figure.IsRejected);

        // p = 0.0194 as above: the first of three tests, held to 5/3 %, also beside seeds that all have another figure than before.
        Rejected(1).Should().Equal(false, false, false);
        Rejected(2).Should().Equal(false, false, false);
    }

    [Fact]
    public void Yes_says_that_no_figure_can_have_changed_by_more_than_its_margin()
    {
        double[] Around(double middle, double deviation, int count) =>
            [.. Enumerable.Range(0, count).Select(i => middle + deviation * (i % 2 == 0 ? 1 : -1))];
        Compatibility With(string figure, double deviation, int fresh = 3) => Compatibility.Of(
            [("a", "accuracy", Around(0.9, 0.001, fresh), Around(0.9, 0.001, 5)),
                ("b", figure, Around(0.5, deviation, 3), Around(0.5, deviation, 5))], []);

        foreach (var (figure, margin) in Compatibility.Margins)
        {
            With(figure, margin / 10).Answer.Should().Be(CompatibilityAnswer.Yes, figure);
            // As steady, but off by most of the margin; and too unsteady to say.
            With(figure, margin).Answer.Should().Be(CompatibilityAnswer.Underpowered, figure);
        }
        With("ece", 0.0001, fresh: 2).Answer.Should().Be(CompatibilityAnswer.Underpowered, "one of the figures has too few runs");
        var moved = Compatibility.Of([("a", "disparate_impact", [0.925, 0.935, 0.93], [0.91, 0.91, 0.92, 0.90, 0.91])], []);
        (moved.Figures[0].IsRejected, moved.Answer).Should().Be((true, CompatibilityAnswer.No));
    }

    [Fact]
    public void A_change_of_half_the_published_effect_on_disparate_impact_is_not_called_kept()
    {
        // Its deviation is that of the students' disparate impact in the stored runs of quick; all others are so steady that it decides.
        var random = new Random(9);
        var repetitions = Effort.Of(400, mutated: 40);
        double Kept(double change) => Enumerable.Range(0, repetitions).Count(_ => Simulate(
            random, figure => figure == ("student", "disparate_impact") ? change : 0,
            deviationOf: figure => figure == ("student", "disparate_impact") ? 0.0062 : 0.0005).Answer == CompatibilityAnswer.Yes)
            / (double)repetitions;

        Kept(0.0146).Should().BeLessThan(0.25);
        Kept(0).Should().BeGreaterThan(0.4, "what did not change is kept more often than not");
    }

    [Fact]
    public void The_margins_are_those_that_were_written_down_before_any_run() =>
        Compatibility.Margins.Should().BeEquivalentTo(new Dictionary<string, double>
        {
            ["accuracy"] = 0.02,
            // The published 0.9669 − 0.9376.
            ["disparate_impact"] = 0.0293,
            ["ece"] = 0.015,
            ["train_loss"] = 0.15,
        });

    [Fact]
    public void Runs_are_compared_figure_by_figure_with_the_recipe_of_the_first_of_the_reference()
    {
        RunFigures Run(long seed, double accuracy, string temperature = "5") => new(
            $"runs/seed-{seed}",
            SimulatedRun.Of("corrected", seed, new Dictionary<string, System.Text.Json.Nodes.JsonObject>(),
                overrides: ("models.student.loss.soft_targets.temperature", temperature)),
            new Dictionary<(string, string), double> { [("student", "accuracy")] = accuracy });

        var kept = Compatibility.Of([Run(1, 0.2), Run(2, 0.4)], [Run(3, 0.1), Run(4, 0.3)]);
        var other = Compatibility.Of([Run(1, 0.2, "2"), Run(2, 0.4, "2")], [Run(3, 0.1), Run(4, 0.3)]);
        var lacking = () =>
            Compatibility.Of([Run(1, 0.2), Run(2, 0.4) with { Values = new Dictionary<(string, string), double>() }], [Run(3, 0.1)]);

        kept.Figures.Should().ContainSingle().Which.Test.Difference.Should().BeApproximately(0.1, 1e-12);
        kept.RecipeDifferences.Should().BeEmpty();
        other.RecipeDifferences.Should().Equal("models.student.loss[1].soft_targets.temperature: 2 instead of 5");
        lacking.Should().Throw<BadInputException>()
            .WithMessage("runs/seed-2: no accuracy of student, expected every figure of the reference");
    }

    private static Compatibility Simulate(
        Random random, Func<(string, string), double> change, double deviation = Deviation, int fresh = Compatibility.FreshRuns,
        int reference = Compatibility.ReferenceRuns, IReadOnlyList<string>? recipeDifferences = null,
        Func<(string, string), double>? deviationOf = null)
    {
        var normal = random.Normal();
        double[] Runs((string, string) of, int count, double mean) =>
            [.. Enumerable.Range(0, count).Select(_ => mean + (deviationOf?.Invoke(of) ?? deviation) * normal())];
        return Compatibility.Of(
            [
                .. from model in Models
                   from figure in Figures
                   select (model, figure, (IReadOnlyList<double>)Runs((model, figure), fresh, 0.85 + change((model, figure))),
                       (IReadOnlyList<double>)Runs((model, figure), reference, 0.85)),
            ],
            recipeDifferences ?? []);
    }
}

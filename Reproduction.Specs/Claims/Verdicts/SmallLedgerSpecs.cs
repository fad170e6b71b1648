using Reproduction.Archive;
using Reproduction.Claims;
using Reproduction.Claims.Published;
using Reproduction.Claims.Verdicts;
using Reproduction.Specs.Claims.Runs;

namespace Reproduction.Specs.Claims.Verdicts;

/// <summary>Verdicts on a publication whose counts anyone can check by hand (<see cref="SmallLedger"/>).</summary>
public sealed class SmallLedgerSpecs
{
    private static readonly Acceptance Rule = new("published", "baseline", null, "accuracy", 0.02);

    [Fact]
    public void A_table_that_a_confusion_matrix_prints_is_consistent_and_the_matrix_is_shown()
    {
        var audit = Audit(SmallLedger.With());

        audit.Claims.Should()
            .HaveCount(6).And.AllSatisfy(claim => claim.Verdict.Kind.Should().BeOneOf(VerdictKind.Consistent, VerdictKind.Exact));
        audit.Claims[1].Verdict.Why.Should().Equal("a confusion matrix prints the whole table with it, see the witness below");
        var model = audit.Counts.Models[0];
        (model.Hits, model.BestHits, model.BestRecall!.ToString()).Should().Be((12, "5 to 5", "1.00"));
        Enumerable.Range(0, 3).Select(c => model.Answer.Witness![c, c]).Should().Equal(4, 3, 5);
        Enumerable.Range(0, 3).Select(model.Answer.Witness!.Predicted).Should().Equal(5, 4, 6);
        audit.IsUndecided.Should().BeFalse();
    }

    [Fact]
    public void A_table_that_no_confusion_matrix_prints_is_impossible_in_each_of_its_figures()
    {
        // 15 images and 12 right: with recalls of 0.8 and 0.6 the third class has all 5, so that it cannot have 0.80.
        var ledger = SmallLedger.With();
        var audit = Audit(ledger with
        {
            Figures =
                [.. ledger.Figures.Select(figure => figure.Kind == FigureKind.Recall
                    ? SmallLedger.Figure("first", FigureKind.Recall, "0.80 0.60 0.80")
                    : figure)],
        });

        audit.Claims.Take(5).Should().AllSatisfy(claim => claim.Verdict.Kind.Should().Be(VerdictKind.Impossible));
        audit.Claims[1].Verdict.Why.Should().NotBeEmpty();
        audit.Counts.Models[0].BestHits.Should().Be("no");
        audit.Counts.Models[0].DisparateImpact.Should().BeNull();
        audit.Claims[5].Verdict.Kind.Should().Be(VerdictKind.Consistent, "it is another model's");
    }

    [Fact]
    public void A_disparate_impact_of_the_tables_own_counts_is_consistent_and_they_are_named() =>
        Of("first", FigureKind.DisparateImpact, "0.8000").Should().BeEquivalentTo(new Verdict(
            VerdictKind.Consistent, ["12/5 prints it; the table admits 5 to 5 hits in the best class, DI in [0.8000, 0.8000]"]));

    [Fact]
    public void A_disparate_impact_that_only_another_models_counts_print_is_impossible_and_says_whose_they_are()
    {
        var verdict = Of("second", FigureKind.DisparateImpact, "0.8000");

        verdict.Kind.Should().Be(VerdictKind.Impossible);
        verdict.Why.Should().HaveCount(3);
        verdict.Why[0].Should().Be("the printed figures admit 5 to 5 hits of 5 in the best class");
        verdict.Why[1].Should()
            .Be("with 14 hits in all, DI lies in [0.9333, 0.9333]; even without the table, no best class h makes 14/(3h) print 0.8000");
        verdict.Why[2].Should().Be("0.8000 is outside; 12/5 prints it, the counts of another model: the first model");
    }

    [Fact]
    public void A_disparate_impact_that_nobodys_counts_print_says_so()
    {
        var verdict = Of("first", FigureKind.DisparateImpact, "0.8500");

        verdict.Why[0].Should().StartWith("the printed best recall 1.00 means 5 to 5 hits of 5 in the best class (two decimals");
        verdict.Why[2].Should().Be("0.8500 is outside; no other published model has counts that print it");
    }

    [Theory]
    [InlineData("0.87", VerdictKind.Consistent, "261 times the grain 1/(2 · 3 · 5 · 10) of 3 areas with half-counted ties")]
    [InlineData("0.8717", VerdictKind.Impossible,
        "each area is a whole number of half pairs over its pairs of images, so auroc_ovr_macro is a whole multiple of 1/300.")]
    [InlineData("87.00", VerdictKind.Impossible,
        "each area is a whole number of half pairs over its pairs of images, so auroc_ovr_macro is a whole multiple of 1/300.")]
    public void An_area_under_the_curve_is_a_whole_multiple_of_its_grain_or_impossible(string printed, VerdictKind kind, string why)
    {
        var verdict = Of("first", FigureKind.AurocOvrMacro, printed);

        verdict.Kind.Should().Be(kind);
        verdict.Why[0].Should().Be(why);
    }

    [Theory]
    [InlineData(FigureKind.EpochTestAccuracy, "0.7333 0.8000 0.8667", VerdictKind.Consistent, "each is a whole number of 15 images")]
    [InlineData(FigureKind.EpochTestAccuracy, "0.7333 0.7400 0.8000", VerdictKind.Impossible,
        "epoch 2: no whole number of 15 images prints 0.7400")]
    [InlineData(FigureKind.EpochTrainAccuracy, "0.7333 0.7400 1.0000", VerdictKind.Consistent, "each is a whole number of 50,000 images")]
    [InlineData(FigureKind.EpochTrainAccuracy, "0.733335", VerdictKind.Impossible,
        "epoch 1: no whole number of 50,000 images prints 0.733335")]
    public void An_accuracy_of_an_epoch_is_a_whole_number_of_images_or_impossible(
        FigureKind kind, string printed, VerdictKind verdict, string why) =>
        Of("first", kind, printed).Should().BeEquivalentTo(new Verdict(verdict, [why]));

    [Theory]
    [InlineData("0.7333 0.8000", "12 of 15 images; the figure of epoch 2 of 2, the best and the last")]
    [InlineData("0.7333 0.8000 0.7333", "12 of 15 images; the figure of epoch 2 of 3, the best")]
    [InlineData("0.8667 0.8000 0.7333", "12 of 15 images; the figure of epoch 2 of 3, the best is 0.8667")]
    [InlineData("0.8667 0.7333 0.8000", "12 of 15 images; the figure of epoch 3 of 3, the best is 0.8667, it is the last")]
    public void An_accuracy_that_an_epoch_printed_too_is_exact_and_says_which(string epochs, string why) =>
        Audit(SmallLedger.With(SmallLedger.Figure("first", FigureKind.EpochTestAccuracy, epochs))).Claims[0].Verdict
            .Should().BeEquivalentTo(new Verdict(VerdictKind.Exact, [why]));

    [Theory]
    [InlineData("0.93 0.87", VerdictKind.Consistent, "epoch 1 of 2 prints it to other decimals: 0.93")]
    [InlineData("0.94 0.87", VerdictKind.Impossible, "it is none of the epochs' figures")]
    [InlineData("0.9334 0.8667", VerdictKind.Impossible, "it is none of the epochs' figures")]
    public void Epochs_that_were_printed_to_fewer_decimals_are_compared_as_far_as_they_go(string epochs, VerdictKind kind, string why)
    {
        var ledger = SmallLedger.With(SmallLedger.Figure("second", FigureKind.EpochTestAccuracy, epochs));
        var figure = SmallLedger.Figure("second", FigureKind.Accuracy, "0.9333", Evidence.Counts | Evidence.Figures);

        new CountJudge(ledger).Of(figure).Should().BeEquivalentTo(new Verdict(kind, [why]));
    }

    [Fact]
    public void What_is_no_accuracy_is_not_compared_with_the_epochs_accuracies()
    {
        var ledger = SmallLedger.With(SmallLedger.Figure("first", FigureKind.EpochTestAccuracy, "0.7333 0.8667"));
        var figure = SmallLedger.Figure("first", FigureKind.MacroAverage, "0.79 0.80 0.79", Evidence.Counts | Evidence.Figures);

        new CountJudge(ledger).Of(figure)!.Kind.Should().Be(VerdictKind.Consistent);
    }

    [Fact]
    public void A_disparate_impact_that_another_best_class_would_print_is_impossible_by_the_table_alone()
    {
        // 12/(3 · 4) = 1, but the table's best class has 5.
        Of("first", FigureKind.DisparateImpact, "1.0000").Why[1].Should().Be("with 12 hits in all, DI lies in [0.8000, 0.8000]");
    }

    [Fact]
    public void Beside_a_table_that_cannot_be_true_a_disparate_impact_cannot_either()
    {
        var ledger = SmallLedger.With(SmallLedger.Figure("first", FigureKind.DisparateImpact, "0.8000"));
        var audit = Audit(ledger with
        {
            Figures =
                [.. ledger.Figures.Select(figure => figure.Kind == FigureKind.Recall
                    ? SmallLedger.Figure("first", FigureKind.Recall, "0.80 0.60 0.80")
                    : figure)],
        });

        audit.Claims[^1].Verdict.Kind.Should().Be(VerdictKind.Impossible);
        audit.Claims[^1].Verdict.Why.Should().Equal(audit.Claims[1].Verdict.Why);
    }

    [Fact]
    public void An_accuracy_printed_in_full_has_lost_its_trailing_zeros_and_is_one_count_all_the_same()
    {
        var ledger = SmallLedger.With();
        var figure = SmallLedger.Figure("first", FigureKind.Accuracy, "0.8") with { PrintedAs = PrintedAs.InFull };

        var audit = Audit(ledger with { Figures = [figure, .. ledger.Figures.Skip(1)] });

        audit.Counts.Models[0].Hits.Should().Be(12);
        audit.Claims.Should().AllSatisfy(claim => claim.Verdict.Kind.Should().Be(VerdictKind.Consistent));
    }

    [Fact]
    public void A_ledger_without_claims_has_an_empty_table()
    {
        var audit = Audit(SmallLedger.With() with { Models = [], Figures = [] });

        AuditMarkdown.Of(audit).Should().Contain("| claim | published | verdict | why |\n| --- | --- | --- | --- |\n\n")
            .And.Contain("version 3, 0 claims.\n");
    }

    [Fact]
    public void An_accuracy_that_no_epoch_printed_is_impossible() =>
        Audit(SmallLedger.With(SmallLedger.Figure("first", FigureKind.EpochTestAccuracy, "0.7333 0.8667"))).Claims[0].Verdict
            .Should().BeEquivalentTo(new Verdict(VerdictKind.Impossible, ["it is none of the epochs' figures"]));

    [Fact]
    public void A_model_without_an_accuracy_cannot_be_counted()
    {
        var ledger = SmallLedger.With();
        var counting = () => Audit(ledger with { Figures = [.. ledger.Figures.Skip(1)] });

        counting.Should().Throw<BadInputException>()
            .WithMessage("claims: model first has no accuracy, expected one: every count starts from it");
    }

    [Fact]
    public void An_accuracy_with_too_few_decimals_to_be_one_count_of_images_is_refused()
    {
        var ledger = SmallLedger.With();
        var counting = () =>
            Audit(ledger with { Figures = [SmallLedger.Figure("first", FigureKind.Accuracy, "0.8"), .. ledger.Figures.Skip(1)] });

        counting.Should().Throw<BadInputException>()
            .WithMessage("claims: model first: found accuracy 0.8, expected decimals enough to tell one number of 15 images from the next");
    }

    [Fact]
    public void What_counts_admit_is_judged_by_runs_of_its_protocol_where_there_are_some()
    {
        var figure = SmallLedger.Figure("first", FigureKind.Accuracy, "0.8000", Evidence.Counts | Evidence.Runs, Rule);
        var ledger = SmallLedger.With();
        ledger = ledger with { Figures = [figure, .. ledger.Figures.Skip(1)] };

        var none = Audit(ledger).Claims[0].Verdict;
        var near = Audit(ledger, Runs("published", 0.7990, 0.8005, 0.8010, 0.7995)).Claims[0].Verdict;
        var far = Audit(ledger, Runs("published", 0.9, 0.901, 0.902)).Claims[0].Verdict;
        var others = Audit(ledger, Runs("corrected", 0.79)).Claims[0].Verdict;

        none.Kind.Should().Be(VerdictKind.Consistent);
        none.Why.Should().Equal(
            "a confusion matrix prints the whole table with it, see the witness below", "no run of recipe published is stored to compare",
            "known beforehand: no number of seeds can show it with a power of 0.8 above a deviation between seeds of 0.0068");
        near.Kind.Should().Be(VerdictKind.Reproduced);
        near.Why[^1].Should().Be("a confusion matrix prints the whole table with it, see the witness below");
        far.Kind.Should().Be(VerdictKind.NotReproduced);
        others.Kind.Should().Be(VerdictKind.Consistent);
        others.Why.Should().HaveCount(4).And.Contain("under another protocol: corrected, 1 run, 0.7900");
        others.Differences.Should().NotBeEmpty();
    }

    [Fact]
    public void What_cannot_be_true_stays_so_whatever_runs_say()
    {
        var ledger = SmallLedger.With(SmallLedger.Figure(
            "first", FigureKind.DisparateImpact, "0.8500", Evidence.Counts | Evidence.Runs, Rule with { Metric = "disparate_impact" }));

        Audit(ledger, SimulatedRun.Each("published", "disparate_impact", ("baseline", [0.85, 0.8501, 0.8499]))).Claims[^1].Verdict.Kind
            .Should().Be(VerdictKind.Impossible);
    }

    [Fact]
    public void A_figure_that_only_runs_can_test_is_not_run_without_a_recipe_and_says_why()
    {
        var audit = Audit(SmallLedger.With(
            SmallLedger.Figure("second", FigureKind.Nll, "0.5", Evidence.Runs),
            SmallLedger.Figure("first", FigureKind.EpochTrainLoss, "0.5 0.4", Evidence.Runs),
            SmallLedger.Figure("second", FigureKind.DisparateImpact, "0.9333", Evidence.Counts | Evidence.Runs)));

        audit.Claims[6].Verdict.Should().BeEquivalentTo(new Verdict(VerdictKind.NotRun, ["no recipe trains the second model"]));
        audit.Claims[7].Verdict.Should().BeEquivalentTo(new Verdict(
            VerdictKind.NotRun, ["the ledger has no rule for it: of a run, what it ends with is compared, not single epochs"]));
        audit.Claims[8].Verdict.Kind.Should().Be(VerdictKind.Consistent);
        audit.Claims[8].Verdict.Why[^1].Should().Be("no recipe trains the second model");
    }

    [Theory]
    [InlineData("1.00 1.00 0.80", 1)]
    [InlineData("1.00 0.80 0.80", 0)]
    public void A_rise_is_taken_apart_where_both_tables_are_possible(string recalls, int rises) =>
        PublishedRise.Of(Audit(SmallLedger.With(
            SmallLedger.Figure("first", FigureKind.DisparateImpact, "0.8000"),
            SmallLedger.Figure("second", FigureKind.DisparateImpact, "0.9333"),
            SmallLedger.Figure("second", FigureKind.Recall, recalls)))).Should().HaveCount(rises);

    [Theory]
    [InlineData(5, 2)]
    [InlineData(10, 1)] // 28 of 30 images are right, by the same printed figures
    public void What_accuracy_alone_gives_is_said_of_models_on_as_many_images_as_the_first_has(int images, int models)
    {
        var ledger = SmallLedger.With(
            SmallLedger.Figure("first", FigureKind.DisparateImpact, "0.8000"),
            SmallLedger.Figure("second", FigureKind.DisparateImpact, "0.9333"),
            SmallLedger.Figure("second", FigureKind.Recall, "1.00 1.00 0.80"));
        var second = ledger.Models[1] with { Support = images };
        var audit = Audit(ledger with
        {
            Models = [ledger.Models[0], second],
            Figures = [.. ledger.Figures.Select(figure => figure.Model.Id == second.Id ? figure with { Model = second } : figure)],
        });

        PublishedNulls.Of(audit).Should().HaveCount(models);
        PublishedRise.Of(audit).Should().HaveCount(models - 1);
    }

    [Fact]
    public void No_factor_makes_errors_of_a_first_model_that_has_none()
    {
        var audit = Audit(SmallLedger.With() with
        {
            Figures =
            [
                SmallLedger.Figure("first", FigureKind.Accuracy, "1.0000"),
                SmallLedger.Figure("first", FigureKind.Recall, "1.00 1.00 1.00"),
                SmallLedger.Figure("first", FigureKind.DisparateImpact, "1.0000"),
                SmallLedger.Figure("second", FigureKind.Accuracy, "0.9333"),
                SmallLedger.Figure("second", FigureKind.Recall, "1.00 1.00 0.80"),
                SmallLedger.Figure("second", FigureKind.DisparateImpact, "0.9333"),
            ],
        });

        PublishedRise.Of(audit).Should().BeEmpty();
        PublishedNulls.Of(audit).Select(row => row.ProportionalErrors).Should().Equal(1, null);
        AuditMarkdown.Of(audit).Should().Contain("| the second \\| model | 0.9333 | [0.9333, 0.9333] | 0.9333 | undefined |");
    }

    [Fact]
    public async Task The_report_says_it_all_in_markdown() => await Verify(AuditMarkdown.Of(Whole()), extension: "md");

    [Fact]
    public async Task The_report_says_the_same_in_JSON() => await Verify(AuditJson.Text(Whole()), extension: "json");

    [Fact]
    public void Without_runs_the_report_says_none()
    {
        var text = AuditMarkdown.Of(Audit(SmallLedger.With()));

        text.Should().Contain("\n## Stored runs\n\nNone.\n\n## The rules\n").And.Contain("\nStored runs: none.\n")
            .And.StartWith(
                "# The audit of the published claims\n\n> **No stored run was found, expected RECIPE/seed-N: the claims were held "
                + "against none");
    }

    /// <summary>A ledger with every kind of claim, and runs of two recipes, one of them with a finding.</summary>
    private static LedgerAudit Whole()
    {
        var ledger = SmallLedger.With(
            SmallLedger.Figure("first", FigureKind.DisparateImpact, "0.8000", Evidence.Counts | Evidence.Runs,
                Rule with { Metric = "disparate_impact" }),
            SmallLedger.Figure("second", FigureKind.DisparateImpact, "0.8000"),
            SmallLedger.Figure("first", FigureKind.AurocOvrMacro, "0.87"),
            SmallLedger.Figure("second", FigureKind.Nll, "0.5", Evidence.Runs)) with
        {
            Sentences =
                [new("it.rises", "disparate impact rises", "0.0293", "page 2",
                    new("corrected", "student", "baseline", "disparate_impact", 0.0146))],
            Protocol =
            [
                new("protocol.seeds", "it is an effect of the method", "page 3", VerdictKind.Underpowered, "one run says nothing of seeds",
                    "line 55"),
                new("protocol.student", "a small model was distilled", "page 4", VerdictKind.Impossible, "it is the teacher itself",
                    "line 7"),
            ],
        };
        return LedgerAudit.Of(ledger, new(
        [
            .. SimulatedRun.Each("published", "disparate_impact", ("baseline", [0.79, 0.80, 0.81]), ("student", [0.80, 0.82, 0.81])),
            .. SimulatedRun.Each("corrected", "accuracy", ("baseline", [0.75])),
        ], [new("run.json", "accuracy", "0.8", "0.7")]));
    }

    private static IReadOnlyList<CheckedRun> Runs(string recipe, params double[] accuracies) =>
        SimulatedRun.Each(recipe, "accuracy", ("baseline", accuracies));

    private static Verdict Of(string model, FigureKind kind, string published) =>
        Audit(SmallLedger.With(SmallLedger.Figure(model, kind, published))).Claims[^1].Verdict;

    private static LedgerAudit Audit(Ledger ledger, IReadOnlyList<CheckedRun>? runs = null) =>
        LedgerAudit.Of(ledger, new(runs ?? [], []));
}

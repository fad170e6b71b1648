using Reproduction.Archive;
using Reproduction.Claims;
using Reproduction.Claims.Published;
using Reproduction.Claims.Verdicts;
using Reproduction.Files;
using Reproduction.Metrics;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Runs;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Claims.Verdicts;

/// <summary>The audit of the published claims, as it stands in <c>artifacts/audit.md</c>.</summary>
public sealed class AuditReportSpecs
{
    private static readonly Lazy<LedgerAudit> Audit = new(() =>
    {
        var ledger = LedgerFile.Read(Path.Combine(GoldenValues.Folder, "claims.yaml"));
        return LedgerAudit.Of(ledger, Stored());
    });

    private static readonly Lazy<string> Page = new(() => AuditMarkdown.Of(Audit.Value));

    /// <summary>
    /// The 140 models of five seeds each take more than a minute to recompute, as <c>make audit</c> does: here their records are taken as
    /// they are, and <see cref="Every_answer_of_five_seeds_is_there_and_makes_the_figures_of_its_record"/> looks at them without intervals.
    /// </summary>
    private static CheckedRuns Stored()
    {
        using var recomputed = new Data.TemporaryFolder();
        foreach (var recipe in new[] { "cifar10-cpu", "quick" })
            Directory.CreateSymbolicLink(recomputed[recipe], Repository.Path("artifacts", recipe));
        var runs = CheckedRuns.Check(recomputed.Path);
        return runs with
        {
            Root = Repository.Path("artifacts"),
            Runs =
            [
                .. runs.Runs.Select(run =>
                        run with { Folder = Repository.Path("artifacts", Path.GetRelativePath(recomputed.Path, run.Folder)) })
                    .Concat(new[] { "cifar10-five", "cifar10-mitigations", "mitigations" }.SelectMany(Recorded)
                        .Select(folder => new CheckedRun(folder, RunRecord.Read(Path.Combine(folder, "run.json")))))
                    .OrderBy(run => run.Folder, StringComparer.Ordinal),
            ],
        };
    }

    private static IEnumerable<string> Recorded(string recipe) =>
        Enumerable.Range(1, 5).Select(seed => Repository.Path("artifacts", recipe, $"seed-{seed}"));

    /// <summary>
    /// The verified file is a link to <c>artifacts/audit.md</c>, which <c>make audit</c> writes: one text, checked twice.
    /// </summary>
    [Fact]
    public async Task The_audit_says_what_artifacts_audit_md_says() => await Verify(Page.Value, extension: "md");

    [Fact]
    public void Every_stored_run_recomputes() => Audit.Value.Runs.Findings.Should().BeEmpty();

    [Theory]
    [InlineData("cifar10-five", 5)]
    [InlineData("cifar10-mitigations", 13)]
    [InlineData("mitigations", 23)]
    public void Every_answer_of_five_seeds_is_there_and_makes_the_figures_of_its_record(string recipe, int count)
    {
        foreach (var folder in Recorded(recipe))
        {
            foreach (var (name, hash) in ManifestFile.Read(Path.Combine(folder, ManifestFile.Name)).Files)
                Checksum.Of(Path.Combine(folder, name)).Hex.Should().Be(hash, $"{folder}/{name}");
            var record = RunRecord.Read(Path.Combine(folder, "run.json"));
            var models = RunReportReader.Read(folder).Models;

            models.Select(model => model.Name).Should().Equal(record.Models.Keys).And.HaveCount(count);
            foreach (var model in models)
                foreach (var (key, value) in FigureCatalogue.Keys.Zip(MetricValues.Of(model.Predictions).Values))
                    value.Should()
                        .BeApproximately(record.Models[model.Name].Metric(key)!.Value, 1e-12, $"{key} of {model.Name} in {folder}");
        }
    }

    [Fact]
    public void The_headline_disparate_impact_is_impossible_in_three_lines_and_the_teachers_counts_are_named()
    {
        var verdict = Verdict("student.disparate_impact");

        verdict.Kind.Should().Be(VerdictKind.Impossible);
        verdict.Why.Should().HaveCount(3);
        verdict.Why[0].Should().Contain("0.99").And.Contain("986 to 995 hits of 1,000");
        verdict.Why[1].Should().Contain("9,525 hits in all").And.Contain("[0.9573, 0.9660]");
        verdict.Why[2].Should().Contain("0.9669 is outside").And.Contain("9524/985").And.Contain("teacher");
    }

    [Fact]
    public void Of_the_published_rise_of_disparate_impact_all_but_a_thousandth_is_accuracys()
    {
        var rises = Audit.Value.Rises;
        var rise = rises.Single(rise => rise.First.Model.Id == "teacher");

        // By hand: k = 476/858, m₀ = 1 − k · 0.025, DI₀ = 0.9524 / m₀ = 0.96580.
        var proportional = 0.9524 / (1 - 476 / 858.0 * 0.025);
        rise.Rise.Should().BeApproximately(9524 / 9850.0 - 9142 / 9750.0, 1e-12);
        rise.ByAccuracy.Should().BeApproximately(proportional - 9142 / 9750.0, 1e-12);
        rise.Adjusted.Should().BeApproximately(9524 / 9850.0 - proportional, 1e-12);
        rise.AdjustedInterval.Low.Should().BeApproximately(-0.0087, 0.0008);
        rise.AdjustedInterval.High.Should().BeApproximately(0.0104, 0.0008);
        rise.IfEqual.Should().BeInRange(5e-6, 1e-4);
        rise.IfEquallyFair.Should().BeApproximately(0.43, 0.03);
        rises.Should()
            .NotContain(other => other.First.Model.Id == "student", "no count of its table prints the figure that it was given");
    }

    /// <summary>
    /// By hand: DI*(A) = A / (1 − 0.025 · (1 − A) / 0.0858); equal recalls by two million draws of ten binomials of 1,000 (NumPy);
    /// shares by the printed recalls.
    /// </summary>
    [Theory]
    [InlineData("baseline", "0.9376", 0.9376, 0.985589, 0.16 / 0.87)]
    [InlineData("data", "0.9573", 0.9519, 0.987456, 0.18 / 0.66)]
    [InlineData("algorithmic", "0.9565", 0.9527, 0.987569, 0.16 / 0.66)]
    [InlineData("teacher", "0.9669, under the name of \"student\", 132 px", 0.9658, 0.989534, 0.10 / 0.49)]
    [InlineData("student", "0.9669, which it cannot have", 0.9659, 0.989543, 0.13 / 0.48)]
    public void Each_published_disparate_impact_stands_beside_what_accuracy_alone_gives(
        string model, string published, double proportional, double equal, double share)
    {
        var row = PublishedNulls.Of(Audit.Value).Single(row => row.Model.Model.Id == model);

        row.Published.Should().Be(published);
        row.ProportionalErrors.Should().BeApproximately(proportional, 0.00005);
        row.EqualRecalls.Should().BeApproximately(equal, 0.00002);
        row.WorstShare.Should().BeApproximately(share, 1e-12);
    }

    [Theory]
    [InlineData("baseline", "9142/975")]
    [InlineData("data", "9334/975")]
    [InlineData("algorithmic", "9345/977")]
    public void The_other_disparate_impacts_are_consistent_with_one_count_of_the_best_class_each(string model, string counts)
    {
        var verdict = Verdict($"{model}.disparate_impact");

        verdict.Kind.Should().Be(VerdictKind.Consistent);
        verdict.Why[0].Should().StartWith($"{counts} prints it");
    }

    [Theory]
    [InlineData("baseline", 967, 975, "[0.9376, 0.9454]")]
    [InlineData("data", 966, 975, "[0.9573, 0.9663]")]
    [InlineData("algorithmic", 976, 985, "[0.9487, 0.9575]")]
    [InlineData("teacher", 976, 985, "[0.9669, 0.9758]")]
    [InlineData("student", 986, 995, "[0.9573, 0.9660]")]
    public void The_tables_admit_so_many_hits_in_the_best_class(string id, long least, long most, string disparateImpact)
    {
        var model = Audit.Value.Counts.Models.Single(model => model.Model.Id == id);

        model.Best.Should().Be((least, most));
        model.DisparateImpact!.ToString(4).Should().Be(disparateImpact);
    }

    [Fact]
    public void Every_AUROC_is_a_whole_multiple_of_its_grain()
    {
        foreach (var model in Audit.Value.Ledger.Models)
        {
            var verdict = Verdict($"{model.Id}.auroc_ovr_macro");
            verdict.Kind.Should().Be(VerdictKind.Consistent);
            verdict.Why[0].Should().Contain("1/(2 · 10 · 1,000 · 9,000)");
        }
    }

    [Theory]
    [InlineData("protocol.student", VerdictKind.Impossible, "cell 21 [24]")]
    [InlineData("protocol.validation", VerdictKind.Impossible, "line 105")]
    [InlineData("protocol.epoch_rule", VerdictKind.Impossible, "the log's epochs")]
    [InlineData("protocol.image_size", VerdictKind.Impossible, "Bias_mitigation.ipynb cell 5 [5]")]
    [InlineData("protocol.seeds", VerdictKind.Underpowered, "line 55")]
    public void What_the_published_code_shows_is_stated_with_where_it_can_be_seen(string id, VerdictKind kind, string seen)
    {
        Verdict(id).Kind.Should().Be(kind);
        Verdict(id).Why[^1].Should().StartWith("see ").And.Contain(seen);
    }

    [Fact]
    public void The_recipe_published_repeats_what_the_published_code_does()
    {
        var published = RecipeFile.Find("published");
        TrainedModelRecipe Model(string name) => (TrainedModelRecipe)published.Model(name);

        Model("student").Start.Should().Be(new TrainedStart("teacher"), "protocol.student");
        Model("student").Loss.Should().Contain(term => term.Teacher == LossTermRecipe.Itself, "protocol.student");
        published.HeldOut.ChooseEpoch.Should().BeNull("protocol.validation");
        Model("baseline").Training.ChosenEpoch.Should().NotBe(Model("teacher").Training.ChosenEpoch, "protocol.epoch_rule");
        published.Input.ImageSize.Should().Be(132, "protocol.image_size");
    }

    [Fact]
    public void Accuracies_are_exact_where_the_epochs_print_them_too()
    {
        Verdict("baseline.accuracy").Why[0].Should().Contain("epoch 8 of 8").And.Contain("the best is 0.9221");
        Verdict("teacher.accuracy").Why[0].Should().Contain("epoch 4 of 8, the best");
        Verdict("student.accuracy").Kind.Should().Be(VerdictKind.Exact);
    }

    [Fact]
    public void Every_kind_of_verdict_is_defined_in_the_report() =>
        Reproduction.Claims.Verdict.Kinds.Should()
            .OnlyContain(kind => Page.Value.Contains($"- **{kind.Word}**: {kind.Meaning}."));

    [Fact]
    public void The_word_impossible_stands_nowhere_but_as_a_verdict()
    {
        var lines = Page.Value.Split('\n').Where(line => line.Contains("impossible", StringComparison.OrdinalIgnoreCase))
            .ToList();

        lines.Should()
            .OnlyContain(line => line.Contains("| **impossible** |") || line.StartsWith("- **impossible**:") || line.StartsWith("Source:"));
    }

    private static Verdict Verdict(string id) => Audit.Value.Claims.Single(claim => claim.Id == id).Verdict;
}

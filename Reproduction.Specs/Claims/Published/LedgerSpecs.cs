using Reproduction.Claims;
using Reproduction.Claims.Published;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Specs.Data;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Claims.Published;

public sealed class LedgerSpecs : IDisposable
{
    private static readonly string Claims = Path.Combine(GoldenValues.Folder, "claims.yaml");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("baseline.accuracy", "0.9142")]
    [InlineData("baseline.auroc_ovr_macro", "0.9957011777777778")]
    [InlineData("baseline.disparate_impact", "0.9376")]
    [InlineData("data.accuracy", "0.9334")]
    [InlineData("data.disparate_impact", "0.9573")]
    [InlineData("algorithmic.accuracy", "0.9345")]
    [InlineData("algorithmic.disparate_impact", "0.9565")]
    [InlineData("teacher.accuracy", "0.9524")]
    [InlineData("teacher.auroc_ovr_macro", "0.998272772222222")]
    [InlineData("student.accuracy", "0.9525")]
    [InlineData("student.disparate_impact", "0.9669")]
    [InlineData("student.recall", "0.96 0.99 0.97 0.87 0.94 0.93 0.98 0.96 0.97 0.95")]
    [InlineData("student.epoch_test_accuracy", "94.69% 94.64% 94.19% 95.25%")]
    public void The_ledger_holds_the_figures_as_they_were_printed(string id, string published) =>
        LedgerFile.Read(Claims).Figures.Single(figure => figure.Id == id).Published.Should().Be(published);

    [Fact]
    public void Every_figure_of_the_five_models_is_in_the_ledger()
    {
        var ledger = LedgerFile.Read(Claims);

        ledger.Models.Select(model => model.Id).Should().Equal("baseline", "data", "algorithmic", "teacher", "student");
        foreach (var model in ledger.Models)
        {
            FigureKind[] kinds =
            [
                FigureKind.Accuracy, FigureKind.AurocOvrMacro, FigureKind.Nll, FigureKind.Precision, FigureKind.Recall, FigureKind.F1,
                    FigureKind.MacroAverage,
            ];
            kinds.Should().OnlyContain(kind => ledger.Figure(model.Id, kind) != null, model.Id);
        }
        ledger.Figure("teacher", FigureKind.DisparateImpact).Should().BeNull("the teacher's was not published");
        ledger.Figures.Count(figure => figure.Kind == FigureKind.DisparateImpact).Should().Be(4);
        ledger.Figures.Where(figure => FigureKinds.IsOfEachEpoch(figure.Kind)).Sum(figure => figure.Values.Count).Should()
            .Be(40, "16 of the baseline, 16 of the teacher, 8 of the distillation");
    }

    [Fact]
    public void A_percentage_is_read_as_the_share_that_it_prints()
    {
        var accuracy = LedgerFile.Read(Claims).Figures.Single(figure => figure.Id == "student.epoch_test_accuracy").Values[3];

        accuracy.ToString().Should().Be("0.9525");
        accuracy.Digits.Should().Be(4);
    }

    [Fact]
    public void A_claim_that_runs_can_test_says_which_runs_and_what_they_must_see() =>
        LedgerFile.Read(Claims).RunClaims.Should().HaveCount(20).And.OnlyContain(claim => claim.Acceptance.Sees > 0
            && new[] { "published", "corrected", "data-method", "algorithmic-method" }.Contains(claim.Acceptance.Recipe));

    [Fact]
    public void The_rise_that_the_sentences_speak_of_is_the_difference_of_the_published_figures() =>
        LedgerFile.Read(Claims).Sentences.Single(sentence => sentence.Acceptance.Over != null).Published.Should()
            .Be("0.0293", "0.9669 − 0.9376");

    [Fact]
    public void What_only_the_code_shows_says_where_it_can_be_seen() =>
        LedgerFile.Read(Claims).Protocol.Should().Contain(fact => fact.Id == "protocol.student" && fact.Verdict == VerdictKind.Impossible)
            .And.OnlyContain(fact => fact.Seen.Length > 0);

    [Fact]
    public void What_no_claim_speaks_of_is_noted_with_the_cells_that_show_it_and_what_is_circumstantial_is_called_so()
    {
        var notes = LedgerFile.Read(Claims).Notes;

        notes.Should().OnlyContain(note => note.Seen.Length > 0);
        notes.Where(note => note.IsCircumstantial).Select(note => note.Id).Should().Equal("note.data_method");
    }

    [Theory]
    [InlineData("    evidence: shown", "    evidence: certain", ".evidence: found 'certain'", "shown, circumstantial")]
    [InlineData("  - id: note.criterion_twice", "  - id: two words", ".id: found 'two words'", "one word that is not head")]
    [InlineData("  - id: note.criterion_twice", "  - id: head", ".id: found 'head'", "one word that is not head")]
    [InlineData("  - id: note.criterion_twice", "  - id: protocol.seeds", ".id: found 'protocol.seeds'", "no other claim has")]
    public void A_damaged_note_is_refused_with_file_line_and_key(string line, string changed, params string[] words)
    {
        var reading = () => LedgerFile.Read(Changed(line, changed));

        var message = reading.Should().Throw<BadInputException>().Which.Message;
        foreach (var word in words) message.Should().Contain(word);
    }

    [Fact]
    public void A_note_has_a_mark_as_a_claim_has() =>
        FluentActions.Invoking(() => LedgerFile.Read(Changed("move twice a step", "move thrice a step")))
        .Should().Throw<CheckFailedException>().WithMessage("*note.aliased_batch_norm: is not what was recorded*");

    [Theory]
    [InlineData("    published: \"0.9669\"", "    published: \"0.9668\"", "student.disparate_impact", "is not what was recorded")]
    [InlineData("sees: 0.0191", "sees: 0.0192", "baseline.accuracy", "is not what was recorded")]
    [InlineData("level: 0.05", "level: 0.06", "version, source, level, power, train_images or runs", "is not what was recorded")]
    [InlineData("version: 4", "version: 5", "version: found 5", "the marks of version 4")]
    [InlineData("id: protocol.seeds", "id: protocol.seed", "protocol.seed", "has no mark")]
    public void A_claim_changed_by_a_slip_of_the_hand_is_named(string line, string changed, params string[] words)
    {
        var reading = () => LedgerFile.Read(Changed(line, changed));

        var message = reading.Should().Throw<CheckFailedException>().Which.Message;
        foreach (var word in words) message.Should().Contain(word);
    }

    [Theory]
    [InlineData("  - id: student.accuracy", "  - id: student.acuracy", "claims.yaml:", "figures[35].id: found 'student.acuracy'",
        "MODEL.FIGURE")]
    [InlineData("    published: \"0.9669\"", "    published: \"0.9669x\"", ".published: found '0.9669x'", "one number as printed")]
    [InlineData("    published: \"0.9669\"", "    published: \"96.69 %\"", ".published: found '96.69 %'", "such as 0.9142 or 91.42%")]
    [InlineData("    published: \"0.9334\"\n    rounding: in_full", "    published: \"93.3%\"\n    rounding: printf",
        ".published: found '93.3%'", "decimals enough to tell one number of 10,000 images from the next")]
    [InlineData("  - id: teacher.accuracy", "  - id: teacher.disparate_impact", "models[3].id: found 'teacher'",
        "a figure teacher.accuracy too")]
    [InlineData("published: \"0.92 0.91 0.91\"", "published: \"0.92 0.91\"", ".published", "3 numbers")]
    [InlineData("    rounding: in_full", "    rounding: up", ".rounding: found 'up'", "in_full, printf")]
    [InlineData("    evidence: counts, runs", "    evidence: counts, prayer", ".evidence", "counts, figures and runs")]
    [InlineData("level: 0.05", "levl: 0.05", "unknown key 'levl'", "level")]
    [InlineData("metric: accuracy", "metric: beauty", ".acceptance.metric: found 'beauty'", "accuracy")]
    [InlineData("recipe: published, model: baseline, metric: accuracy", "recipe: perfect, model: baseline, metric: accuracy", "'perfect'",
        "published")]
    [InlineData("    verdict: underpowered", "    verdict: dubious", ".verdict: found 'dubious'", "underpowered")]
    [InlineData("  - id: data.accuracy", "  - id: baseline.accuracy", ".id: found 'baseline.accuracy'", "no other claim has")]
    [InlineData("    evidence: counts\n",
        "    evidence: counts\n    acceptance: {recipe: published, model: baseline, metric: accuracy, sees: 0.01}\n", ".acceptance",
        "single figures")]
    [InlineData("power: 0.8", "power: 0.8\npower: 0.9", "claims.yaml:", "not YAML")]
    public void A_damaged_ledger_is_refused_with_file_line_and_key(string line, string changed, params string[] words)
    {
        var reading = () => LedgerFile.Read(Changed(line, changed));

        var message = reading.Should().Throw<BadInputException>().Which.Message;
        message.Should().StartWith("claims.yaml:").And.NotContain("\n");
        foreach (var word in words) message.Should().Contain(word);
    }

    [Fact]
    public void A_ledger_without_its_marks_is_refused()
    {
        File.Copy(Claims, folder["claims.yaml"]);

        var reading = () => LedgerFile.Read(folder["claims.yaml"]);

        reading.Should().Throw<BadInputException>().WithMessage("*claims.sha256: no such file*");
    }

    [Theory]
    [InlineData("version 4\n", "versio 1\n", "claims.sha256:1: expected the line 'version N'")]
    [InlineData("version 4\n", "version -1\n", "claims.sha256:1: expected the line 'version N'")]
    [InlineData(" head\n", "\n",
        "claims.sha256:2: found '*', expected 16 hexadecimal digits and the identifier of a claim that no other line has")]
    [InlineData(" baseline.accuracy\n", " head\n", "claims.sha256:* expected 16 hexadecimal digits*")]
    [InlineData(" baseline.accuracy\n", "0 baseline.accuracy\n", "claims.sha256:* expected 16 hexadecimal digits*")]
    public void Damaged_marks_are_refused_by_their_line(string text, string other, string message)
    {
        File.Copy(Claims, folder["claims.yaml"]);
        var marks = File.ReadAllText(Path.ChangeExtension(Claims, ".sha256"));
        marks.Should().Contain(text);
        File.WriteAllText(folder["claims.sha256"], marks.Replace(text, other, StringComparison.Ordinal));

        var reading = () => LedgerFile.Read(folder["claims.yaml"]);

        reading.Should().Throw<BadInputException>().WithMessage($"*{message}");
    }

    [Fact]
    public void Marks_without_a_line_are_refused()
    {
        File.Copy(Claims, folder["claims.yaml"]);
        File.WriteAllText(folder["claims.sha256"], "");

        var reading = () => LedgerFile.Read(folder["claims.yaml"]);

        reading.Should().Throw<BadInputException>().WithMessage("*claims.sha256:1: expected the line 'version N'");
    }

    [Fact]
    public void A_ledger_that_is_not_there_is_named()
    {
        var reading = () => LedgerFile.Read(folder["none.yaml"]);

        reading.Should().Throw<BadInputException>().WithMessage("*none.yaml: no such file, expected a ledger of claims");
    }

    [Theory]
    [InlineData("baseline.accuracy", "accuracy, baseline B0, 132 px, last of 8 epochs")]
    [InlineData("student.disparate_impact", "DI, \"student\", 132 px, last of 4 epochs")]
    [InlineData("teacher.auroc_ovr_macro", "AUROC, teacher B4, 132 px, best of 8 epochs")]
    [InlineData("data.nll", "test loss, data method B0, 224 px, last of 8 epochs")]
    [InlineData("data.precision", "precision of each class, data method B0, 224 px, last of 8 epochs")]
    [InlineData("data.recall", "recall of each class, data method B0, 224 px, last of 8 epochs")]
    [InlineData("data.f1", "F1 of each class, data method B0, 224 px, last of 8 epochs")]
    [InlineData("data.macro_average", "macro averages, data method B0, 224 px, last of 8 epochs")]
    [InlineData("teacher.epoch_train_accuracy", "train accuracy of each epoch, teacher B4, 132 px")]
    [InlineData("teacher.epoch_test_accuracy", "test accuracy of each epoch, teacher B4, 132 px")]
    [InlineData("student.epoch_train_loss", "train loss of each epoch, \"student\", 132 px")]
    public void A_figure_is_called_by_what_it_is_and_of_which_model_and_epoch(string id, string name) =>
        LedgerFile.Read(Claims).Figures.Single(figure => figure.Id == id).Name.Should().Be(name);

    [Fact]
    public void The_ledger_says_how_runs_are_judged_and_which_seeds_they_take()
    {
        var ledger = LedgerFile.Read(Claims);

        (ledger.Level, ledger.Power, ledger.Source).Should()
            .Be((0.05, 0.8, "github.com/gautamHCSCV/Bias-Mitigation-using-Knowledge-Distillation, April 2023"));
        ledger.Seeds.Keys.Should().Equal("published", "corrected", "data-method", "algorithmic-method");
        ledger.Seeds["published"].Should().Equal(42, 43, 44, 45, 46);
        var model = ledger.Models[1];
        (model.Classes, model.Support, model.Images, model.Recipe, model.RunModel).Should()
            .Be((10, 1000, 10_000L, "data-method", "data_method"));
        (ledger.Models[0].Recipe, ledger.Models[0].RunModel, ledger.Models[0].WhyNoRecipe).Should().Be(("published", "baseline", null));
        var claim = ledger.RunClaims.Single(claim => claim.Id == "distilled_b0.disparate_impact_rise");
        claim.Value.Should().Be(0.0293);
        claim.Acceptance.Should().Be(new Acceptance("corrected", "student", "baseline", "disparate_impact", 0.0146));
    }

    [Fact]
    public void A_models_figures_are_of_the_epoch_that_its_recipe_counts()
    {
        foreach (var model in LedgerFile.Read(Claims).Models)
        {
            var training = ((TrainedModelRecipe)RecipeFile.Find(model.Recipe!).Model(model.RunModel!)).Training;
            model.Epoch.Should().Be($"{(training.ChosenEpoch == EpochRule.Best ? "best" : "last")} of {training.Epochs} epochs", model.Id);
        }
    }

    [Fact]
    public void A_claim_that_was_taken_out_is_missed()
    {
        var text = File.ReadAllText(Claims);
        var start = text.IndexOf("  - id: data.nll", StringComparison.Ordinal);
        var end = text.IndexOf("  - id: data.precision", StringComparison.Ordinal);
        File.WriteAllText(folder["claims.yaml"], text.Remove(start, end - start));
        File.Copy(Path.ChangeExtension(Claims, ".sha256"), folder["claims.sha256"]);

        var reading = () => LedgerFile.Read(folder["claims.yaml"]);

        reading.Should().Throw<CheckFailedException>().WithMessage("*data.nll is missing*");
    }

    [Fact]
    public void Layout_and_comments_are_no_part_of_a_claim()
    {
        var ledger = LedgerFile.Read(Changed("version: 4", "# a remark\n\nversion: 4"));

        ledger.Version.Should().Be(4);
    }

    /// <summary>A copy of the ledger in which the first occurrence of a text is another.</summary>
    private string Changed(string text, string other)
    {
        var whole = File.ReadAllText(Claims);
        var at = whole.IndexOf(text, StringComparison.Ordinal);
        at.Should().BeGreaterThan(0);
        File.WriteAllText(folder["claims.yaml"], whole.Remove(at, text.Length).Insert(at, other));
        File.Copy(Path.ChangeExtension(Claims, ".sha256"), folder["claims.sha256"]);
        return folder["claims.yaml"];
    }
}

using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Metrics.Resampling;
using Reproduction.Recipes.Format;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Summaries;
using Reproduction.Runs;
using Reproduction.Specs.Archive;
using static Reproduction.Specs.Reporting.Summaries.ThreeSeeds;
using RunReport = Reproduction.Reporting.RunReport;

namespace Reproduction.Specs.Reporting.Summaries;

/// <summary>What three seeds of quick come to, of which the teacher was made once for all.</summary>
public sealed class SummaryOfRunsSpecs(ThreeSeeds stored) : IClassFixture<ThreeSeeds>
{
    private readonly Summary summary = stored.Summary;

    [Fact]
    public void Where_the_teacher_is_shared_every_pair_that_hangs_on_it_is_said_to_be_conditional_on_it()
    {
        summary.Models.Select(model => (model.Name, model.IsMadeOnce)).Should().Equal(("teacher", true), ("baseline", false),
            ("student", false));
        summary.Pairs.Select(pair => (pair.Name, string.Join(' ', pair.MadeOnce)))
            .Should().Equal(("student − baseline", "teacher"), ("baseline − teacher", "teacher"));

        SummaryMarkdown.Of(summary).Should()
            .Contain("**Conditional on what was made once:** teacher was made once and shared by all seeds").And.Contain("This holds for "
                + "student − baseline and baseline − teacher.");
    }

    [Fact]
    public void A_model_that_was_made_once_has_no_deviation_between_seeds()
    {
        var teacher = summary.Models.Single(model => model.IsMadeOnce).Figure(FigureCatalogue.Accuracy)!;

        SummaryMarkdown.Of(summary).Should().MatchRegex(@$"\n\| teacher \| {teacher.Mean:F4} \[")
            .And.MatchRegex(@"\n\| student \| 0\.\d{4} ± 0\.\d{4} \[");
    }

    [Theory]
    [InlineData("accuracy")]
    [InlineData("macro_f1")]
    [InlineData("worst_recall")]
    [InlineData("nll")]
    [InlineData("disparate_impact")]
    [InlineData("recall_gap")]
    [InlineData("class_wise_ece")]
    public void A_model_that_was_made_once_has_the_interval_over_images_that_its_own_run_gives(string key)
    {
        var figure = FigureCatalogue.All.Single(figure => figure.Key == key);
        var own = Bootstrap.Of(Answers("teacher", 1)).Interval(figure)!.Value;

        var crossed = summary.Models.Single(model => model.Name == "teacher").Figure(figure)!.Crossed!.Value;

        crossed.Low.Should().BeApproximately(own.Low, 1e-9);
        crossed.High.Should().BeApproximately(own.High, 1e-9);
    }

    [Fact]
    public void What_is_calibrated_or_learns_from_it_is_conditional_on_the_images_of_calibrate_where_all_seeds_share_them()
    {
        (string, string)[] calibration = [("held_out.calibrate", "100"), ("models.fair", "{calibration_of: baseline, by: class_offsets}")];
        foreach (var seed in new[] { 1, 2 })
            Store(stored.Folder[$"calibrated/seed-{seed}"], seed,
            [
                .. calibration,
                ("models.hopeful", "{network: student, loss: [{soft_targets: {of: fair, temperature: 5, weight: 1}}]}"),
                ("compare", "[[fair, baseline], [hopeful, baseline], [student, baseline]]"),
            ]);
        var calibrated = Summary.Of([stored.Folder["calibrated"]]);

        calibrated.Pairs.Select(pair => (pair.Name, string.Join(", ", pair.MadeOnce))).Should().Equal(
            ("fair − baseline", "the images of calibrate"), ("hopeful − baseline", "the images of calibrate"),
            ("student − baseline", "teacher"));
        SummaryMarkdown.Of(calibrated).Should()
            .Contain("**Conditional on what was made once:** the images of calibrate were made once and shared by all seeds")
            .And.Contain("This holds for fair − baseline and hopeful − baseline.")
            .And.Contain("**Conditional on what was made once:** teacher was made once");
        SummaryJson.Of(calibrated)["pairs"]![0]!["conditional_on"]![0]!.GetValue<string>().Should().Be("the images of calibrate");

        var record = RunRecord.Read(stored.Folder["calibrated/seed-1/run.json"]);
        var ofEachSeed = RunReport.Of(
            record, RecipeFile.Find("quick", calibration), new Dictionary<string, Predictions> { ["fair"] = Answers("fair", 1) }, []);
        ofEachSeed.Models.Single().MadeOnce.Should().BeEmpty("each seed holds out its own images");
    }

    [Fact]
    public void A_pair_that_was_made_once_has_no_test_over_seeds()
    {
        foreach (var seed in new[] { 1, 2 })
        {
            Store(stored.Folder[$"once/seed-{seed}"], seed, ("models.baseline.seed", "1"));
            Answers("baseline", 1).Write(stored.Folder["once/shared/baseline/test.csv"]);
            StoredTinyRuns.CoverUp(stored.Folder[$"once/seed-{seed}"]);
        }
        var once = Summary.Of([stored.Folder["once"]]);

        var accuracy = once.Pairs[1].Figure(FigureCatalogue.Accuracy)!;

        accuracy.Difference.Test.Should().BeNull();
        accuracy.Adjusted.Should().BeNull();
        SummaryMarkdown.Of(once).Should().MatchRegex(@"\| accuracy \| −0\.\d{4} \| 0\.0000 \| 0\.\d{4} \| all equal \|  \|  \|")
            .And.Contain("**Conditional on what was made once:** teacher and baseline were made once");
    }

    [Theory]
    [InlineData("run.json", "0123456789abcdef", "fedcba9876543210",
        "images with the fingerprint fedcba9876543210, expected 0123456789abcdef as in")]
    [InlineData("run.json", "\"a\",\n      \"b\"", "\"b\",\n      \"a\"", "classes b, a and c, expected a, b and c as in")]
    [InlineData("run.json", "\"test_images\": 300", "\"test_images\": 500",
        "dataset.test_images: found 500, expected the 300 of teacher's answers")]
    [InlineData("run.json", "\"recipe_hash\": \"", "\"recipe_hash\": \"0", "recipe_hash: found 0")]
    [InlineData("baseline/test.csv", null, "student/test.csv", "its student answers as that of ",
        "does, to the bit, expected a run of another seed")]
    public void What_are_no_seeds_of_one_experiment_is_refused(string file, string? text, string other, params string[] words)
    {
        var name = $"{file}{other.Length}{words[0].Length}";
        foreach (var seed in new[] { 1, 2 }) Store(stored.Folder[$"{name}/seed-{seed}"], seed);
        var run = stored.Folder[$"{name}/seed-2"];
        if (text is not null)
        {
            var content = File.ReadAllText($"{run}/{file}");
            content.Should().Contain(text);
            File.WriteAllText($"{run}/{file}", content.Replace(text, other));
        }
        else File.Copy(stored.Folder[$"{name}/seed-1/{other}"], $"{run}/{other}", overwrite: true);

        var summary = () => Summary.Of([stored.Folder[name]]);

        var changed = summary.Should().Throw<BadInputException>().Which.Message;
        changed.Should().Contain("changed since manifest.json was written", "a run is what it was when it became whole");
        StoredTinyRuns.CoverUp(run);
        var message = summary.Should().Throw<BadInputException>().Which.Message;
        foreach (var part in words) message.Should().Contain(part);
    }

    [Fact]
    public void Seeds_that_learnt_from_different_models_under_one_name_are_none_of_one_experiment()
    {
        foreach (var (root, seed) in new[] { ("here", 1), ("there", 2) }) Store(stored.Folder[$"{root}/seed-{seed}"], seed);
        Answers("baseline", 5).Write(stored.Folder["there/shared/teacher/test.csv"]);

        var summary = () => Summary.Of([stored.Folder["here"], stored.Folder["there"]]);

        summary.Should().Throw<BadInputException>()
            .WithMessage("*there/seed-2: another teacher than that of *here/seed-1, expected the one that was made once for all seeds");
    }

    [Fact]
    public void A_folder_that_was_not_sealed_is_no_seed()
    {
        foreach (var seed in new[] { 1, 2 }) Store(stored.Folder[$"unsealed/seed-{seed}"], seed);
        File.Delete(stored.Folder["unsealed/seed-2/manifest.json"]);

        var summary = () => Summary.Of([stored.Folder["unsealed"]]);

        summary.Should().Throw<BadInputException>().WithMessage("*unsealed/seed-2: no manifest.json, expected a whole run");
    }

    [Fact]
    public void A_model_that_answers_one_class_in_one_seed_leaves_its_pairs_without_tests_and_says_so()
    {
        foreach (var seed in new[] { 1, 2, 3 }) Store(stored.Folder[$"doubted/seed-{seed}"], seed);
        var answers = Answers("baseline", 2);
        new Predictions(answers.Labels.ToArray(), [.. Enumerable.Range(0, 300).SelectMany(_ => new[] { 0.0, 1, 0 })], 3)
            .Write(stored.Folder["doubted/seed-2/baseline/test.csv"]);
        StoredTinyRuns.CoverUp(stored.Folder["doubted/seed-2"]);

        var doubted = Summary.Of([stored.Folder["doubted"]]);

        doubted.Warnings.Should().ContainSingle().Which.Should().StartWith("Seed 2: The baseline answers one class, b, to all 300 images.");
        foreach (var pair in doubted.Pairs)
        {
            pair.SaysNothing.Should().BeTrue(pair.Name);
            pair.Figures.OfType<PairFigure>().Should().NotBeEmpty()
                .And.OnlyContain(figure => figure.Adjusted == null && !figure.IsBeyondNoise);
            pair.Classes.Should().OnlyContain(of => of.Adjusted == null);
        }
        summary.Pairs.Should().OnlyContain(pair => !pair.SaysNothing && pair.Figures.OfType<PairFigure>().Any(of => of.Adjusted != null));
    }

    [Fact]
    public void A_model_in_doubt_has_no_test_against_the_frontier_either()
    {
        foreach (var seed in new[] { 1, 2, 3 }) Store(stored.Folder[$"doubted-student/seed-{seed}"], seed);
        new Predictions(Answers("student", 2).Labels.ToArray(), [.. Enumerable.Range(0, 300).SelectMany(_ => new[] { 0.0, 1, 0 })], 3)
            .Write(stored.Folder["doubted-student/seed-2/student/test.csv"]);
        StoredTinyRuns.CoverUp(stored.Folder["doubted-student/seed-2"]);

        var student = Summary.Of([stored.Folder["doubted-student"]]).Frontier!.Models.Single(model => model.Model == "student");

        student.OverOffsets!.Test.Should().NotBeNull("the figures stay");
        student.AdjustedOffsets.Should().BeNull();
        student.AdjustedProportionalErrors.Should().BeNull();
    }

    [Fact]
    public void Seeds_of_different_devices_are_said_to_be_so_and_so_are_pairs_that_no_run_has()
    {
        foreach (var seed in new[] { 1, 2 }) Store(stored.Folder[$"devices/seed-{seed}"], seed);
        var run = stored.Folder["devices/seed-2"];
        File.WriteAllText($"{run}/run.json", File.ReadAllText($"{run}/run.json").Replace("\"device\": \"cpu\"", "\"device\": \"cuda\""));
        StoredTinyRuns.CoverUp(run);

        Summary.Of([stored.Folder["devices"]]).Warnings.Should().ContainSingle().Which.Should().Be(
            "From seed 1 to seed 2 the device was cpu and is now cuda: that may differ by more than seeds do.");
        summary.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void Seeds_that_differ_by_rounding_alone_are_tied_and_have_no_test()
    {
        // A tenth of the images in both: as doubles 0.10000000000000003 and 0.09999999999999998.
        var tied = new SummaryFigure([0.4 - 0.3, 0.3 - 0.2], null, null);

        tied.Values.Distinct().Should().HaveCount(2);
        tied.Test.Should().BeNull();
        new SummaryFigure([0.4 - 0.3, 0.3001 - 0.2], null, null).Test.Should().NotBeNull();
    }

    [Fact]
    public void What_accuracy_leaves_of_disparate_impact_is_paired_by_seed()
    {
        var pair = summary.Pairs[0].Figure(FigureCatalogue.ExcessOverProportionalErrors)!;

        foreach (var (i, seed) in new[] { 1, 2, 3 }.Index())
        {
            var (student, baseline) = (Recalls(Answers("student", seed)), Recalls(Answers("baseline", seed)));
            var factor = (1 - student.Average()) / (1 - baseline.Average());
            double[] proportional = [.. baseline.Select(recall => 1 - factor * (1 - recall))];
            pair.Difference.Values[i].Should()
                .BeApproximately(student.Average() / student.Max() - proportional.Average() / proportional.Max(), 1e-12);
        }
    }

    [Fact]
    public void Each_model_is_held_against_the_frontier_and_the_proportional_errors_of_the_one_that_is_compared_with()
    {
        var frontier = summary.Frontier!;
        frontier.Reference.Should().Be("baseline");
        frontier.Models.Select(model => model.Model).Should().Equal("teacher", "student");
        var student = frontier.Models[1];
        foreach (var (i, seed) in new[] { 1, 2, 3 }.Index())
        {
            var (mine, its) = (Recalls(Answers("student", seed)), Recalls(Answers("baseline", seed)));
            // Classes have as many images, so that accuracy is the mean recall.
            var proportional = 1 - (1 - its.Min()) * (1 - mine.Average()) / (1 - its.Average());
            student.OverProportionalErrors!.Values[i].Should().BeApproximately(mine.Min() - proportional, 1e-12);
            var swept = ClassOffsetFrontier.Of(Answers("baseline", seed))!.WorstRecallAt(mine.Average() - 1e-12);
            student.OverOffsets!.Values[i].Should().BeApproximately(mine.Min() - swept!.Value, 1e-12);
        }
        frontier.Curve[0].WorstRecall.Should().BeApproximately(new[] { 1, 2, 3 }.Average(seed => Recalls(Answers("baseline", seed)).Min()),
            1e-12);
    }
}

using System.Security.Cryptography;
using System.Text;
using Reproduction.Data.Preparation;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Runs;

namespace Reproduction.Specs.Runs;

/// <summary>What there is to do follows from the recipe alone.</summary>
public sealed class StagePlanSpecs
{
    private const string Shared =
        "{teacher: {network: teacher, seed: 7}, baseline: {network: student}, student: {network: student, loss: [{cross_entropy: {weight: "
        + "1}}, {soft_targets: {of: teacher, temperature: 5, weight: 1}}]}}";

    [Fact]
    public void A_student_needs_its_teachers_answers_which_need_the_trained_teacher_and_every_model_is_tested_last()
    {
        var stages = StagePlan.Of(RecipeFile.Find("quick"), 1);

        stages.Select(stage => $"{stage.Name}: {string.Join(", ", stage.Needs.Select(need => need.Name))}").Should().Equal(
            "train teacher: ", "train baseline: ", "answers of teacher: train teacher", "train student: answers of teacher",
            "test teacher: train teacher", "test baseline: train baseline", "test student: train student");
        stages.Select(stage => stage.Place).Distinct().Should().Equal("seed-1/teacher", "seed-1/baseline", "seed-1/student");
    }

    /// <summary>Four ways lead from each generation to the one before it, and a million million from the last to the first.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Twenty_generations_that_learn_from_the_calibrated_one_before_are_planned_each_stage_once()
    {
        const int generations = 20;
        var models = Enumerable.Range(1, generations).Select(i =>
            $"g{i}: {{network: student, loss: [{{soft_targets: {{of: c{i - 1}, temperature: 1, weight: 1}}}}]}}, c{i}: {{calibration_of: g{i}, by: vector}}");
        (string, string)[] overrides =
        [
            ("held_out.calibrate", "100"), ("compare", "[]"),
            ("models", $"{{g0: {{network: student}}, c0: {{calibration_of: g0, by: vector}}, {string.Join(", ", models)}}}"),
        ];

        var stages = await Task.Run(() => StagePlan.Of(RecipeFile.Find("quick", overrides), 1), TestContext.Current.CancellationToken);

        stages.Select(stage => stage.Name).Should().OnlyHaveUniqueItems();
        stages.OfType<TrainingStage>().Should().HaveCount(generations + 1);
        var place = stages.Index().ToDictionary(at => at.Item, at => at.Index);
        stages.Should().OnlyContain(stage => stage.Needs.All(needed => place[needed] < place[stage]));
    }

    [Fact]
    public void Where_views_vary_from_seed_to_seed_the_student_asks_the_teacher_itself()
    {
        var stages = StagePlan.Of(RecipeFile.Find("quick", [("augmentation", "[{random_crop: {padding: 2}}]")]), 1);

        stages.OfType<AnswersStage>().Should().BeEmpty();
        stages.Single(stage => stage.Name == "train student").Needs.Select(need => need.Name).Should().Equal("train teacher");
    }

    [Fact]
    public void Where_the_stream_of_views_is_pinned_the_teacher_answers_once_for_each_epoch()
    {
        var stages = StagePlan.Of(
            RecipeFile.Find("quick",
                [("augmentation", "[{random_crop: {padding: 2}}]"), ("augmentation_seed", "3"), ("models.student.training.epochs", "4")]),
                1);

        var answers = stages.OfType<AnswersStage>().Single();
        answers.Outputs.Should().Equal(Enumerable.Range(1, 4).Select(epoch => $"answers-{answers.Views.Id}.epoch-{epoch}.safetensors"));
    }

    [Fact]
    public void A_student_that_trains_for_longer_has_more_answered_and_makes_no_other_students_answers_others()
    {
        (string, string)[] pinned = [("augmentation", "[{random_crop: {padding: 2}}]"), ("augmentation_seed", "3")];
        IReadOnlyList<Stage> Plan(string epochs) => StagePlan.Of(RecipeFile.Find("quick",
        [
            .. pinned,
            ("models.other", $"{{network: student, training: {{epochs: {epochs}}}, loss: [{{soft_targets: {{of: teacher, temperature: 5, "
                + "weight: 1}}]}"),
        ]), 1);
        Stage Of(IReadOnlyList<Stage> plan, string name) => plan.Single(stage => stage.Name == name);
        var (shorter, longer) = (Plan("8"), Plan("9"));
        var (some, more) = (shorter.OfType<AnswersStage>().Single(), longer.OfType<AnswersStage>().Single());

        more.Key.Should().Be(some.Key);
        more.Outputs.Should().HaveCount(9).And.StartWith(some.Outputs);
        foreach (var plan in new[] { shorter, longer })
        {
            var student = Of(plan, "train student");
            student.Needs.Single().HandedTo(student).Should().Equal(some.Outputs.Take(((TrainedModelRecipe)student.Model).Training.Epochs));
        }
        Of(longer, "train student").Key.Should().Be(Of(shorter, "train student").Key);
        Of(longer, "train other").Key.Should().NotBe(Of(shorter, "train other").Key);
    }

    [Fact]
    public void A_teacher_that_trains_for_longer_than_its_students_answers_for_their_epochs_alone() =>
        StagePlan.Of(
            RecipeFile.Find("quick",
                [("augmentation", "[{random_crop: {padding: 2}}]"), ("augmentation_seed", "3"), ("models.teacher.training.epochs", "9"),
                    ("models.student.training.epochs", "4")]),
            1)
            .OfType<AnswersStage>().Single().Outputs.Should().HaveCount(4);

    [Fact]
    public void A_teacher_answers_for_the_epochs_of_those_who_learn_from_its_stored_answers_and_of_no_others() =>
        StagePlan.Of(
            RecipeFile.Find(
                "quick",
                [
                    ("augmentation", "[{random_crop: {padding: 2}}]"), ("augmentation_seed", "3"), ("models.student.training.epochs", "4"),
                    ("models.second", "{network: teacher}"),
                    ("models.of_second", "{network: student, training: {epochs: 7}, "
                        + "loss: [{soft_targets: {of: second, temperature: 5, weight: 1}}]}"),
                    ("models.of_its_features", "{network: student, training: {epochs: 9}, "
                        + "loss: [{hint: {of: teacher, at: stage_3, weight: 1}}]}"),
                ]),
            seed: 1).OfType<AnswersStage>().Select(stage => (stage.Model.Name, stage.Outputs.Count))
            .Should().BeEquivalentTo([("teacher", 4), ("second", 7)]);

    [Theory]
    [InlineData("", 2)]
    [InlineData(", {random_crop: {padding: 2}}", 4)]
    public void Where_two_views_of_an_image_take_turns_and_nothing_else_varies_the_teacher_answers_for_two_epochs(string more, int epochs)
    {
        var stages = StagePlan.Of(
            RecipeFile.Find("quick",
                [
                    ("augmentation", $"[{{random_horizontal_flip: {{probability: 0.5, alternating: true}}}}{more}]"),
                    ("augmentation_seed", "3"), ("models.student.training.epochs", "4"),
                ]),
            1);

        var answers = stages.OfType<AnswersStage>().Single();
        answers.Outputs.Should().HaveCount(epochs);
        answers.Views.FileOf(4).Should().Be(answers.Outputs[^1]);
        answers.Views.FileOf(1).Should().Be(answers.Outputs[0]);
    }

    /// <summary>The files of stored runs are found by it.</summary>
    [Fact]
    public void Answers_for_views_from_before_flips_could_alternate_keep_their_name()
    {
        var views = new AnsweredViews([new RandomCrop(4), new RandomHorizontalFlip(0.5)], Seed: 1, Epochs: 7);

        const string Text = "1/RandomCrop { Padding = 4 }/RandomHorizontalFlip { Probability = 0.5 }";
        views.Id.Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..8]);
    }

    [Fact]
    public void A_published_student_goes_on_from_the_teachers_weights_and_asks_no_other_model()
    {
        var student = StagePlan.Of(RecipeFile.Find("published"), 42).Single(stage => stage.Name == "train student");

        student.Needs.Select(need => need.Name).Should().Equal("train teacher");
    }

    [Fact]
    public void A_pinned_teacher_has_one_folder_seed_and_key_for_all_seeds()
    {
        var recipe = RecipeFile.Find("quick", [("models", Shared), ("held_out.seed", "1")]);
        Stage Teacher(long seed) => StagePlan.Of(recipe, seed).Single(stage => stage.Name == "train teacher");

        Teacher(1).Place.Should().Be("shared/teacher");
        Teacher(1).Seed.Should().Be(7);
        Teacher(2).Key.Should().Be(Teacher(1).Key);
        StagePlan.Of(recipe, 2).Single(stage => stage.Name == "train baseline").Key.Should()
            .NotBe(StagePlan.Of(recipe, 1).Single(stage => stage.Name == "train baseline").Key);
    }

    [Theory]
    [InlineData("models.student.loss.soft_targets.temperature", "2", "train student", "test student")]
    [InlineData("models.teacher.training", "{epochs: 3}", "train teacher", "answers of teacher", "train student", "test teacher",
        "test student")]
    [InlineData("description", "other words")]
    [InlineData("test_images", "500", "test teacher", "test baseline", "test student")]
    public void A_change_of_the_recipe_changes_the_keys_of_what_it_decides_and_no_other(string key, string value, params string[] changed)
    {
        var before = StagePlan.Of(RecipeFile.Find("quick"), 1);
        var after = StagePlan.Of(RecipeFile.Find("quick", [(key, value)]), 1);

        before.Zip(after).Where(pair => pair.First.Key != pair.Second.Key).Select(pair => pair.First.Name).Should().BeEquivalentTo(changed);
    }

    /// <summary>
    /// What was half trained from the classifier that older programs drew is not gone on with; all else is what it was, stored runs too.
    /// </summary>
    [Theory]
    [InlineData("quick", "random", "torchvision")]
    [InlineData("quick", "imagenet", "fan_in")]
    [InlineData("quick", "imagenet", "torchvision", "train teacher")]
    [InlineData("published", "imagenet", "torchvision", "train teacher", "train baseline")]
    public void A_training_that_draws_a_new_classifier_under_ImageNet_weights_has_another_key_than_before_and_no_other_stage_has(
        string name, string weights, string initialisation, params string[] changed)
    {
        var recipe = RecipeFile.Find(
            name,
            [
                ("networks.teacher.architecture", "efficientnet_b0"), ("networks.teacher.weights", weights),
                ("networks.teacher.initialisation", initialisation),
            ]);
        string Before(Stage stage) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{stage.Name}/{Protocol.Of(recipe, stage.Model).Hash()}/1/{(stage is AnswersStage ? "1" : "")}")));

        StagePlan.Of(recipe, 1).Where(stage => stage.Key != Before(stage)).Select(stage => stage.Name).Should().Equal(changed);
    }

    [Theory]
    [InlineData("soft_targets: {of: teacher, temperature: 1, weight: 1}", "answers of teacher")]
    [InlineData("group_dro: {of: teacher, temperature: 1, weight: 1}", "answers of teacher")]
    [InlineData("advice: {of: teacher, weight: 1}}, {cross_entropy: {weight: 1}", "answers of teacher")]
    [InlineData("class_trust: {of: teacher, weight: 1}", "answers of teacher", "train teacher")]
    [InlineData("hint: {of: teacher, at: stage_3, weight: 1}", "train teacher")]
    [InlineData("srrl: {of: teacher, weight: 1}", "train teacher")]
    [InlineData("similarity: {of: teacher, weight: 1}", "train teacher")]
    [InlineData("similarity: {of: teacher, weight: 1}}, {class_trust: {of: teacher, weight: 1}", "train teacher")]
    [InlineData("class_reweighted: {weight: 1}")]
    public void Features_and_held_out_images_need_the_teacher_itself_and_logits_its_stored_answers(string term, params string[] needs) =>
        StagePlan.Of(RecipeFile.Find("quick", [("models.student.loss", $"[{{{term}}}]")]), 1)
            .Single(stage => stage.Name == "train student").Needs.Select(need => need.Name).Should().Equal(needs);

    [Fact]
    public void Only_one_model_means_it_and_what_it_is_made_from()
    {
        var stages = StagePlan.Only(StagePlan.Of(RecipeFile.Find("quick"), 1), ["student"]);

        stages.Select(stage => stage.Name).Should().Equal("train teacher", "answers of teacher", "train student", "test student");
    }

    [Fact]
    public void A_calibration_needs_what_its_model_says_of_images_that_calibrate_and_of_those_that_trained_it_and_its_models_test()
    {
        var stages = Corrected("{of: sure, temperature: 4, weight: 1}");

        Needs(stages, "calibrate sure").Should().Equal("train teacher", "answers of teacher");
        Needs(stages, "test sure").Should().Equal("calibrate sure", "test teacher");
        Needs(stages, "train student").Should().Equal("answers of teacher", "calibrate sure");
        stages.Single(stage => stage.Name == "calibrate sure").Outputs.Should().Equal("calibration.json");
    }

    [Fact]
    public void An_ensemble_is_made_of_its_models_answers_and_so_is_what_calibrates_it()
    {
        var stages = Corrected("{of: cool, temperature: 4, weight: 1}");

        stages.Where(stage => stage.Model.Name == "both").Should().AllBeOfType<TestStage>();
        Needs(stages, "test both").Should().Equal("test teacher", "test baseline");
        Needs(stages, "calibrate cool").Should().Equal("train teacher", "train baseline", "answers of teacher", "answers of baseline");
        Needs(stages, "test cool").Should().Equal("calibrate cool", "test both");
        Needs(stages, "train student").Should().Equal("answers of teacher", "answers of baseline", "calibrate cool");
    }

    [Fact]
    public void Each_stage_stands_after_what_it_needs_and_once()
    {
        var stages = Corrected("{of: cool, temperature: 4, weight: 1}").ToList();

        stages.Select(stage => stage.Name).Should().OnlyHaveUniqueItems();
        stages.Should()
            .OnlyContain(stage => stage.Needs.All(need => stages.IndexOf(need) < stages.IndexOf(stage) && stages.IndexOf(need) >= 0));
    }

    [Fact]
    public void Where_views_vary_the_student_of_a_calibrated_teacher_asks_the_teacher_itself()
    {
        var stages = Corrected("{of: sure, temperature: 4, weight: 1}", ("models.student.augmentation", "[{random_crop: {padding: 2}}]"));

        Needs(stages, "train student").Should().Equal("train teacher", "calibrate sure");
    }

    [Theory]
    [InlineData("models.sure.by", "temperature", "calibrate sure", "test sure", "train student", "test student")]
    [InlineData("models.cool.by", "vector", "calibrate cool", "test cool")]
    [InlineData("models.both.ensemble_of", "[teacher]", "test both", "calibrate cool", "test cool")]
    public void Another_correction_changes_the_keys_of_what_it_corrects_and_no_other(string key, string value, params string[] changed)
    {
        var before = Corrected("{of: sure, temperature: 4, weight: 1}").ToDictionary(stage => stage.Name, stage => stage.Key);
        var after = Corrected("{of: sure, temperature: 4, weight: 1}", (key, value));

        after.Where(stage => stage.Key != before[stage.Name]).Select(stage => stage.Name).Should().BeEquivalentTo(changed);
    }

    private static IReadOnlyList<Stage> Corrected(string softTargets, params (string, string)[] more) => StagePlan.Of(
        RecipeFile.Find(
            "quick",
            [
                ("held_out.calibrate", "100"), ("models.sure", "{calibration_of: teacher, by: vector}"),
                    ("models.both", "{ensemble_of: [teacher, baseline]}"),
                ("models.cool", "{calibration_of: both, by: temperature}"),
                ("models.student.loss", $"[{{cross_entropy: {{weight: 1}}}}, {{soft_targets: {softTargets}}}]"),
                .. more,
            ]),
        1);

    private static IEnumerable<string> Needs(IReadOnlyList<Stage> stages, string name) =>
        stages.Single(stage => stage.Name == name).Needs.Select(need => need.Name);
}

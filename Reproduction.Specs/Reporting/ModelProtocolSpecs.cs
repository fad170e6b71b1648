using Reproduction.Recipes.Format;
using Reproduction.Reporting;

namespace Reproduction.Specs.Reporting;

public sealed class ModelProtocolSpecs
{
    [Fact]
    public void A_report_says_of_a_model_for_small_images_how_it_departs_from_the_usual_and_of_others_nothing()
    {
        string Words(params (string, string)[] changes)
        {
            var recipe = RecipeFile.Find("cifar10-cpu", changes);
            return ModelProtocol.Of(recipe, recipe.Model("baseline"));
        }

        Words(
            ("networks.student.batch_norm_momentum", "0.3"), ("networks.student.last_stride", "1"),
            ("training.moving_average_decay", "0.998"), ("training.schedule", "one_cycle_linear"),
            ("augmentation.random_horizontal_flip.alternating", "true")).Should()
            .Contain("stochastic depth 0, batch-norm momentum 0.3, the last stage without its stride; ")
            .And.Contain(" in one cycle of straight lines, 20 % warm-up, ")
            .And.Contain("the best counts, as the moving average with decay 0.998; ")
            .And.Contain("horizontal flip with probability 0.5, turned in every second epoch; ");
        Words(("augmentation", "[{random_erasing: {probability: 0.25, scale: [0.02, 0.2], ratio: [0.3, 3.3], value: 118}}]")).Should()
            .Contain("random erasing with probability 0.25, scale 0.02 to 0.2, ratio 0.3 to 3.3, by 118; ");
        Words(("training.epochs", "3"), ("training.smaller_first", "[{epochs: 2, image_size: 16}, {epochs: 4, image_size: 24}]")).Should()
            .Contain("; 3 epochs, 2 of them at 16 px, 1 of them at 24 px, the best counts");
        Words().Should().Contain("stochastic depth 0; ").And.Contain(" in one cycle, 20 % warm-up, ").And.Contain("the best counts; ")
            .And.Contain("horizontal flip with probability 0.5; ");
    }

    [Theory]
    [InlineData("4e-7")]
    [InlineData("1e-5")]
    [InlineData("0.00015625")]
    [InlineData("0.0123456789012345")]
    [InlineData("0.01")]
    [InlineData("5")]
    [InlineData("100000")]
    [InlineData("1e20")]
    public void A_report_has_every_constant_of_a_training_with_all_the_digits_that_the_recipe_gives_it(string constant)
    {
        var recipe = RecipeFile.Find("quick", [("training.learning_rate", constant), ("training.weight_decay", constant)]);

        ModelProtocol.Of(recipe, recipe.Model("baseline")).Should()
            .Contain($"adamw, learning rate {constant} in one cycle, 20 % warm-up, weight decay {constant}, batch 128");
    }

    [Theory]
    [InlineData("0.07", "7")] // as doubles 100 × 0.07 is 7.000000000000001, and 100 × 0.57 is 56.99999999999999
    [InlineData("0.57", "57")]
    [InlineData("0.125", "12.5")]
    public void A_share_is_said_in_percent_as_it_is_reckoned_by_hand(string warmup, string percent)
    {
        var recipe = RecipeFile.Find("quick", [("training.warmup", warmup)]);

        ModelProtocol.Of(recipe, recipe.Model("baseline")).Should().Contain($" in one cycle, {percent} % warm-up, ");
    }

    [Theory]
    [InlineData("hint")]
    [InlineData("srrl")]
    [InlineData("similarity")]
    public void A_teacher_that_one_term_asks_for_features_is_asked_at_every_step_by_all_of_them(string model)
    {
        var recipe = RecipeFile.Find("mitigations");

        ModelProtocol.Of(recipe, recipe.Model(model)).Should().Contain("soft targets of teacher at T = 4 (asked at every step)");
    }

    [Theory]
    [InlineData("hint: {of: baseline, at: stage_4, weight: 1}", "computed once")] // features of another teacher
    [InlineData("group_dro: {of: teacher, temperature: 5, weight: 1}", "computed once")] // logits of the same one
    [InlineData("hint: {of: teacher, at: stage_4, weight: 1}", "asked at every step")]
    public void The_answers_of_a_teacher_that_is_asked_for_logits_alone_are_computed_once(string other, string words)
    {
        var recipe = RecipeFile.Find("quick",
            [("models.student.loss", $"[{{soft_targets: {{of: teacher, temperature: 5, weight: 1}}}}, {{{other}}}]")]);

        ModelProtocol.Of(recipe, recipe.Model("student")).Should().Contain($"soft targets of teacher at T = 5 ({words})");
    }
}

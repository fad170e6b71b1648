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
}

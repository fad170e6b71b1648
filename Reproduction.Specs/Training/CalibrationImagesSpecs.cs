using Reproduction.Data;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Training;

namespace Reproduction.Specs.Training;

/// <summary>The images that calibrate: drawn from what the choice of the epoch leaves, some of each class.</summary>
public sealed class CalibrationImagesSpecs
{
    [Fact]
    public void A_class_of_which_no_image_calibrates_is_named()
    {
        var splitting = () => TrainingData.Split(Images(labels: 9), Recipe(), seed: 1);

        splitting.Should().Throw<BadInputException>().WithMessage(
            "recipe quick: held_out.calibrate: none of the 20 images is of class 'c9', expected at least one of each of the 10 classes");
    }

    [Fact]
    public void They_choose_no_epoch_train_nothing_and_are_as_many_of_each_class()
    {
        var data = TrainingData.Split(Images(labels: 10), Recipe(), seed: 1);

        data.Calibration.Indices.Should()
            .HaveCount(20).And.NotIntersectWith(data.Train.Indices).And.NotIntersectWith(data.Validation.Indices);
        data.Calibration.Indices.GroupBy(index => data.Calibration.Images.Labels[index]).Should().OnlyContain(label => label.Count() == 2);
    }

    private static Recipe Recipe() => RecipeFile.Find(
        "quick",
        [
            ("train_images", "all"), ("test_images", "all"), ("held_out", "{choose_epoch: 20, calibrate: 20}"),
            ("models.sure", "{calibration_of: teacher, by: vector}"),
        ]);

    private static Dataset Images(int labels)
    {
        ImageSet Set(int count) => new(new byte[count], [.. Enumerable.Range(0, count).Select(image => image % labels)], 1, 1, 1);
        return new("written", [.. Enumerable.Range(0, 10).Select(c => $"c{c}")], Set(180), Set(90), "nowhere");
    }
}

namespace Reproduction.Specs.Training;

/// <summary>What a data set and a recipe cannot do together is said when the images are split, before anything is trained.</summary>
public sealed class TrainingDataSpecs
{
    // 200 images train; 170 of 1024 pixels take 2 GiB.
    [Fact]
    public void A_batch_that_would_take_more_than_2_GiB_is_refused_with_its_key()
    {
        var splitting =
            (string batch) => () => TinyTraining.Split(TinyTraining.Recipe(("input.image_size", "1024"), ("training.batch_size", batch)));

        splitting("171").Should().Throw<BadInputException>().WithMessage(
            "recipe quick: models.*.training.batch_size: found 171, expected at most 170 images of 1024 px, which take 2 GiB");
        splitting("170").Should().NotThrow();
    }

    // Of 201 images that train, batches of 50 leave one. Stages 4 and 5 have a 16th of the image's side, and so has all behind them in the
    // student, which is without its last stride; the teacher's head has a 32nd.
    [Theory]
    [InlineData("64", "stage_4", "stage_4", true)] // maps of 4×4
    [InlineData("64", "pooled", "pooled", false)]
    [InlineData("32", "stage_5", "stage_5", true)] // of 2×2
    [InlineData("32", "stage_5", "head", false)] // averaged to the teacher's single pixel
    [InlineData("16", "stage_4", "stage_4", false)]
    public void A_last_batch_of_one_image_teaches_by_a_hint_where_the_map_has_several_pixels(
        string size, string at, string from, bool isEnough)
    {
        var recipe = TinyTraining.Recipe(
            ("train_images", "251"), ("input.image_size", size), ("training.batch_size", "50"),
            ("networks.student.last_stride", "1"), ("models.teacher.training", "{batch_size: 64}"),
            ("models.baseline.training", "{batch_size: 64}"), ("held_out.choose_epoch", "50"),
            ("models.student.loss", $"[{{cross_entropy: {{weight: 1}}}}, {{hint: {{of: teacher, at: {at}, from: {from}, weight: 1}}}}]"));

        var splitting = () => TinyTraining.Split(recipe);

        if (isEnough) splitting.Should().NotThrow();
        else
            splitting.Should().Throw<BadInputException>().WithMessage(
                "recipe quick: models.student.training.batch_size: found 50, which leaves a single image of 201 for the last batch, *");
    }

    // The images have 28 pixels a side: a shift by 28 leaves black alone.
    [Theory]
    [InlineData(28, false)]
    [InlineData(27, true)]
    public void A_random_crop_that_may_leave_nothing_of_an_image_is_refused(int padding, bool isRight)
    {
        var splitting = () => TinyTraining.Split(TinyTraining.Recipe(("augmentation", $"[{{random_crop: {{padding: {padding}}}}}]")));

        if (isRight) splitting.Should().NotThrow();
        else
            splitting.Should().Throw<BadInputException>().WithMessage(
                "recipe quick: models.*.augmentation: found random_crop with padding 28, expected less than the side of fashion-mnist's "
                + "images, 28 px");
    }

    [Fact]
    public void A_batch_size_beyond_all_images_is_a_batch_of_all_images()
    {
        var splitting = () => TinyTraining.Split(TinyTraining.Recipe(("input.image_size", "64"), ("training.batch_size", "65536")));

        splitting.Should().NotThrow();
    }
}

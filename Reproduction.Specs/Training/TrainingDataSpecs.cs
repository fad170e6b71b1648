namespace Reproduction.Specs.Training;

/// <summary>What a data set and a recipe cannot do together is said when the images are split, before anything is trained.</summary>
public sealed class TrainingDataSpecs
{
    // 200 images train; 170 of 1024 pixels take 2 GiB.
    [Fact]
    public void A_batch_that_would_take_more_than_2_GiB_is_refused_with_its_key()
    {
        var splitting = (string batch) => () => TinyTraining.Split(TinyTraining.Recipe(("input.image_size", "1024"), ("training.batch_size", batch)));

        splitting("171").Should().Throw<BadInputException>().WithMessage(
            "recipe quick: models.*.training.batch_size: found 171, expected at most 170 images of 1024 px, which take 2 GiB");
        splitting("170").Should().NotThrow();
    }

    [Fact]
    public void A_batch_size_beyond_all_images_is_a_batch_of_all_images()
    {
        var splitting = () => TinyTraining.Split(TinyTraining.Recipe(("input.image_size", "64"), ("training.batch_size", "65536")));

        splitting.Should().NotThrow();
    }
}

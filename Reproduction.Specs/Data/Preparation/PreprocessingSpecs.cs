using Reproduction.Data.Preparation;
using Reproduction.Models;

namespace Reproduction.Specs.Data.Preparation;

public sealed class PreprocessingSpecs
{
    private static Preprocessing One() =>
        new(32, ResizeMethod.Pil, Normalisation.ImageNet, [new RandomCrop(4), new RandomHorizontalFlip(0.5)]);

    [Fact]
    public void What_reaches_the_network_makes_two_preprocessings_equal_or_not()
    {
        var one = One();

        one.Should().Be(One());
        one.GetHashCode().Should().Be(One().GetHashCode());
        One().Equals(null).Should().BeFalse();
        foreach (var other in new[]
        {
            one with { ImageSize = 64 }, one with { Resize = ResizeMethod.Tensor },
                one with { Normalisation = new(new(0.5f, 0.5f, 0.5f), new(1, 1, 1)) },
            one with { Augmentations = [new RandomCrop(4)] },
            one with { Augmentations = [new RandomHorizontalFlip(0.5), new RandomCrop(4)] },
        })
            one.Should().NotBe(other);
    }

    [Fact]
    public void Without_augmentation_every_epoch_sees_the_same_views()
    {
        new Preprocessing(32, ResizeMethod.Pil).IsRandom.Should().BeFalse();
        One().IsRandom.Should().BeTrue();
    }
}

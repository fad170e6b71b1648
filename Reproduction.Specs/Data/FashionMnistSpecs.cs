using Reproduction.Data;

namespace Reproduction.Specs.Data;

/// <summary>Fashion-MNIST as Debian's package dataset-fashion-mnist ships it, or as <c>make data</c> got it.</summary>
public sealed class FashionMnistSpecs
{
    private static Dataset Read()
    {
        string[] places = [DataPlaces.Debian, Repository.Path("data")];
        var held = places.Select(place => HeldDataset.In(place, "fashion-mnist")).FirstOrDefault(found => found is not null);
        Assert.SkipWhen(held is null, $"Fashion-MNIST is in neither of {string.Join(", ", places)}: run `make data`");
        return held.Read();
    }

    [Fact]
    public void It_has_the_published_counts_sizes_and_balance()
    {
        var data = Read();

        (data.Train.Count, data.Test.Count).Should().Be((60_000, 10_000));
        (data.Train.Channels, data.Train.Height, data.Train.Width).Should().Be((1, 28, 28));
        data.Train.Labels.CountBy(label => label).Should().HaveCount(10).And.OnlyContain(of => of.Value == 6_000);
        data.Test.Labels.CountBy(label => label).Should().HaveCount(10).And.OnlyContain(of => of.Value == 1_000);
    }

    [Fact]
    public void The_first_labels_are_those_that_every_tutorial_prints() =>
        Read().Train.Labels.Take(10).Should().Equal(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);

    [Fact]
    public void Its_content_is_the_official_one() =>
        Read().Source.Should().Be("IDX files, bit-equal to the official ones once unpacked");
}

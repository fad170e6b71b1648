using Reproduction.Models;

namespace Reproduction.Specs.Models;

public sealed class RgbSpecs
{
    [Fact]
    public void Colours_have_three_channels()
    {
        var colour = new Rgb(0.1f, 0.2f, 0.3f);

        new[] { colour[0], colour[1], colour[2] }.Should().Equal(0.1f, 0.2f, 0.3f);
        colour.ToArray().Should().Equal(0.1f, 0.2f, 0.3f);
        FluentActions.Invoking(() => colour[3]).Should().Throw<ArgumentException>().WithMessage("RGB has channels 0, 1 and 2.*");
    }
}

using Reproduction.Data;


namespace Reproduction.Specs.Data.Preparation;

/// <summary>The weights of Pillow's bilinear resize by hand: a triangle around each output's centre, in units of 2⁻²².</summary>
public sealed class PillowWeightsSpecs
{
    [Fact]
    public void An_enlarged_line_mixes_its_two_nearest_pixels()
    {
        // Centres 0.25, 0.75, 1.25 and 1.75 on pixels 0 to 2: the ends have one pixel.
        var weights = new PillowWeights(2, 4);

        weights.Taps.Should().Be(2);
        weights.Starts.Should().Equal(0, 0, 0, 0);
        weights.Weights.Should().Equal(InFixedPoint(1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1));
    }

    [Fact]
    public void A_shortened_line_mixes_all_pixels_under_a_triangle_as_wide_as_an_output()
    {
        // Centres 1 and 3 on pixels 0 to 4, half-width 2: heights 0.75, 0.75, 0.25 from the left end, mirrored from the right.
        var weights = new PillowWeights(4, 2);

        weights.Taps.Should().Be(3);
        weights.Starts.Should().Equal(0, 1);
        weights.Weights.Should().Equal(InFixedPoint(3 / 7.0, 3 / 7.0, 1 / 7.0, 1 / 7.0, 3 / 7.0, 3 / 7.0));
    }

    [Fact]
    public void A_line_of_the_same_length_stays_as_it_is()
    {
        var weights = new PillowWeights(3, 3);

        weights.Taps.Should().Be(1, "a neighbour without weight is left out");
        weights.Starts.Should().Equal(0, 1, 2);
        weights.Weights.Should().Equal(InFixedPoint(1, 1, 1));
    }

    private static int[] InFixedPoint(params double[] weights) => [.. weights.Select(weight => (int)Math.Floor(weight * 4_194_304 + 0.5))];
}

namespace Reproduction.Data.Preparation;

/// <summary>How torchvision draws rectangles: the area is uniform, the aspect ratio log-uniform.</summary>
internal static class RandomRectangle
{
    /// <summary>How many rectangles are drawn until one fits.</summary>
    public const int Trials = 10;

    /// <summary>Draws the two sides of a rectangle, in whole pixels; either may be longer than the image's.</summary>
    /// <param name="area">Of the image, in pixels.</param>
    /// <param name="scale">The least and the greatest share of the area.</param>
    /// <param name="ratio">The least and the greatest ratio of the first side to the second.</param>
    /// <param name="random">Random numbers.</param>
    public static (int First, int Second) Sides(
        int area, (double Least, double Greatest) scale, (double Least, double Greatest) ratio, CounterRandom random)
    {
        var drawn = area * random.NextUniform(scale.Least, scale.Greatest);
        var quotient = Math.Exp(random.NextUniform(Math.Log(ratio.Least), Math.Log(ratio.Greatest)));
        return (Whole(Math.Sqrt(drawn * quotient)), Whole(Math.Sqrt(drawn / quotient)));
    }

    /// <summary>Python's <c>round</c>: halves go to the even neighbour.</summary>
    /// <param name="length">A length in pixels.</param>
    public static int Whole(double length) => (int)Math.Round(length, MidpointRounding.ToEven);
}

using Reproduction.Randomness;

namespace Reproduction.Data.Preparation;

/// <summary>
/// How torchvision draws rectangles: the area is uniform, the aspect ratio log-uniform, and the first of ten that fits is taken.
/// </summary>
internal static class RandomRectangle
{
    private const int Trials = 10;

    /// <summary>The two sides of a rectangle, in whole pixels; <see langword="null"/> where none of ten fits.</summary>
    /// <param name="area">Of the image, in pixels.</param>
    /// <param name="scale">The least and the greatest share of the area.</param>
    /// <param name="ratio">The least and the greatest ratio of the first side to the second.</param>
    /// <param name="random">Random numbers.</param>
    /// <param name="fits">Whether the sides fit.</param>
    public static (int First, int Second)? Sides(
        int area, (double Least, double Greatest) scale, (double Least, double Greatest) ratio, CounterRandom random,
        Func<int, int, bool> fits)
    {
        for (var trial = 0; trial < Trials; trial++)
        {
            var drawn = area * random.NextUniform(scale.Least, scale.Greatest);
            var quotient = Math.Exp(random.NextUniform(Math.Log(ratio.Least), Math.Log(ratio.Greatest)));
            var (first, second) = (Whole(Math.Sqrt(drawn * quotient)), Whole(Math.Sqrt(drawn / quotient)));
            if (fits(first, second)) return (first, second);
        }
        return null;
    }

    /// <summary>Python's <c>round</c>: halves go to the even neighbour.</summary>
    /// <param name="length">A length in pixels.</param>
    public static int Whole(double length) => (int)Math.Round(length, MidpointRounding.ToEven);
}

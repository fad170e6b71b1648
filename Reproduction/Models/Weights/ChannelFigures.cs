using System.Globalization;

namespace Reproduction.Models.Weights;

/// <summary>A mean or a standard deviation of three channels as files have it: in [0, 1] or in bytes, and rounded.</summary>
internal static class ChannelFigures
{
    /// <summary>What two roundings of the same may differ by: of a mean in itself, of a deviation by its size.</summary>
    private const float Tolerance = 1e-3f;

    /// <summary>The largest value of a byte, in whose units a mean may be given.</summary>
    private const float LargestByte = 255;

    /// <summary>The unit of a mean and its deviation. Both are in one: a mean in bytes may stand beside a deviation of 1.</summary>
    /// <param name="values">The values of both.</param>
    public static float Unit(IEnumerable<float> values) => values.Max(value => Math.Abs(value)) > 1 ? LargestByte : 1;

    /// <summary>Whether two are the same but for their rounding.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <param name="isMean">Whether they are means.</param>
    public static bool AreNear(IEnumerable<float> one, IEnumerable<float> other, bool isMean) => one.Zip(other, (a, b) =>
        Math.Abs(a - b) < Tolerance * (isMean ? 1 : Math.Max(Math.Abs(a), Math.Abs(b)))).All(isNear => isNear);

    /// <summary>As the options <c>--mean</c> and <c>--std</c> take it.</summary>
    /// <param name="values">One value a channel.</param>
    public static string Text(IEnumerable<float> values) =>
        string.Join(",", values.Select(value => value.ToString("0.#######", CultureInfo.InvariantCulture)));
}

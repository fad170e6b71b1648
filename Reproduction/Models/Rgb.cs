namespace Reproduction.Models;

/// <summary>One number for each colour channel.</summary>
/// <param name="Red">The red channel's.</param>
/// <param name="Green">The green channel's.</param>
/// <param name="Blue">The blue channel's.</param>
public readonly record struct Rgb(float Red, float Green, float Blue)
{
    /// <summary>The number of a channel: 0 red, 1 green, 2 blue.</summary>
    /// <param name="channel">0, 1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    public float this[int channel] => channel switch
    {
        0 => Red,
        1 => Green,
        2 => Blue,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "RGB has channels 0, 1 and 2."),
    };

    /// <summary>The three numbers, red first.</summary>
    public float[] ToArray() => [Red, Green, Blue];
}

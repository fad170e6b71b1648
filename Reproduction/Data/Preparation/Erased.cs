namespace Reproduction.Data.Preparation;

/// <summary>Fills a rectangle of an image with one value.</summary>
/// <param name="Top">The rectangle's first row.</param>
/// <param name="Left">The rectangle's first column.</param>
/// <param name="Height">The rectangle's height in pixels.</param>
/// <param name="Width">The rectangle's width in pixels.</param>
/// <param name="Value">The byte that fills every channel.</param>
public sealed record Erased(int Top, int Left, int Height, int Width, byte Value) : PixelOperation
{
    /// <inheritdoc/>
    internal override PixelOperation At(double height, double width, int imageSize)
    {
        var (top, left) = (RandomRectangle.Whole(Top * height), RandomRectangle.Whole(Left * width));
        return new Erased(
            top, left, RandomRectangle.Whole((Top + Height) * height) - top, RandomRectangle.Whole((Left + Width) * width) - left, Value);
    }

    /// <inheritdoc/>
    public override void Apply(PixelBuffer image)
    {
        var width = image.Width;
        image.Transform(image.Height, width, (from, to) =>
        {
            from.CopyTo(to);
            for (var row = Top; row < Top + Height; row++)
                to.Slice(row * width + Left, Width).Fill(Value);
        });
    }
}

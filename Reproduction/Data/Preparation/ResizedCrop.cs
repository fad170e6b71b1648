namespace Reproduction.Data.Preparation;

/// <summary>Cuts a window and resizes it to a square by Pillow's bilinear.</summary>
/// <param name="Top">The window's first row.</param>
/// <param name="Left">The window's first column.</param>
/// <param name="Height">The window's rows.</param>
/// <param name="Width">The window's columns.</param>
/// <param name="Size">Height and width of the result.</param>
public sealed record ResizedCrop(int Top, int Left, int Height, int Width, int Size) : PixelOperation
{
    /// <inheritdoc/>
    internal override PixelOperation At(double height, double width, int imageSize)
    {
        var (bottom, right) = (RandomRectangle.Whole((Top + Height) * height), RandomRectangle.Whole((Left + Width) * width));
        // A window has a pixel at least.
        var (top, left) = (Begin(Top * height, bottom), Begin(Left * width, right));
        return new ResizedCrop(top, left, Math.Max(1, bottom - top), Math.Max(1, right - left), imageSize);
    }

    private static int Begin(double at, int end) => Math.Max(0, Math.Min(RandomRectangle.Whole(at), end - 1));

    /// <inheritdoc/>
    public override void Apply(PixelBuffer image)
    {
        var imageWidth = image.Width;
        image.Transform(Height, Width, (from, to) =>
        {
            for (var row = 0; row < Height; row++)
                from.Slice((Top + row) * imageWidth + Left, Width).CopyTo(to[(row * Width)..]);
        });
        PillowResize.Apply(image, Size, Size);
    }
}

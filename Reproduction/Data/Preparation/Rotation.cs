namespace Reproduction.Data.Preparation;

/// <summary>
/// Turns an image about its centre, nearest pixel, black where the original has none: Pillow's <c>Image.rotate</c>
/// (transform in 16.16 fixed point), which is torchvision's default for PIL images.
/// </summary>
/// <param name="Degrees">The angle, counter-clockwise.</param>
public sealed record Rotation(double Degrees) : PixelOperation
{
    /// <inheritdoc/>
    public override void Apply(PixelBuffer image)
    {
        var (height, width) = (image.Height, image.Width);
        var radians = -(Degrees % 360 * (Math.PI / 180));
        // Rounded as Pillow does, so that multiples of 90 degrees move whole pixels.
        var (cos, sin) = (Math.Round(Math.Cos(radians), 15), Math.Round(Math.Sin(radians), 15));
        var (middleX, middleY) = (width / 2.0, height / 2.0);
        // Where the middle of the first pixel comes from, and the way from pixel to pixel.
        var startX = Fixed(cos * -middleX + sin * -middleY + middleX + cos * 0.5 + sin * 0.5);
        var startY = Fixed(-sin * -middleX + cos * -middleY + middleY - sin * 0.5 + cos * 0.5);
        var (fixedCos, fixedSin, fixedMinusSin) = (Fixed(cos), Fixed(sin), Fixed(-sin));
        image.Transform(height, width, (from, to) =>
        {
            to.Clear();
            var (rowX, rowY) = (startX, startY);
            for (var row = 0; row < height; row++, rowX += fixedSin, rowY += fixedCos)
            {
                var (x, y) = (rowX, rowY);
                for (var column = 0; column < width; column++, x += fixedCos, y += fixedMinusSin)
                {
                    var (fromX, fromY) = (x >> 16, y >> 16);
                    if ((uint)fromX < (uint)width && (uint)fromY < (uint)height)
                        to[row * width + column] = from[fromY * width + fromX];
                }
            }
        });
    }

    private static int Fixed(double value) => (int)Math.Floor(value * 65536 + 0.5);
}

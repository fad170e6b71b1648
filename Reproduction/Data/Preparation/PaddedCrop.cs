namespace Reproduction.Data.Preparation;

/// <summary>Surrounds an image by black pixels and cuts a window of the image's own size.</summary>
/// <param name="Padding">Black pixels on each side.</param>
/// <param name="Top">The window's first row in the padded image, 0 to 2 × <paramref name="Padding"/>.</param>
/// <param name="Left">The window's first column in the padded image, 0 to 2 × <paramref name="Padding"/>.</param>
public sealed record PaddedCrop(int Padding, int Top, int Left) : PixelOperation
{
    /// <inheritdoc/>
    public override void Apply(PixelBuffer image)
    {
        var (height, width, down, right) = (image.Height, image.Width, Top - Padding, Left - Padding);
        var fromColumn = Math.Max(right, 0);
        var toColumn = Math.Max(-right, 0);
        var columns = Math.Max(width - Math.Abs(right), 0);
        image.Transform(height, width, (from, to) =>
        {
            to.Clear();
            if (columns == 0)
                return;
            for (var row = Math.Max(-down, 0); row < Math.Min(height - down, height); row++)
                from.Slice((row + down) * width + fromColumn, columns).CopyTo(to[(row * width + toColumn)..]);
        });
    }
}

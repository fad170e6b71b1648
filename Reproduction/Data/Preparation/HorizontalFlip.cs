namespace Reproduction.Data.Preparation;

/// <summary>Left and right change places.</summary>
public sealed record HorizontalFlip : PixelOperation
{
    /// <inheritdoc/>
    public override void Apply(PixelBuffer image)
    {
        var width = image.Width;
        image.Transform(image.Height, width, (from, to) =>
        {
            from.CopyTo(to);
            for (var row = 0; row < to.Length; row += width)
                to.Slice(row, width).Reverse();
        });
    }
}

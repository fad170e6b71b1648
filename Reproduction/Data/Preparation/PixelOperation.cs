namespace Reproduction.Data.Preparation;

/// <summary>
/// An exact operation on the bytes of an image, before it is resized: where torchvision has it for PIL images, its bytes.
/// </summary>
public abstract record PixelOperation
{
    /// <summary>Does it.</summary>
    /// <param name="image">The image, which becomes the result.</param>
    public abstract void Apply(PixelBuffer image);

    /// <summary>The same operation on the same part of an image of another size than that for which it was drawn.</summary>
    /// <param name="height">The image's height over that for which it was drawn.</param>
    /// <param name="width">The image's width likewise.</param>
    /// <param name="imageSize">Height and width of the network's input.</param>
    internal virtual PixelOperation At(double height, double width, int imageSize) => this;

    /// <summary>The operation that leaves an image as it is.</summary>
    public static PixelOperation None { get; } = new Nothing();

    private sealed record Nothing : PixelOperation
    {
        public override void Apply(PixelBuffer image) { }
    }
}

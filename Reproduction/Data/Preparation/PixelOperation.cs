namespace Reproduction.Data.Preparation;

/// <summary>
/// An exact operation on the bytes of an image, before it is resized: where torchvision has it for PIL images, its bytes.
/// </summary>
public abstract record PixelOperation
{
    /// <summary>Does it.</summary>
    /// <param name="image">The image, which becomes the result.</param>
    public abstract void Apply(PixelBuffer image);

    /// <summary>The operation that leaves an image as it is.</summary>
    public static PixelOperation None { get; } = new Nothing();

    private sealed record Nothing : PixelOperation
    {
        public override void Apply(PixelBuffer image) { }
    }
}

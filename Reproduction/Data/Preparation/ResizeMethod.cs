namespace Reproduction.Data.Preparation;

/// <summary>Which of torchvision's two bilinear resizes. They agree neither in bytes nor, when shrinking, in method.</summary>
public enum ResizeMethod
{
    /// <summary>
    /// <c>Resize</c> of a PIL image, before <c>ToTensor</c>: Pillow's bilinear on bytes, antialiased when shrinking,
    /// every pass rounded to bytes.
    /// </summary>
    Pil,

    /// <summary>
    /// <c>Resize</c> of a float tensor, after <c>ToTensor</c>: <c>F.interpolate(mode="bilinear", align_corners=False)</c>,
    /// not antialiased, as torchvision up to 0.16 does by default.
    /// </summary>
    Tensor,
}

namespace Reproduction.Models.Weights;

/// <summary>How many elements and bytes an untrusted shape asks for.</summary>
internal static class TensorExtent
{
    /// <summary>More dimensions than any operator of libtorch takes.</summary>
    public const int MostDimensions = 64;

    /// <summary>The bytes that a shape takes, or null where the figures do not fit 64 bits or are no shape.</summary>
    /// <param name="shape">Sizes as the file gives them.</param>
    /// <param name="elementBytes">The bytes of one element.</param>
    public static long? Bytes(IReadOnlyList<long> shape, int elementBytes)
    {
        if (shape.Count > MostDimensions) return null;
        // Strides are products too, with empty dimensions counted as one; they must fit as well.
        long bytes = elementBytes, strides = elementBytes;
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && strides > long.MaxValue / size)) return null;
            strides *= Math.Max(size, 1);
            bytes *= size;
        }
        return bytes;
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Reproduction.Data;

/// <summary>By what images of the same pixels are found.</summary>
internal static class ImageSums
{
    /// <summary>Half of SHA-256 of each image: two different ones have the same with a probability that is none.</summary>
    /// <param name="images">The images.</param>
    public static UInt128[] Of(ImageSet images)
    {
        var sums = new UInt128[images.Count];
        Parallel.For(0, sums.Length, i => sums[i] = MemoryMarshal.Read<UInt128>(SHA256.HashData(images.Image(i))));
        return sums;
    }
}

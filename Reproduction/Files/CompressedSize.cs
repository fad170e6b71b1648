namespace Reproduction.Files;

/// <summary>How much DEFLATE can hold, so that a claimed size is checked before memory is given to it.</summary>
public static class CompressedSize
{
    /// <summary>DEFLATE's greatest compression: 258 bytes from two bits, 1032 to 1 (zlib's technical notes).</summary>
    private const int GreatestRatio = 1032;

    /// <summary>Most bytes that a DEFLATE stream (gzip, zip) of that length can become.</summary>
    /// <param name="compressed">Length of the compressed bytes.</param>
    public static long Most(long compressed) => compressed > long.MaxValue / GreatestRatio ? long.MaxValue : compressed * GreatestRatio;
}

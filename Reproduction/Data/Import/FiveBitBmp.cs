using System.Buffers.Binary;

namespace Reproduction.Data.Import;

/// <summary>
/// BMP files of 16 bits a pixel, five for each channel, or six for green. Skia takes the nearest byte of each value, Pillow the one below
/// it: v · 255 / 31 in whole numbers.
/// </summary>
internal static class FiveBitBmp
{
    private const int Bits = 16, FewestOfHeader = 40;
    private const int SizeAt = 14, BitsAt = 28, CompressionAt = 30, GreenMaskAt = 58;
    private const int Plain = 0, WithMasks = 3;
    private const uint FiveBitsOfGreen = 0x3e0, SixBitsOfGreen = 0x7e0;

    /// <summary>How many bits green has, 5 or 6, where the file is one of these; null of others.</summary>
    /// <param name="bytes">The file.</param>
    public static int? GreenBits(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < GreenMaskAt + sizeof(uint) || BinaryPrimitives.ReadInt32LittleEndian(bytes[SizeAt..]) < FewestOfHeader
            || BinaryPrimitives.ReadInt16LittleEndian(bytes[BitsAt..]) != Bits)
            return null;
        return BinaryPrimitives.ReadInt32LittleEndian(bytes[CompressionAt..]) switch
        {
            Plain => 5,
            WithMasks => BinaryPrimitives.ReadUInt32LittleEndian(bytes[GreenMaskAt..]) switch
            {
                FiveBitsOfGreen => 5,
                SixBitsOfGreen => 6,
                _ => null,
            },
            _ => null,
        };
    }

    /// <summary>Puts Pillow's bytes in the place of Skia's.</summary>
    /// <param name="planes">The red, green and blue plane.</param>
    /// <param name="greenBits">How many bits green has.</param>
    public static void Truncate(Span<byte> planes, int greenBits)
    {
        var size = planes.Length / 3;
        for (var channel = 0; channel < 3; channel++)
        {
            var most = (1 << (channel == 1 ? greenBits : 5)) - 1;
            foreach (ref var value in planes.Slice(channel * size, size))
                value = (byte)((value * most + byte.MaxValue / 2) / byte.MaxValue * byte.MaxValue / most);
        }
    }
}

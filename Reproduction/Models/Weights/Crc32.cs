namespace Reproduction.Models.Weights;

/// <summary>The checksum of zip archives (CRC-32 of ISO 3309, polynomial 0xEDB88320 reflected), eight bytes at a time.</summary>
internal static class Crc32
{
    private const int Slices = 8;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of bytes that follow others.</summary>
    /// <param name="crc">The checksum so far; 0 of nothing.</param>
    /// <param name="bytes">What follows.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            crc ^= BitConverter.ToUInt32(bytes);
            crc = Tables[7][(byte)crc] ^ Tables[6][(byte)(crc >> 8)] ^ Tables[5][(byte)(crc >> 16)] ^ Tables[4][crc >> 24]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
        }
        foreach (var value in bytes) crc = (crc >> 8) ^ Tables[0][(byte)(crc ^ value)];
        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = Enumerable.Range(0, Slices).Select(_ => new uint[256]).ToArray();
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            tables[0][i] = crc;
        }
        for (var slice = 1; slice < Slices; slice++)
            for (var i = 0; i < 256; i++)
                tables[slice][i] = (tables[slice - 1][i] >> 8) ^ tables[0][(byte)tables[slice - 1][i]];
        return tables;
    }
}

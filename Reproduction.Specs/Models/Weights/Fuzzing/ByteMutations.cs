using System.Buffers.Binary;

namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>Damage that does not know what the bytes mean.</summary>
internal static class ByteMutations
{
    /// <summary>A file grown by repetition stays within this.</summary>
    private const int LongestRepetition = 1 << 17;

    /// <summary>Numbers at which sizes, offsets and signs go wrong.</summary>
    private static readonly ulong[] Numbers =
    [
        0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff, 0x100000000,
        1UL << 40, (1UL << 62) - 1, 1UL << 62, long.MaxValue, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue,
    ];

    /// <summary>One to eight changes.</summary>
    /// <param name="bytes">What is damaged; a copy is.</param>
    /// <param name="other">Bytes of which a piece may be put in.</param>
    /// <param name="dice">Decides.</param>
    public static byte[] Damage(byte[] bytes, byte[] other, Dice dice)
    {
        var changed = new List<byte>(bytes);
        for (var changes = 1 + dice.Below(8); changes > 0; changes--) Change(changed, other, dice);
        return [.. changed];
    }

    private static void Change(List<byte> bytes, byte[] other, Dice dice)
    {
        var at = dice.Below(bytes.Count);
        var length = Math.Min(dice.Length(bytes.Count), bytes.Count - at);
        switch (dice.Below(10))
        {
            case 0 or 1 when bytes.Count > 0: bytes[at] ^= (byte)(1 << dice.Below(8)); break;
            case 2 when bytes.Count > 0: bytes[at] = (byte)dice.Bits(); break;
            case 3 or 4: WriteNumber(bytes, at, dice); break;
            case 5: bytes.RemoveRange(at, length); break;
            case 6: bytes.InsertRange(dice.Below(bytes.Count + 1), bytes.GetRange(at, Math.Min(length, LongestRepetition))); break;
            case 7 when other.Length > 0:
                var from = dice.Below(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(dice.Length(other.Length), other.Length - from)).ToArray());
                break;
            case 8 when bytes.Count > 0
                && dice.OneIn(20):
                bytes.InsertRange(at, Enumerable.Repeat(bytes[at], dice.Length(LongestRepetition))); break;
            case 9 when dice.OneIn(3): bytes.RemoveRange(at, bytes.Count - at); break;
        }
    }

    private static void WriteNumber(List<byte> bytes, int at, Dice dice)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, dice.Of(Numbers));
        var width = Math.Min(1 << dice.Below(4), bytes.Count - at);
        for (var i = 0; i < width; i++) bytes[at + i] = number[i];
    }
}

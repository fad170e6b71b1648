using System.Buffers.Binary;
using System.Text;

namespace Reproduction.Specs.Models.Weights.Fuzzing;

/// <summary>Damage to safetensors files that keeps their outside right, so that it reaches the inside.</summary>
internal static class SafeTensorsMutations
{
    private static readonly string[] Tokens =
    [
        "-1", "0", "1", "4", "9223372036854775807", "9223372036854775808", "18446744073709551616", "4294967296", "1e3", "0.5", "[", "]",
            "{", "}",
        "[[[[[[", "null", "true", "\"F32\"", "\"F64\"", "\"BOOL\"", "\"U8\"", "\"I64\"", "\"shape\"", "\"dtype\"", "\"data_offsets\"",
        "\"__metadata__\"",
        ",", ":", "\"", "\\u0000", "\\ud800", "\u00ff", " ", "\n",
    ];

    /// <summary>The header's tokens or bytes are changed; its length is made right again.</summary>
    public static byte[] Header(byte[] file, byte[] other, Dice dice)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        var header = file[8..(8 + length)];
        header = dice.OneIn(3) ? ByteMutations.Damage(header, other, dice) : Tokenwise(header, dice);
        var begin = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(begin, (ulong)header.Length);
        return [.. begin, .. header, .. file[(8 + length)..]];
    }

    private static byte[] Tokenwise(byte[] header, Dice dice)
    {
        var parts = Parts(Encoding.Latin1.GetString(header));
        for (var changes = 1 + dice.Below(4); changes > 0; changes--)
        {
            var at = dice.Below(parts.Count);
            switch (dice.Below(5))
            {
                case 0 or 1: parts[at] = dice.Of(Tokens); break;
                case 2: parts.Insert(at, dice.Of(Tokens)); break;
                case 3: parts.InsertRange(at, parts.GetRange(at, Math.Min(dice.Length(40), parts.Count - at))); break;
                default: parts.RemoveRange(at, Math.Min(1 + dice.Below(3), parts.Count - at)); break;
            }
            if (parts.Count == 0) parts.Add("{");
        }
        return Encoding.Latin1.GetBytes(string.Concat(parts));
    }

    /// <summary>Runs of letters and digits, and each other character alone.</summary>
    private static List<string> Parts(string text)
    {
        List<string> parts = [];
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            if (char.IsLetterOrDigit(text[at]))
                while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            parts.Add(text[at..end]);
            at = end;
        }
        return parts;
    }
}

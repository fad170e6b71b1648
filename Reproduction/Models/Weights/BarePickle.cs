namespace Reproduction.Models.Weights;

/// <summary>
/// Pickles that are not in a zip archive: <c>torch.save</c> before PyTorch 1.6, or <c>pickle.dump</c>. They are recognised
/// and refused with the reason.
/// </summary>
internal static class PlainPickle
{
    private const int Beginning = 1 << 20;

    /// <summary>torch.save's magic number as a pickle of its own: PROTO 2, LONG1 of ten bytes, STOP.</summary>
    private static ReadOnlySpan<byte> LegacyMagic => [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>Whether a file begins as a pickle does, binary or text.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes is [0x80, <= 5, ..] or [(byte)'c', ..] or [(byte)'(', ..];

    /// <summary>Why a pickle is not read: the code that it asks for, by name, or its format and how to convert it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BadInputException Refusal(string path)
    {
        var bytes = ReadBeginning(path);
        var isLegacy = bytes.AsSpan().StartsWith(LegacyMagic);
        var unpickler = new Unpickler(path, bytes);
        try
        {
            // The old format is four pickles before the data: magic number, protocol, machine, state dictionary.
            for (var i = 0; i < (isLegacy ? 4 : 1); i++) unpickler.Read();
        }
        catch (BadInputException e)
        {
            if (unpickler.RefusedGlobal is not null) return e;
        }
        return new BadInputException(isLegacy
            ? $"{path}: written by torch.save of PyTorch before 1.6, in a format that is not read; convert it in Python: torch.save(torch.load('OLD', map_location='cpu'), 'NEW')"
            : $"{path}: a bare pickle; expected safetensors, or what torch.save writes since PyTorch 1.6");
    }

    private static byte[] ReadBeginning(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[Math.Min(stream.Length, Beginning)];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

namespace Reproduction.Models.Weights;

/// <summary>Pickles alone, as <c>pickle.dump</c> writes them: recognised, and refused with the reason.</summary>
internal static class BarePickle
{
    private const int Beginning = 1 << 20;

    /// <summary>Whether a file begins as a pickle does, binary or text.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes is [0x80, <= 5, ..] or [(byte)'c', ..] or [(byte)'(', ..];

    /// <summary>Why a pickle is not read: the function that it calls, by name, or its format.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file.</param>
    /// <exception cref="IOException">The file cannot be read; without permission <see cref="UnauthorizedAccessException"/>.</exception>
    public static BadInputException Refusal(string path, Stream stream)
    {
        stream.Position = 0;
        var bytes = new byte[Math.Min(stream.Length, Beginning)];
        stream.ReadExactly(bytes);
        var unpickler = new Unpickler(path, bytes);
        try
        {
            unpickler.Read();
        }
        catch (BadInputException e)
        {
            if (unpickler.RefusedCall is not null) return e;
        }
        return new BadInputException($"{path}: a bare pickle, expected safetensors, or what torch.save writes");
    }
}

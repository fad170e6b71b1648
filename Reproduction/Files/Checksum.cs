using System.Security.Cryptography;
using Reproduction.Native;

namespace Reproduction.Files;

/// <summary>A published SHA-256 of a file.</summary>
/// <param name="Hex">Its value, lower-case hexadecimal, or the beginning of it where the publisher gives no more.</param>
public sealed record Checksum(string Hex)
{
    /// <summary>The SHA-256 of a file here.</summary>
    /// <param name="file">The file.</param>
    public static Checksum Of(string file)
    {
        RegularFile.Check(file);
        using var stream = File.OpenRead(file);
        return new(Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>Whether a file's whole sum is this one, or begins as this one does.</summary>
    /// <param name="found">What <see cref="Of"/> gave.</param>
    public bool Agrees(Checksum found) => found.Hex.StartsWith(Hex, StringComparison.Ordinal);

    /// <summary>What to say of a file that has another sum; null where it has this one.</summary>
    /// <param name="file">The file.</param>
    public string? Difference(string file)
    {
        var found = Of(file);
        return Agrees(found) ? null : $"{file}: {found}; expected {Hex}, the published checksum";
    }

    /// <summary>Refuses a file that has another sum.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="BadInputException">The sums differ.</exception>
    public void Check(string file)
    {
        if (Difference(file) is { } difference) throw new BadInputException(difference);
    }

    /// <inheritdoc />
    public override string ToString() => $"SHA256 {Hex}";
}

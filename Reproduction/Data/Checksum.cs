using System.Security.Cryptography;
using Reproduction.Native;

namespace Reproduction.Data;

/// <summary>A published checksum of a file.</summary>
/// <param name="Algorithm">SHA-256.</param>
/// <param name="Hex">Its value, lower-case hexadecimal, or the beginning of it where the publisher gives no more.</param>
public sealed record Checksum(HashAlgorithmName Algorithm, string Hex)
{
    /// <summary>A published SHA-256.</summary>
    /// <param name="hex">Its value, lower-case hexadecimal, or the beginning of it.</param>
    public static Checksum Sha256(string hex) => new(HashAlgorithmName.SHA256, hex);

    /// <summary>The same sum of a file here.</summary>
    /// <param name="file">The file.</param>
    public Checksum Of(string file)
    {
        RegularFile.Check(file);
        using var stream = File.OpenRead(file);
        return this with { Hex = Convert.ToHexStringLower(CryptographicOperations.HashData(Algorithm, stream)) };
    }

    /// <summary>Whether a file's whole sum is this one, or begins as this one does.</summary>
    /// <param name="found">What <see cref="Of"/> gave.</param>
    public bool Agrees(Checksum found) => found.Algorithm == Algorithm && found.Hex.StartsWith(Hex, StringComparison.Ordinal);

    /// <summary>Refuses a file that has another sum.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="BadInputException">The sums differ.</exception>
    public void Check(string file)
    {
        var found = Of(file);
        if (!Agrees(found)) throw new BadInputException($"{file}: {found}; expected {Hex}, the published checksum");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Algorithm.Name} {Hex}";
}

using System.Security.Cryptography;
using System.Text;
using Reproduction.Native;

namespace Reproduction.Files;

/// <summary>A SHA-256, published or found.</summary>
/// <param name="Hex">Its value, lower-case hexadecimal, or the beginning of it where the publisher gives no more.</param>
public sealed record Checksum(string Hex)
{
    /// <summary>The SHA-256 of a file here.</summary>
    /// <param name="file">The file.</param>
    public static Checksum Of(string file)
    {
        RegularFile.Check(file);
        using var stream = File.OpenRead(file);
        return Of(stream);
    }

    /// <summary>The SHA-256 of what is left of a stream.</summary>
    /// <param name="stream">The stream.</param>
    public static Checksum Of(Stream stream) => new(Convert.ToHexStringLower(SHA256.HashData(stream)));

    /// <summary>The SHA-256 of a text's UTF-8.</summary>
    /// <param name="text">The text.</param>
    public static Checksum OfText(string text) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <summary>Whether a file's whole sum is this one, or begins as this one does.</summary>
    /// <param name="found">What <see cref="Of(string)"/> gave.</param>
    public bool Agrees(Checksum found) => found.Hex.StartsWith(Hex, StringComparison.Ordinal);

    /// <summary>What to say of a file that has another sum; null where it has this one.</summary>
    /// <param name="file">The file.</param>
    public string? Difference(string file)
    {
        var found = Of(file);
        return Agrees(found) ? null : $"{file}: {found}, expected {Hex}, the published checksum";
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

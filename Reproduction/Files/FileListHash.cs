using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Reproduction.Files;

/// <summary>
/// SHA-256 over several files: of each its name in UTF-8, a zero byte, its length (8 bytes, little-endian) and its bytes.
/// </summary>
public sealed class FileListHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Takes the next file in.</summary>
    /// <param name="name">Its name or path.</param>
    /// <param name="bytes">Its content.</param>
    public void Add(string name, byte[] bytes)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(name + "\0"));
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.LongLength);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    /// <summary>The sum of all that was taken in, hexadecimal.</summary>
    public string Hex() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <inheritdoc />
    public void Dispose() => hash.Dispose();
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Reproduction.Text;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>
/// Safetensors files that know when they are damaged: the metadata carries, under <c>sha256</c>, a checksum of everything
/// that a reader gets, which is every other metadata entry and every tensor's name, dtype, shape and elements.
/// </summary>
/// <remarks>
/// Why in the file and over its content: a checksum in a file of its own would need two renames, and a kill between them would
/// make a sound file look damaged; the format allows nothing after the data; and what is hashed is what was parsed, so that
/// no damage to the header can lead the reader past it. Only bytes that mean nothing stay out, such as the header's padding.
/// </remarks>
public static class ChecksummedTensors
{
    private const string ChecksumKey = "sha256";

    /// <summary>Writes tensors and metadata with their checksum, whole or not at all.</summary>
    /// <param name="path">Where the file shall stand.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">Free text to carry along.</param>
    /// <exception cref="IOException">
    /// The disk is full or the folder cannot be written; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static void Write(
        string path, IEnumerable<(string Name, Tensor Value)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var all = tensors.ToList();
        var text = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>());
        text[ChecksumKey] = Checksum(all, text);
        SafeTensors.Write(path, all, text);
    }

    /// <summary>Reads a file, or says how it is damaged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="damage">What is wrong with it; null where nothing is.</param>
    /// <returns>The content, in the current dispose scope; null where the file is damaged.</returns>
    /// <exception cref="IOException">
    /// The file cannot be read: what cannot be read is not known to be damaged; without permission
    /// <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static StoredTensors? Read(string path, out string? damage)
    {
        using var scope = NewDisposeScope();
        try
        {
            // What has no length, as a pipe that nobody writes to has none, is not waited for.
            if (new FileInfo(path).Length == 0) throw new BadInputException($"{path}: empty, or no regular file");
            var stored = SafeTensors.Read(path);
            damage = Damage(path, stored);
            if (damage is not null) return null;
            foreach (var tensor in stored.Tensors.Values) tensor.MoveToOuterDisposeScope();
            return stored;
        }
        catch (BadInputException e)
        {
            damage = e.Message;
            return null;
        }
    }

    private static string? Damage(string path, StoredTensors stored)
    {
        if (!stored.Metadata.TryGetValue(ChecksumKey, out var written)) return $"{path}: carries no checksum";
        var found = Checksum(
            stored.Tensors.Select(tensor => (tensor.Key, tensor.Value)),
            stored.Metadata.Where(entry => entry.Key != ChecksumKey));
        return found == written ? null : $"{path}: its content has the SHA-256 {found[..16]}…, its checksum says {OneLine.Quote(written)}";
    }

    private static string Checksum(IEnumerable<(string Name, Tensor Value)> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Every text and list goes in with its length before it, so that no two contents give the same bytes.
        var entries = metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        Append(hash, entries.Count);
        foreach (var (key, value) in entries)
        {
            Append(hash, key);
            Append(hash, value);
        }
        foreach (var (name, value) in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value.dtype.ToString());
            Append(hash, value.dim());
            foreach (var size in value.shape) Append(hash, size);
            TensorBytes.AppendTo(hash, value);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>The raw little-endian bytes of a tensor, moved between its memory and a stream without a second copy.</summary>
internal static class TensorBytes
{
    // A span holds at most 2³¹ − 1 bytes, a tensor may hold more.
    private const long PieceElements = 1 << 24;

    /// <summary>Makes an uninitialised tensor on the CPU and fills it from a stream.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before the tensor is full.</exception>
    public static Tensor Read(Stream stream, ScalarType dtype, IReadOnlyList<long> shape)
    {
        var tensor = empty([.. shape], dtype: dtype, device: CPU);
        foreach (var piece in Pieces(tensor))
            using (piece)
                stream.ReadExactly(piece.bytes);
        return tensor;
    }

    /// <summary>Writes the elements of a tensor in row-major order, whatever its strides and device.</summary>
    public static void Write(Stream stream, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        foreach (var piece in Pieces(tensor.detach().cpu().contiguous()))
            using (piece)
                stream.Write(piece.bytes);
    }

    /// <summary>Whether every byte of a boolean tensor is 0 or 1; libtorch's arithmetic is undefined on others.</summary>
    public static bool AreBooleans(Tensor tensor)
    {
        foreach (var piece in Pieces(tensor))
            using (piece)
                if (piece.bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
                    return false;
        return true;
    }

    /// <summary>The CRC-32 of a contiguous tensor's bytes.</summary>
    public static uint Crc32(Tensor tensor)
    {
        var crc = new Crc32();
        foreach (var piece in Pieces(tensor))
            using (piece)
                crc.Append(piece.bytes);
        return crc.GetCurrentHashAsUInt32();
    }

    /// <summary>Hashes the elements of a tensor in row-major order, whatever its strides and device.</summary>
    public static void AppendTo(IncrementalHash hash, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        foreach (var piece in Pieces(tensor.detach().cpu().contiguous()))
            using (piece)
                hash.AppendData(piece.bytes);
    }

    /// <summary>Turns the bytes of every element round, in place.</summary>
    public static void ReverseEndianness(Tensor tensor)
    {
        foreach (var piece in Pieces(tensor))
        {
            using (piece)
            {
                switch (piece.dtype.ElementBytes())
                {
                    case 2: Reverse16(MemoryMarshal.Cast<byte, short>(piece.bytes)); break;
                    case 4: Reverse32(MemoryMarshal.Cast<byte, int>(piece.bytes)); break;
                    case 8: Reverse64(MemoryMarshal.Cast<byte, long>(piece.bytes)); break;
                }
            }
        }

        static void Reverse16(Span<short> values) => BinaryPrimitives.ReverseEndianness(values, values);
        static void Reverse32(Span<int> values) => BinaryPrimitives.ReverseEndianness(values, values);
        static void Reverse64(Span<long> values) => BinaryPrimitives.ReverseEndianness(values, values);
    }

    private static IEnumerable<Tensor> Pieces(Tensor contiguous)
    {
        var elements = contiguous.numel();
        using var flat = contiguous.view(elements);
        for (var start = 0L; start < elements; start += PieceElements)
            yield return flat.narrow(0, start, Math.Min(PieceElements, elements - start));
    }
}

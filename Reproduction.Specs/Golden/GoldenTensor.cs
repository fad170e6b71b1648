using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Reproduction.Specs.Golden;

/// <summary>A stored reference tensor.</summary>
/// <param name="Dtype">As safetensors names it: U8, I32, I64, F32 or F64.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Bytes">Its values, row-major and little-endian.</param>
public sealed record GoldenTensor(string Dtype, long[] Shape, byte[] Bytes)
{
    /// <summary>The values of an F32 tensor.</summary>
    public float[] Floats => Values<float>("F32");

    /// <summary>The values of an F64 tensor.</summary>
    public double[] Doubles => Values<double>("F64");

    /// <summary>The values of an I64 tensor.</summary>
    public long[] Longs => Values<long>("I64");

    /// <summary>The same as a tensor on the CPU, of the same dtype.</summary>
    public Tensor ToTensor() => Dtype switch
    {
        "U8" => tensor(Bytes, Shape, uint8),
        "I32" => tensor(Values<int>("I32"), Shape, int32),
        "I64" => tensor(Longs, Shape, int64),
        "F32" => tensor(Floats, Shape, float32),
        "F64" => tensor(Doubles, Shape, float64),
        _ => throw new NotSupportedException($"dtype {Dtype}"),
    };

    private T[] Values<T>(string dtype) where T : unmanaged => dtype == Dtype
        ? MemoryMarshal.Cast<byte, T>(Bytes).ToArray()
        : throw new InvalidOperationException($"The stored tensor is {Dtype}, not {dtype}.");
}

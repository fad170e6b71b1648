using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>The types of elements that weights files may hold, with their names in safetensors and in PyTorch.</summary>
internal static class Dtype
{
    private static readonly (ScalarType Type, string SafeTensors, string PyTorch, int Bytes)[] Known =
    [
        (ScalarType.Float64, "F64", "float64", 8),
        (ScalarType.Float32, "F32", "float32", 4),
        (ScalarType.Float16, "F16", "float16", 2),
        (ScalarType.BFloat16, "BF16", "bfloat16", 2),
        (ScalarType.Int64, "I64", "int64", 8),
        (ScalarType.Int32, "I32", "int32", 4),
        (ScalarType.Int16, "I16", "int16", 2),
        (ScalarType.Int8, "I8", "int8", 1),
        (ScalarType.Byte, "U8", "uint8", 1),
        (ScalarType.Bool, "BOOL", "bool", 1),
    ];

    /// <summary>The names of all in safetensors, as messages list them.</summary>
    public static string AllInSafeTensors { get; } = string.Join(", ", Known.Select(known => known.SafeTensors));

    /// <summary>The type of a safetensors name, or null where it is none of ours.</summary>
    public static ScalarType? OfSafeTensors(string name) =>
        Array.Find(Known, known => known.SafeTensors == name) is { Bytes: > 0 } found ? found.Type : null;

    /// <summary>Its name in safetensors, such as <c>F32</c>.</summary>
    /// <exception cref="ArgumentException">Weights files do not hold this type.</exception>
    public static string InSafeTensors(this ScalarType type) => Of(type).SafeTensors;

    /// <summary>Its name in PyTorch, such as <c>float32</c>.</summary>
    /// <exception cref="ArgumentException">Weights files do not hold this type.</exception>
    public static string InPyTorch(this ScalarType type) => Of(type).PyTorch;

    /// <summary>The bytes of one element.</summary>
    /// <exception cref="ArgumentException">Weights files do not hold this type.</exception>
    public static int ElementBytes(this ScalarType type) => Of(type).Bytes;

    private static (ScalarType Type, string SafeTensors, string PyTorch, int Bytes) Of(ScalarType type) =>
        Array.Find(Known, known => known.Type == type) is { Bytes: > 0 } found
            ? found
            : throw new ArgumentException($"Weights files do not hold elements of type {type}.");
}

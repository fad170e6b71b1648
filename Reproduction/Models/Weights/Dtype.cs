using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>The types of elements that weights files may hold, with their names in safetensors and in PyTorch.</summary>
internal static class Dtype
{
    // TorchSharp has no names for the types from 23 on, but libtorch knows them by these numbers (c10/core/ScalarType.h).
    private static readonly (ScalarType Type, string? SafeTensors, string PyTorch, int Bytes)[] Known =
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
        (ScalarType.ComplexFloat32, "C64", "complex64", 8),
        (ScalarType.ComplexFloat64, null, "complex128", 16),
        ((ScalarType)27, "U16", "uint16", 2),
        ((ScalarType)28, "U32", "uint32", 4),
        ((ScalarType)29, "U64", "uint64", 8),
        ((ScalarType)23, "F8_E5M2", "float8_e5m2", 1),
        ((ScalarType)24, "F8_E4M3", "float8_e4m3fn", 1),
        ((ScalarType)25, "F8_E5M2FNUZ", "float8_e5m2fnuz", 1),
        ((ScalarType)26, "F8_E4M3FNUZ", "float8_e4m3fnuz", 1),
        ((ScalarType)44, "F8_E8M0", "float8_e8m0fnu", 1),
        (ScalarType.QInt8, null, "qint8", 1),
        (ScalarType.QUInt8, null, "quint8", 1),
        (ScalarType.QInt32, null, "qint32", 4),
        // Two and four values a byte; PyTorch counts bytes.
        ((ScalarType)16, null, "quint4x2", 1),
        ((ScalarType)17, null, "quint2x4", 1),
    ];

    /// <summary>How the names of such types begin in PyTorch whose elements have a floating point.</summary>
    private static readonly string[] Floats = ["float", "bfloat"];

    /// <summary>The names of all in safetensors, as messages list them.</summary>
    public static string AllInSafeTensors { get; } = string.Join(", ", Known.Select(known => known.SafeTensors).OfType<string>());

    /// <summary>All with their names in PyTorch.</summary>
    public static IEnumerable<(string Name, ScalarType Type)> AllInPyTorch => Known.Select(known => (known.PyTorch, known.Type));

    /// <summary>The type of a safetensors name, or null where it is none of ours.</summary>
    public static ScalarType? OfSafeTensors(string name) =>
        Array.Find(Known, known => known.SafeTensors == name) is { Bytes: > 0 } found ? found.Type : null;

    /// <summary>Its name in safetensors, such as <c>F32</c>.</summary>
    /// <exception cref="ArgumentException">safetensors does not hold this type.</exception>
    public static string InSafeTensors(this ScalarType type) =>
        Of(type).SafeTensors ?? throw new ArgumentException($"safetensors files do not hold elements of type {type}.");

    /// <summary>Its name in PyTorch, such as <c>float32</c>.</summary>
    /// <exception cref="ArgumentException">Weights files do not hold this type.</exception>
    public static string InPyTorch(this ScalarType type) => Of(type).PyTorch;

    /// <summary>The bytes of one element.</summary>
    /// <exception cref="ArgumentException">Weights files do not hold this type.</exception>
    public static int ElementBytes(this ScalarType type) => Of(type).Bytes;

    /// <summary>Whether the elements are complex numbers.</summary>
    public static bool IsComplex(this ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    /// <summary>Whether the elements are numbers of floating point, as weights are.</summary>
    public static bool IsFloat(this ScalarType type) =>
        Array.Exists(Floats, name => Of(type).PyTorch.StartsWith(name, StringComparison.Ordinal));

    private static (ScalarType Type, string? SafeTensors, string PyTorch, int Bytes) Of(ScalarType type) =>
        Array.Find(Known, known => known.Type == type) is { Bytes: > 0 } found
            ? found
            : throw new ArgumentException($"Weights files do not hold elements of type {type}.");
}

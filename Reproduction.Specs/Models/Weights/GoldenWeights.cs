using System.Text.Json;
using Reproduction.Specs.Golden;
using static TorchSharp.torch;

namespace Reproduction.Specs.Models.Weights;

/// <summary>Files that Python's torch.save and pickle wrote (<c>golden/weights.py</c>).</summary>
internal static class GoldenWeights
{
    private static readonly IReadOnlyDictionary<string, GoldenTensor> Files = GoldenValues.Tensors("weights", "files");
    private static readonly JsonElement Contents = GoldenValues.Json("weights", "contents");

    /// <summary>Names of the files that PyTorch loads and we should.</summary>
    public static IEnumerable<string> Good => Contents.EnumerateObject().Select(file => file.Name);

    /// <summary>Names of the files whose tensors are listed only.</summary>
    public static IEnumerable<string> OfOtherKinds => Files.Keys.Except(Good).Except(Malicious);

    /// <summary>Names of the files that call a function, with the function's name before the blank.</summary>
    public static IEnumerable<string> Malicious => Files.Keys.Where(name => name.Contains(' '));

    /// <summary>The bytes of a file.</summary>
    public static byte[] Bytes(string name) => Files[name].Bytes;

    /// <summary>What PyTorch loads from a good file, in its order.</summary>
    public static IReadOnlyList<(string Name, string Dtype, long[] Shape, double[] Values)> Content(string name) =>
        [.. Contents.GetProperty(name).EnumerateArray().Select(tensor => (
            tensor.GetProperty("name").GetString()!,
            tensor.GetProperty("dtype").GetString()!,
            tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray(),
            tensor.GetProperty("values").EnumerateArray().Select(Number).ToArray()))];

    /// <summary>
    /// The elements of a tensor in row-major order, of complex ones both parts; every type and value here fits a double or saturates
    /// equally.
    /// </summary>
    public static double[] Numbers(Tensor tensor) =>
        tensor.numel() == 0 ? [] : (tensor.is_complex() ? view_as_real(tensor) : tensor).to(ScalarType.Float64).contiguous().data<double>()
            .ToArray();

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetDouble(),
    };
}

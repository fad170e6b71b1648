using System.Buffers.Binary;
using System.Text.Json;

namespace Reproduction.Specs.Golden;

/// <summary>The stored reference values under <c>golden/values</c>; what they are is written in <c>golden/README.md</c>.</summary>
public static class GoldenValues
{
    /// <summary>The repository's folder <c>golden</c>.</summary>
    public static string Folder { get; } = Repository.Path("golden");

    /// <summary>The content of <c>values/TOPIC/NAME.json</c>.</summary>
    public static JsonElement Json(string topic, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "values", topic, $"{name}.json")));
        return document.RootElement.Clone();
    }

    /// <summary>The tensors of <c>values/TOPIC/NAME.safetensors</c>, by name.</summary>
    public static IReadOnlyDictionary<string, GoldenTensor> Tensors(string topic, string name)
    {
        var content = File.ReadAllBytes(Path.Combine(Folder, "values", topic, $"{name}.safetensors"));
        var headerEnd = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(content);
        using var header = JsonDocument.Parse(content.AsMemory(8..headerEnd));
        return header.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry =>
        {
            var offsets = entry.Value.GetProperty("data_offsets");
            var (start, end) = (headerEnd + offsets[0].GetInt32(), headerEnd + offsets[1].GetInt32());
            return new GoldenTensor(
                entry.Value.GetProperty("dtype").GetString()!,
                [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())],
                content[start..end]);
        });
    }
}

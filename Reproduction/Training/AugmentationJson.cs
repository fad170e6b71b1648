using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Data;

namespace Reproduction.Training;

/// <summary>Writes an augmentation as recipes do: its kind with its parameters, such as <c>{"random_crop": {"padding": 4}}</c>.</summary>
internal sealed class AugmentationJson : JsonConverter<Augmentation>
{
    public override Augmentation Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        throw new NotSupportedException("recipes are read from YAML");

    public override void Write(Utf8JsonWriter writer, Augmentation value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(
            writer,
            new Dictionary<string, object> { [JsonNamingPolicy.SnakeCaseLower.ConvertName(value.GetType().Name)] = value },
            options);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Data;

namespace Reproduction.Training;

/// <summary>An augmentation as recipes have it: its kind with its parameters, such as <c>{"random_crop": {"padding": 4}}</c>.</summary>
internal sealed class AugmentationJson : JsonConverter<Augmentation>
{
    private static readonly Type[] Kinds = [typeof(RandomCrop), typeof(RandomHorizontalFlip), typeof(RandomRotation), typeof(RandomResizedCrop)];

    public override Augmentation Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (JsonElement.ParseValue(ref reader) is not { ValueKind: JsonValueKind.Object } json || json.EnumerateObject().ToArray() is not [var only])
            throw new JsonException("an augmentation is one kind with its parameters");
        var kind = Kinds.FirstOrDefault(kind => Name(kind) == only.Name)
            ?? throw new JsonException($"found '{only.Name}', expected one of {string.Join(", ", Kinds.Select(Name))}");
        return (Augmentation)only.Value.Deserialize(kind, options)!;
    }

    public override void Write(Utf8JsonWriter writer, Augmentation value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(
            writer,
            new Dictionary<string, object> { [Name(value.GetType())] = value },
            options);

    private static string Name(Type kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.Name);
}

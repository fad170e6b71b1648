using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Text;

namespace Reproduction.Runs;

/// <summary>How the records of a run are written as JSON, and read so that what is missing, null or there twice is refused.</summary>
public static class RecordJson
{
    /// <summary>snake_case, indented, readable.</summary>
    public static JsonSerializerOptions Options { get; } = new(ReadableJson.Indented)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };
}

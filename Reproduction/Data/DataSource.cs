using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Native;
using Reproduction.Text;

namespace Reproduction.Data;

/// <summary>
/// Where a folder's images came from, as <c>source.json</c> beside them records it when they are imported or fetched.
/// </summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Source">The imported folder's or zip's name, or the address that was fetched.</param>
/// <param name="SourceSha256">
/// SHA-256 of the zip or archive; of a folder, over each image's path, length and bytes in the order of the paths.
/// </param>
/// <param name="Encoding">What the images were: <c>JPEG</c>, <c>PNG</c> and the like, or <c>official bytes</c>.</param>
/// <param name="Classes">Names in class order.</param>
/// <param name="ClassOrder">Where the order is from: <c>alphabetical</c>, <c>given</c> or <c>official</c>.</param>
/// <param name="TrainImages">Images of the training split.</param>
/// <param name="TestImages">Images of the test split.</param>
/// <param name="Fingerprint">The fingerprint of the data set as it was written.</param>
/// <param name="ResizedTo">Height and width that the images were resized to; null where they kept their own.</param>
public sealed record DataSource(
    string Name, string Source, string SourceSha256, string Encoding, IReadOnlyList<string> Classes, string ClassOrder,
    int TrainImages, int TestImages, string Fingerprint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? ResizedTo = null)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "source.json";

    /// <summary>The encoding of files that are the publishers' own.</summary>
    public const string OfficialBytes = "official bytes";

    private static readonly JsonSerializerOptions Options = new(ReadableJson.Indented)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What is recorded of a folder, or null where nothing is.</summary>
    /// <param name="folder">The folder of images.</param>
    /// <exception cref="BadInputException">The record cannot be read.</exception>
    public static DataSource? Of(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return null;
        RegularFile.Check(file);
        try
        {
            return JsonSerializer.Deserialize<DataSource>(File.ReadAllText(file), Options)
                ?? throw new BadInputException($"{file}: null, expected the record of where the images came from");
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{file}: not the record of where the images came from ({JsonProblem.Place(e)})", e);
        }
    }

    /// <summary>The file's text.</summary>
    public string ToJson() => PlainText.Lines(JsonSerializer.Serialize(this, Options)) + "\n";

    /// <summary>One phrase for reports: source, encoding, and what follows from it.</summary>
    /// <param name="read">What the folder holds now.</param>
    public string Describe(Dataset read) => read.Fingerprint == Fingerprint && read.ClassNames.SequenceEqual(Classes)
        ? Describe()
        : $"files that have changed since {FileName} beside them said: {Source}";

    /// <summary>The same of files that have not changed.</summary>
    public string Describe()
    {
        if (Encoding == OfficialBytes) return $"official files from {Source}";
        var lossy = Encoding.Contains("JPEG", StringComparison.Ordinal)
            ? ", decoded; not bit-equal to the images they were made from"
            : Encoding.Contains("WebP", StringComparison.OrdinalIgnoreCase)
            ? ", decoded; where they are lossy not bit-equal to the images they were made from"
            : ", decoded";
        var resized = ResizedTo is { } size ? $", resized to {size}×{size} pixels as Pillow's bilinear filter does it" : "";
        return $"{Encoding} images of {Source} (SHA-256 {SourceSha256}){lossy}{resized}";
    }
}

using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>
/// Whose a file of tensors is: what it was made of, part by part. It stands in the file's metadata, so that a sound file of
/// another run or another model is known for one wherever it was copied to.
/// </summary>
/// <param name="Parts">Such as <c>seed</c> and its value.</param>
public sealed record Origin(IReadOnlyDictionary<string, string> Parts)
{
    private const string Prefix = "of.";

    /// <summary>Metadata with the origin beside other entries.</summary>
    /// <param name="others">Other entries.</param>
    public Dictionary<string, string> Metadata(params IEnumerable<KeyValuePair<string, string>> others) =>
        new(others.Concat(Parts.Select(part => KeyValuePair.Create(Prefix + part.Key, part.Value))));

    /// <summary>How a file's origin differs from this one, in words; null where it does not.</summary>
    /// <param name="metadata">The file's metadata.</param>
    public string? Difference(IReadOnlyDictionary<string, string> metadata)
    {
        var differing = Parts.Where(part => metadata.GetValueOrDefault(Prefix + part.Key) != part.Value).ToList();
        return differing.Count == 0
            ? null
            : $"of another origin: {string.Join("; ", differing.Select(part => $"{part.Key} {Found(metadata, part.Key)}, expected {OneLine.Name(part.Value)}"))}";
    }

    private static string Found(IReadOnlyDictionary<string, string> metadata, string part) =>
        metadata.TryGetValue(Prefix + part, out var found) ? OneLine.Name(found) : "not said";
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Reproduction.Data;

/// <summary>A data set: a training and a test split over the same classes.</summary>
/// <param name="Name">Its name in recipes and on the command line, such as <c>cifar-10</c>.</param>
/// <param name="ClassNames">Names in class order.</param>
/// <param name="Train">The training split.</param>
/// <param name="Test">The test split.</param>
/// <param name="Source">Where the images came from and in what encoding, as reports say it.</param>
/// <param name="Place">The folder or archive that it was read from; null where it was not read from one.</param>
public sealed record Dataset(
    string Name, IReadOnlyList<string> ClassNames, ImageSet Train, ImageSet Test, string Source, string? Place = null)
{
    /// <summary>Which images these are, in one line: name, place, source and fingerprint.</summary>
    public string Sentence => $"data: {Name} in {Place ?? "memory"}: {Source}; fingerprint {Fingerprint}";

    /// <summary>The same for <c>--json</c>.</summary>
    public JsonObject ToJson() => new() { ["name"] = Name, ["place"] = Place, ["source"] = Source, ["fingerprint"] = Fingerprint };

    /// <summary>
    /// SHA-256 (hexadecimal) over sizes, pixels and labels of both splits: equal data, equal fingerprint, whatever files held it.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            // A copy made by `with` takes this memory along: it counts only for the splits that it was computed from.
            if (fingerprint is not { } known || known.Train != Train || known.Test != Test)
                fingerprint = known = (Train, Test, ComputeFingerprint());
            return known.Hex;
        }
    }

    private (ImageSet Train, ImageSet Test, string Hex)? fingerprint;

    private string ComputeFingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var split in new[] { Train, Test })
        {
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes($"{split.Count}x{split.Channels}x{split.Height}x{split.Width}\n"));
            hash.AppendData(split.Pixels.Span);
            hash.AppendData(split.Labels.Select(label => (byte)label).ToArray());
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

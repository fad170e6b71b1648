using System.Security.Cryptography;
using System.Text.Json;

namespace Reproduction.Training;

/// <summary>The file <c>manifest.json</c>: the SHA-256 of every file of a whole run, by its name.</summary>
internal static class ManifestFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The manifest.</param>
    /// <returns>SHA-256 (hexadecimal) by name.</returns>
    /// <exception cref="BadInputException">It is no such list.</exception>
    internal static IReadOnlyDictionary<string, string> Read(string path)
    {
        const string expected = "expected file names with the SHA-256 of each; without it, --resume makes what is lacking again";
        try
        {
            var listed = JsonSerializer.Deserialize<Dictionary<string, string?>>(WholeFile.ReadText(path));
            if (listed is null || listed.ContainsValue(null)) throw new BadInputException($"{path}: not a manifest (found null), {expected}");
            return listed!;
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{path}: not a manifest ({JsonProblem.Place(e)}), {expected}", e);
        }
    }

    /// <summary>The SHA-256 of a file, hexadecimal.</summary>
    /// <param name="file">The file.</param>
    internal static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

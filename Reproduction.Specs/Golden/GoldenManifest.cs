using System.Security.Cryptography;

namespace Reproduction.Specs.Golden;

/// <summary>Checks stored values against the hashes that were written with them.</summary>
public static class GoldenManifest
{
    /// <summary>What is wrong with a folder of topics: one line each, nothing when every file is as it was made.</summary>
    /// <param name="golden">The folder that holds <c>values</c> and the scripts.</param>
    public static IReadOnlyList<string> Problems(string golden) =>
        [.. Directory.GetDirectories(Path.Combine(golden, "values")).Order(StringComparer.Ordinal).SelectMany(TopicProblems)];

    private static IEnumerable<string> TopicProblems(string topic)
    {
        var name = Path.GetFileName(topic);
        var sums = Path.Combine(topic, "SHA256SUMS");
        if (!File.Exists(sums))
            return [$"{name}: there is no SHA256SUMS."];

        var listed = File.ReadLines(sums).Select(line => line.Split("  ", 2)).ToDictionary(parts => parts[1], parts => parts[0]);
        var script = $"../../{name}.py";
        var expected = Directory.GetFiles(topic).Select(Path.GetFileName).Where(file => file != "SHA256SUMS")
            .Append("versions.json").Append(script).Distinct();
        return
        [
            .. expected.Where(file => !listed.ContainsKey(file!)).Select(file => $"{name}: {file} is not in SHA256SUMS."),
            .. listed.Keys.Where(file => !File.Exists(Path.Combine(topic, file))).Select(file => $"{name}: {file} is missing."),
            .. listed.Where(entry => IsChanged(Path.Combine(topic, entry.Key), entry.Value)).Select(entry => entry.Key == script
                ? $"{name}: {name}.py was changed since the values were made; run golden/make.sh {name}."
                : $"{name}: {entry.Key} is not what {name}.py wrote; run golden/make.sh {name}."),
        ];
    }

    private static bool IsChanged(string path, string hash) =>
        File.Exists(path) && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) != hash;
}

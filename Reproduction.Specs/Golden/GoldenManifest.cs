using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Reproduction.Specs.Golden;

/// <summary>Checks stored values against the hashes that were written with them.</summary>
public static partial class GoldenManifest
{
    private const string Above = "../../";

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
        var expected = Directory.GetFiles(topic).Select(Path.GetFileName).Where(file => file != "SHA256SUMS")
            .Append("versions.json").Concat(Scripts(topic, $"{Above}{name}.py")).Distinct();
        return
        [
            .. expected.Where(file => !listed.ContainsKey(file!)).Select(file => $"{name}: {file} is not in SHA256SUMS."),
            .. listed.Keys.Where(file => !File.Exists(Path.Combine(topic, file))).Select(file => $"{name}: {file} is missing."),
            .. listed.Where(entry => IsChanged(Path.Combine(topic, entry.Key), entry.Value))
                .Select(entry => entry.Key.StartsWith(Above, StringComparison.Ordinal)
                    ? $"{name}: {entry.Key[Above.Length..]} was changed since the values were made; run golden/make.sh {name}."
                    : $"{name}: {entry.Key} is not what {name}.py wrote; run golden/make.sh {name}."),
        ];
    }

    /// <summary>A script and what it imports of those beside it, itself or through another.</summary>
    private static IReadOnlyList<string> Scripts(string topic, string script)
    {
        List<string> scripts = [script];
        for (var k = 0; k < scripts.Count; k++)
        {
            var path = Path.Combine(topic, scripts[k]);
            if (!File.Exists(path)) continue;
            string[] imported =
            [
                .. Import().Matches(File.ReadAllText(path)).Select(line => $"{Above}{line.Groups["name"].Value}.py")
                    .Where(file => !scripts.Contains(file) && File.Exists(Path.Combine(topic, file))).Distinct(),
            ];
            scripts.AddRange(imported);
        }
        return scripts;
    }

    private static bool IsChanged(string path, string hash) =>
        File.Exists(path) && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) != hash;

    [GeneratedRegex(@"^(?:from|import) (?<name>_[a-z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Import();
}

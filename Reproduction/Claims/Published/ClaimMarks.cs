using System.Globalization;
using Reproduction.Files;
using Reproduction.Yaml;

namespace Reproduction.Claims.Published;

/// <summary>
/// The file <c>claims.sha256</c> beside the ledger: one mark a claim, the first 16 digits of the SHA-256 of its content. A claim
/// cannot change by a slip of the hand: who means it raises the version and records the new mark.
/// </summary>
internal static class ClaimMarks
{
    private const int MarkLength = 16;
    internal const string HeadName = "head";

    /// <summary>Compares every claim with its mark.</summary>
    /// <exception cref="BadInputException">The file of marks is missing or damaged.</exception>
    /// <exception cref="CheckFailedException">A claim is not the one that the version recorded: names file, line and claim.</exception>
    public static void Check(string ledger, long version, string head, IReadOnlyList<YamlSection> claims)
    {
        var path = Path.ChangeExtension(ledger, ".sha256");
        var (recorded, marks) = Read(path);
        var name = Path.GetFileName(ledger);
        if (recorded != version)
            throw new CheckFailedException(
                $"{name}: version: found {version}, but {Path.GetFileName(path)} has the marks of version {recorded}");
        Compare($"{name}: version, source, level, power, train_images or runs", HeadName, head, marks, path);
        foreach (var claim in claims)
            Compare($"{name}:{claim.Line}: {claim.Text("id")}", claim.Text("id"), claim.Content, marks, path);
        if (marks.Keys.FirstOrDefault(id => id != HeadName && claims.All(claim => claim.Text("id") != id)) is { } gone)
            throw new CheckFailedException($"{name}: claim {gone} is missing, {Path.GetFileName(path)} has its mark");
    }

    /// <summary>Records every claim as it is.</summary>
    public static void Write(string ledger, long version, string head, IReadOnlyList<YamlSection> claims) =>
        WholeFile.WriteText(Path.ChangeExtension(ledger, ".sha256"), string.Concat(
        [
            $"version {version}\n{Mark(head)} {HeadName}\n",
            .. claims.Select(claim => $"{Mark(claim.Content)} {claim.Text("id")}\n"),
        ]));

    private static string Mark(string content) => Checksum.OfText(content).Hex[..MarkLength];

    private static void Compare(string place, string id, string content, IReadOnlyDictionary<string, string> marks, string path)
    {
        var mark = Mark(content);
        if (!marks.TryGetValue(id, out var recorded) || recorded != mark)
            throw new CheckFailedException(
                $"{place}: {(recorded is null ? "has no mark" : $"is not what was recorded (mark {recorded})")} in "
                + $"{Path.GetFileName(path)}; a change that is meant raises version and records the line '{mark} {id}'");
    }

    private static (long Version, IReadOnlyDictionary<string, string> Marks) Read(string path)
    {
        if (!File.Exists(path))
            throw new BadInputException($"{path}: no such file, expected the marks of the claims beside it (`--record` writes them)");
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || !lines[0].StartsWith("version ", StringComparison.Ordinal)
            || !long.TryParse(lines[0]["version ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new BadInputException($"{path}:1: expected the line 'version N'");
        var marks = new Dictionary<string, string>();
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Split(' ') is not [{ Length: MarkLength } mark, var id] || !mark.All(char.IsAsciiHexDigitLower)
                || !marks.TryAdd(id, mark))
                throw new BadInputException(
                    $"{path}:{i + 1}: found '{lines[i]}', expected {MarkLength} hexadecimal digits and the identifier of a claim that no "
                    + "other line has");
        }
        return (version, marks);
    }
}

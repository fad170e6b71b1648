#:property GenerateDocumentationFile=true
using System.Globalization;
using System.Text;
using System.Text.Json;

// Of a Stryker report what is worth keeping: the number of killed mutants of each file, and every other one.
//   dotnet run ci/MutationReport.cs -- keep FOLDER SOURCES REPORT.json RESULTS.tsv
// Of such results Markdown: the share of mutants that the specs kill, by folder, and the survivors of the folders that are held to the
// bar. Exit code 1 where in one of these fewer than 85 % are killed or a part is still to be tried (PART=).
//   dotnet run ci/MutationReport.cs -- report OUT.md PART=RESULTS.tsv...
const double Bar = 85;

// What decides a published figure or a verdict. Searches are held by brute force, which tries what they may not miss; of the others the
// score is told.
string[] held = ["Archive", "Claims/Figures", "Claims/Runs", "Claims/Verdicts", "Corrections", "Distillation", "Metrics"];

if (args[0] == "keep")
{
    var all = Mutant.Read(args[3]).Where(mutant => mutant.Counts).ToList();
    var kept = new StringBuilder($"{args[1]}\t{args[2]}\n");
    foreach (var file in all.Where(mutant => !mutant.IsEquivalent).GroupBy(mutant => mutant.File).OrderBy(group => group.Key, StringComparer.Ordinal))
    {
        kept.Append(CultureInfo.InvariantCulture, $"{file.Key}\tkilled\t{file.Count(mutant => mutant.IsKilled)}\n");
        foreach (var mutant in file.Where(mutant => !mutant.IsKilled).OrderBy(mutant => mutant.Line))
            kept.Append(CultureInfo.InvariantCulture, $"{file.Key}\t{mutant.Fate}\t{mutant.Line}\t{mutant.Change}\n");
    }
    foreach (var mutant in all.Where(mutant => mutant.IsEquivalent).OrderBy(mutant => (mutant.File, mutant.Line)))
        kept.Append(CultureInfo.InvariantCulture, $"{mutant.File}\tequivalent\t{mutant.Line}\t{mutant.Change}\t{mutant.Reason}\n");
    File.WriteAllText(args[4], kept.ToString());
    return 0;
}

var parts = args[2..].Select(part => part.Split('=')).ToList();
var missing = parts.Where(part => part[1].Length == 0).Select(part => part[0]).ToList();
var results = parts.Where(part => part[1].Length > 0).Select(part => Results.Read(part[1])).ToList();

var page = new StringBuilder(
    """
    # Mutation testing

    Written by `make mutation`: Stryker changes the program in one place at a time, and at least one spec of the same folder has to
    fail. Strings of messages are changed too. Mutants that do not compile are not counted; one that never ends counts as killed. A
    mutant in the initialiser of a static field is never switched on, because the field is set once a process, before the first mutant
    is: such ones are no evidence for or against the specs, and stand in a column of their own, as do those that a comment in the code
    calls equivalent to what stands there (`// Stryker disable once KIND : why`). Folders in bold are held to 85 %.

    | folder | mutants | killed | survived | not covered | killed, % | static, never switched on | equivalent |
    | --- | --- | --- | --- | --- | --- | --- | --- |

    """);
foreach (var folder in results.GroupBy(result => result.Folder).OrderBy(group => group.Key, StringComparer.Ordinal))
    Row(held.Contains(folder.Key) ? $"**{folder.Key}**" : folder.Key, [.. folder]);
var bar = results.Where(result => held.Contains(result.Folder)).ToList();
Row("**all that are held**", bar);
if (missing.Count > 0) page.Append($"\nNot tried yet on the present sources: {string.Join("; ", missing)}.\n");
page.Append("\n## Survivors\n\nOf the folders that are held. A survivor is a change that no spec of its folder tells from what stands there.\n");
foreach (var file in bar.SelectMany(result => result.Others).Where(mutant => mutant.Fate is "survived" or "not covered")
    .GroupBy(mutant => mutant.File).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    page.Append($"\n{file.Key}\n");
    foreach (var mutant in file) page.Append($"- line {mutant.Line}: `{mutant.Change}`\n");
}
var equivalent = results.SelectMany(result => result.Others).Where(mutant => mutant.Fate == "equivalent").ToList();
if (equivalent.Count > 0) page.Append("\n## Equivalent\n\n");
foreach (var mutant in equivalent) page.Append($"- {mutant.File}, line {mutant.Line}: `{mutant.Change}`: {mutant.Reason}\n");
File.WriteAllText(args[1], page.ToString());
return missing.Count == 0 && bar.GroupBy(result => result.Folder).All(folder => Share([.. folder]) >= Bar) ? 0 : 1;

void Row(string name, IReadOnlyList<Results> of)
{
    int Of(string fate) => of.Sum(result => result.Others.Count(mutant => mutant.Fate == fate));
    page.Append(
        CultureInfo.InvariantCulture,
        $"| {name} | {of.Sum(result => result.Killed) + Of("survived") + Of("not covered")} | {of.Sum(result => result.Killed)} | "
        + $"{Of("survived")} | {Of("not covered")} | {Share(of):F1} | {Of("never switched on")} | {Of("equivalent")} |\n");
}

static double Share(IReadOnlyList<Results> of)
{
    var alive = of.Sum(result => result.Others.Count(mutant => mutant.Fate is not ("never switched on" or "equivalent")));
    return 100.0 * of.Sum(result => result.Killed) / Math.Max(1, of.Sum(result => result.Killed) + alive);
}

internal sealed record Results(
    string Folder, int Killed, IReadOnlyList<(string File, string Fate, string Line, string Change, string Reason)> Others)
{
    public static Results Read(string path)
    {
        var lines = System.IO.File.ReadAllLines(path).Select(line => line.Split('\t')).ToList();
        return new(
            lines[0][0], lines[1..].Where(line => line[1] == "killed").Sum(line => int.Parse(line[2], CultureInfo.InvariantCulture)),
            [.. lines[1..].Where(line => line[1] != "killed").Select(line => (line[0], line[1], line[2], line[3], line.ElementAtOrDefault(4) ?? ""))]);
    }
}

internal sealed class Mutant
{
    private const int Longest = 90;

    private readonly string status;
    private readonly bool isStatic;

    private Mutant(string file, string source, JsonElement mutant)
    {
        (File, status) = (file, mutant.GetProperty("status").GetString()!);
        isStatic = mutant.TryGetProperty("static", out var found) && found.ValueKind == JsonValueKind.True;
        Reason = status == "Ignored" && mutant.TryGetProperty("statusReason", out var reason) ? Short(reason.GetString() ?? "") : "";
        var (start, end) = (mutant.GetProperty("location").GetProperty("start"), mutant.GetProperty("location").GetProperty("end"));
        Line = start.GetProperty("line").GetInt32();
        var lines = source.Split('\n')[(Line - 1)..end.GetProperty("line").GetInt32()];
        lines[^1] = lines[^1][..(end.GetProperty("column").GetInt32() - 1)];
        lines[0] = lines[0][(start.GetProperty("column").GetInt32() - 1)..];
        Change = $"{Short(string.Join(' ', lines))} → {Short(mutant.GetProperty("replacement").GetString()!)}";
    }

    public string File { get; }

    public int Line { get; }

    public string Change { get; }

    public bool IsKilled => status is "Killed" or "Timeout";

    /// <summary>Why a comment in the code says that it is equivalent to what stands there; empty where none does.</summary>
    public string Reason { get; }

    // What Stryker itself leaves out, such as all of a file that is not of the part, has Stryker's words instead of a reason.
    public bool IsEquivalent =>
        status == "Ignored" && Reason is not ("" or "Ignored via code comment" or "Removed by block already covered filter");

    public bool Counts => IsKilled || IsEquivalent || status is "Survived" or "NoCoverage";

    public string Fate => isStatic ? "never switched on" : status == "Survived" ? "survived" : "not covered";

    public static IReadOnlyList<Mutant> Read(string path)
    {
        using var report = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        var root = report.RootElement.GetProperty("projectRoot").GetString()!;
        return
        [
            .. report.RootElement.GetProperty("files").EnumerateObject()
                .SelectMany(file => file.Value.GetProperty("mutants").EnumerateArray()
                    .Select(mutant =>
                        new Mutant(Path.GetRelativePath(root, file.Name), file.Value.GetProperty("source").GetString()!, mutant))),
        ];
    }

    private static string Short(string code)
    {
        var line = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("`", "'");
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}

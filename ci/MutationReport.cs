#:property GenerateDocumentationFile=true
using System.Globalization;
using System.Text;
using System.Text.Json;

// Turns Stryker's reports into Markdown: the share of mutants that the specs kill, by folder, and each survivor with the reason
// that ci/mutation-reasons.txt has for it. Exit code 1 where fewer than 85 % are killed.
//   dotnet run ci/MutationReport.cs -- REASONS.txt OUT.md REPORT.json...
const double Bar = 85;

var reasons = File.ReadLines(args[0])
    .Where(line => line.Length > 0 && line[0] != '#')
    .Select(line => line.Split(" | ") is [var file, var change, var reason]
        ? (File: file, Change: change, Reason: reason)
        : throw new FormatException($"{args[0]}: found '{line}', expected FILE | CHANGE | REASON"))
    .ToList();

var mutants = args[2..].SelectMany(Mutants).Where(mutant => mutant.Counts).ToList();
var tested = mutants.Where(mutant => !mutant.IsNeverSwitchedOn).ToList();

var page = new StringBuilder(
    """
    # Mutation testing

    Written by `make mutation`: Stryker changes the program in one place at a time, and at least one spec has to fail. Strings of
    messages are changed too. Mutants that do not compile are not counted; one that never ends counts as killed. A mutant in the
    initialiser of a static field is never switched on, because the field is set once a process, before the first mutant is: such
    ones are no evidence for or against the specs, and stand in a column of their own.

    | folder | mutants | killed | survived | not covered | killed, % | static, never switched on |
    | --- | --- | --- | --- | --- | --- | --- |

    """);
foreach (var folder in mutants.GroupBy(mutant => mutant.Folder).OrderBy(group => group.Key, StringComparer.Ordinal)) Row(folder.Key, [.. folder]);
Row("all", mutants);
page.Append("\n## Survivors\n");
foreach (var file in tested.Where(mutant => !mutant.IsKilled).GroupBy(mutant => mutant.File).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    page.Append($"\n{file.Key}\n");
    foreach (var mutant in file.OrderBy(mutant => mutant.Line))
    {
        var reason = reasons.FirstOrDefault(known => known.File == mutant.File && (known.Change == "*" || known.Change == mutant.Change)).Reason;
        page.Append(CultureInfo.InvariantCulture, $"- line {mutant.Line}: `{mutant.Change}`: {reason ?? "**no reason written yet**"}\n");
    }
}
File.WriteAllText(args[1], page.ToString());
return Killed(tested) >= Bar ? 0 : 1;

static IEnumerable<Mutant> Mutants(string path)
{
    using var report = JsonDocument.Parse(File.ReadAllText(path));
    var root = report.RootElement.GetProperty("projectRoot").GetString()!;
    return
    [
        .. report.RootElement.GetProperty("files").EnumerateObject()
            .SelectMany(file => file.Value.GetProperty("mutants").EnumerateArray()
                .Select(mutant => new Mutant(Path.GetRelativePath(root, file.Name), file.Value.GetProperty("source").GetString()!, mutant))),
    ];
}

void Row(string name, IReadOnlyList<Mutant> all)
{
    var of = all.Where(mutant => !mutant.IsNeverSwitchedOn).ToList();
    page.Append(
        CultureInfo.InvariantCulture,
        $"| {name} | {of.Count} | {of.Count(mutant => mutant.IsKilled)} | {of.Count(mutant => mutant.Status == "Survived")} | {of.Count(mutant => mutant.Status == "NoCoverage")} | {Killed(of):F1} | {all.Count - of.Count} |\n");
}

static double Killed(IReadOnlyList<Mutant> of) => of.Count == 0 ? 0 : 100.0 * of.Count(mutant => mutant.IsKilled) / of.Count;

internal sealed class Mutant
{
    private const int Longest = 90;

    public Mutant(string file, string source, JsonElement mutant)
    {
        (File, Status) = (file, mutant.GetProperty("status").GetString()!);
        IsNeverSwitchedOn = !IsKilled && mutant.TryGetProperty("static", out var isStatic) && isStatic.ValueKind == JsonValueKind.True;
        var (start, end) = (mutant.GetProperty("location").GetProperty("start"), mutant.GetProperty("location").GetProperty("end"));
        Line = start.GetProperty("line").GetInt32();
        var lines = source.Split('\n')[(Line - 1)..end.GetProperty("line").GetInt32()];
        lines[^1] = lines[^1][..(end.GetProperty("column").GetInt32() - 1)];
        lines[0] = lines[0][(start.GetProperty("column").GetInt32() - 1)..];
        Change = $"{Short(string.Join(' ', lines))} → {Short(mutant.GetProperty("replacement").GetString()!)}";
    }

    public string File { get; }

    public string Folder => File.Split('/')[0];

    public string Status { get; }

    public int Line { get; }

    public string Change { get; }

    public bool IsKilled => Status is "Killed" or "Timeout";

    public bool IsNeverSwitchedOn { get; }

    public bool Counts => IsKilled || Status is "Survived" or "NoCoverage";

    private static string Short(string code)
    {
        var line = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("`", "'");
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using IntervalCoverage;

// IntervalCoverage REPORT FOLDER REPETITIONS [PART]: measures every cell that the folder does not hold yet, or those whose name has
// the part in it, and writes the report from all cells there are. A cell that took part of an evening is not measured again.
if (args.Length < 3 || !int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out var repetitions) || repetitions < 1)
{
    Console.Error.WriteLine("IntervalCoverage: expected REPORT FOLDER REPETITIONS [PART-OF-A-NAME]");
    return 2;
}
var (report, folder) = (args[0], args[1]);
Directory.CreateDirectory(folder);
foreach (var (kind, cell) in Cell.Singles.Select(cell => ("one", cell)).Concat(Cell.Pairs.Select(cell => ("two", cell))))
{
    var path = Report.Path(folder, kind, cell);
    var name = Path.GetFileNameWithoutExtension(path);
    if (File.Exists(path) || (args.Length > 3 && !name.Contains(args[3], StringComparison.Ordinal))) continue;
    var watch = Stopwatch.StartNew();
    var measured = Measurement.Of(cell, (int)(repetitions * cell.Weight));
    File.WriteAllText($"{path}.new", JsonSerializer.Serialize(measured, Writing.Json));
    File.Move($"{path}.new", path);
    Console.WriteLine($"{watch.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s  {name}");
}
File.WriteAllBytes($"{report}.new", Encoding.UTF8.GetBytes(Report.Of(folder)));
File.Move($"{report}.new", report, overwrite: true);
return 0;

/// <summary>How cells are written.</summary>
internal static class Writing
{
    public static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}

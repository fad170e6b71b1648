using System.Globalization;
using System.Text;
using System.Text.Json;
using IntervalCoverage;

// IntervalCoverage REPORT FOLDER REPETITIONS [PART]: measures every cell of which the folder does not hold as many repetitions yet, or
// those whose name has the part in it, and writes the report from all cells there are. What was counted is not counted again.
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
    if (args.Length > 3 && !name.Contains(args[3], StringComparison.Ordinal)) continue;
    var before = Report.Measured(path);
    var wanted = (int)Math.Ceiling(repetitions * cell.Weight);
    if (before?.Repetitions >= wanted) continue;
    var measured = Measurement.Of(cell, wanted, before);
    File.WriteAllText($"{path}.new", JsonSerializer.Serialize(measured, CellJson.Options));
    File.Move($"{path}.new", path, overwrite: true);
    Console.WriteLine(FormattableString.Invariant($"{measured.Seconds:F1} s of processor time  {name}, {wanted} test sets"));
}
File.WriteAllBytes($"{report}.new", Encoding.UTF8.GetBytes(Report.Of(folder)));
File.Move($"{report}.new", report, overwrite: true);
return 0;

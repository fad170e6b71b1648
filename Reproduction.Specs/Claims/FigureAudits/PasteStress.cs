using System.Globalization;
using Reproduction.Claims.Counting;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Metrics;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Random confusion matrices printed as people paste them: layouts, spellings, zero divisions, tables that leave a class out, folds. What a matrix
/// prints is never impossible; with a digit changed, every small matrix is tried whether it prints the table token by token.
/// </summary>
/// <param name="seed">What to draw from.</param>
/// <param name="folder">Where pastes are written.</param>
internal sealed class PasteStress(int seed, string folder)
{
    private static readonly string[] Layouts = ["text", "old", "markdown", "csv", "latex", "dictionary", "frame"];

    private readonly Random random = new(seed);

    /// <summary>Verdicts that were given.</summary>
    public int[] Verdicts { get; } = new int[3];

    /// <summary>The first false verdict with its paste; <see langword="null"/> if there was none.</summary>
    public string? Run(int rounds)
    {
        for (var round = 0; round < rounds; round++)
            if ((round % 5) switch { 0 => Folds(), 1 => Changed(), _ => Printed() } is { } wrong) return $"round {round}: {wrong}";
        return null;
    }

    private string? Printed()
    {
        var (classes, open) = (random.Next(2, 6), random.Next(4) == 0);
        var matrix = Drawn(classes + (open ? 1 : 0), random.Next(2, 40));
        if (Enumerable.Range(0, classes).All(c => matrix.Support(c) == 0)) return null;
        var paste = Paste(matrix, classes, open, zeroDivision: random.Next(3) == 0 ? 1 : 0, digits: random.Next(2, 5), Layouts[random.Next(Layouts.Length)]);
        var possibility = Verdict(paste);
        return possibility == Possibility.Impossible ? $"called impossible:\n{paste}" : null;
    }

    private string? Changed()
    {
        var supports = new[] { random.Next(1, 5), random.Next(1, 5), random.Next(0, 3) }[..random.Next(2, 4)];
        if (supports[^1] == 0) supports[^1] = 1;
        var every = Matrices(supports).ToArray();
        var (matrix, digits) = (every[random.Next(every.Length)], random.Next(1, 4));
        // The line accuracy says that the table is closed; a class that is never seen would not be in it.
        var paste = Paste(matrix, supports.Length, open: false, 0, digits, "text");
        var places = Enumerable.Range(0, paste.Length).Where(i => char.IsAsciiDigit(paste[i]) && i > 1 && paste[..i].Split(' ', '\n')[^1].Contains('.')).ToArray();
        var place = places[random.Next(places.Length)];
        var changed = paste[..place] + (char)('0' + (paste[place] - '0' + 1) % 10) + paste[(place + 1)..];
        var expected = every.Any(other => new[] { 0, 1 }.Any(zero => Same(Paste(other, supports.Length, false, zero, digits, "text"), changed)));
        var possibility = Verdict(changed);
        return expected && possibility != Possibility.Consistent ? $"{possibility}, and a matrix prints it:\n{changed}"
            : !expected && possibility == Possibility.Consistent && !IsTie(changed) ? $"called consistent, and no matrix prints it:\n{changed}"
            : null;
    }

    /// <summary>A table that holds only where a tie was rounded by hand says so, and is no false verdict.</summary>
    private bool IsTie(string paste) => FiguresAudit.Of(Read(paste)).NotUnder.Count > 0;

    private string? Folds()
    {
        var folds = Enumerable.Range(0, random.Next(2, 6)).Select(_ => (Negatives: random.Next(1, 30), Positives: random.Next(1, 30))).ToArray();
        double accuracy = 0, recall = 0, precision = 0, f1 = 0;
        foreach (var (negatives, positives) in folds)
        {
            double tp = random.Next(positives + 1), fp = random.Next(negatives + 1);
            accuracy += (tp + negatives - fp) / (negatives + positives) / folds.Length;
            recall += tp / positives / folds.Length;
            precision += (tp == 0 ? 0 : tp / (tp + fp)) / folds.Length;
            f1 += 2 * tp / (positives + tp + fp) / folds.Length;
        }
        string[] claims = [$"accuracy={Fixed(accuracy, 4)}", $"sensitivity={Fixed(recall, 4)}", $"ppv={Fixed(precision, 3)}", $"f1={Fixed(f1, 3)}"];
        claims = [.. claims.OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
        var support = string.Join(';', folds.Select(fold => $"{fold.Negatives},{fold.Positives}"));
        var verdict = FoldsAudit.Of(new() { Claims = claims }, new() { FoldSupport = support }).Possibility;
        Verdicts[(int)verdict]++;
        return verdict == Possibility.Impossible ? $"folds {support}: {string.Join(' ', claims)}" : null;
    }

    private Possibility Verdict(string paste)
    {
        var possibility = Reading(paste);
        Verdicts[(int)possibility]++;
        return possibility;
    }

    private Possibility Reading(string paste) => FiguresAudit.Of(Read(paste), TimeSpan.FromSeconds(5)).Answer.Possibility;

    private AuditedFigures Read(string paste)
    {
        var path = Path.Combine(folder, "paste.txt");
        File.WriteAllText(path, paste);
        return AuditInput.Read(new() { Report = path, LastLine = "class" })[0];
    }

    private string Paste(ConfusionMatrix matrix, int classes, bool open, int zeroDivision, int digits, string layout)
    {
        double Share(double part, double whole) => whole == 0 ? zeroDivision : part / whole;
        var listed = Enumerable.Range(0, classes).ToArray();
        double[] supports = [.. listed.Select(c => (double)matrix.Support(c))];
        double[][] columns =
        [
            [.. listed.Select(c => Share(matrix[c, c], matrix.Predicted(c)))],
            [.. listed.Select(c => Share(matrix[c, c], matrix.Support(c)))],
            [.. listed.Select(c => Share(2.0 * matrix[c, c], matrix.Support(c) + matrix.Predicted(c)))],
        ];
        var all = supports.Sum();
        List<(string Name, double[] Figures, double Images)> rows = [.. listed.Select(c => ($"kind {(char)('a' + c)}", columns.Select(column => column[c]).ToArray(), supports[c]))];
        double[] macro = [.. columns.Select(column => column.Average())];
        double[] weighted = [.. columns.Select(column => all == 0 ? 0 : column.Zip(supports).Sum(pair => pair.First * pair.Second) / all)];
        if (layout == "old") rows.Add(("avg / total", weighted, all));
        else
        {
            if (!open) rows.Add(("accuracy", [double.NaN, double.NaN, listed.Sum(c => (double)matrix[c, c]) / all], all));
            rows.Add((random.Next(2) == 0 ? "macro avg" : "Macro Avg", macro, all));
            rows.Add((random.Next(2) == 0 ? "weighted avg" : "weighted_avg", weighted, all));
        }
        string Cell(double value) => double.IsNaN(value) ? "" : layout == "dictionary" ? value.ToString("R", CultureInfo.InvariantCulture) : Fixed(value, digits);
        var cells = rows.Select(row => new[] { row.Name }.Concat(row.Figures.Select(Cell)).Append(layout == "frame" ? $"{row.Images}.0" : $"{row.Images}").ToArray()).ToArray();
        string[] header = ["precision", "recall", "f1-score", "support"];
        return layout switch
        {
            "markdown" => $"| | {string.Join(" | ", header)} |\n|---|---|---|---|---|\n{string.Concat(cells.Select(row => $"| {string.Join(" | ", row)} |\n"))}",
            "csv" => $",{string.Join(',', header)}\n{string.Concat(cells.Select(row => $"{string.Join(',', row)}\n"))}",
            "latex" => $" & {string.Join(" & ", header)} \\\\\n\\midrule\n{string.Concat(cells.Select(row => $"{string.Join(" & ", row)} \\\\\n"))}",
            "dictionary" => $"{{{string.Join(", ", cells.Select(row => row[0] == "accuracy" ? $"'accuracy': {row[3]}" : $"'{row[0]}': {{'precision': {row[1]}, 'recall': {row[2]}, 'f1-score': {row[3]}, 'support': {row[4]}}}"))}}}",
            _ => $"   {string.Join("    ", header)}\n\n{string.Concat(cells.Select(row => $"{string.Join("   ", row.Where(cell => cell.Length > 0))}\n"))}",
        };
    }

    private static bool Same(string one, string other) =>
        one.ToLowerInvariant().Replace('_', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SequenceEqual(other.ToLowerInvariant().Replace('_', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Fixed(double value, int digits) => PrintedNumber.Fixed(value, digits);

    private ConfusionMatrix Drawn(int classes, int most)
    {
        var counts = new long[classes, classes];
        var (skill, silent) = (random.NextDouble(), random.Next(3) == 0 ? random.Next(classes) : -1);
        for (var label = 0; label < classes; label++)
            for (var image = random.Next(1, most); image > 0; image--)
            {
                var taken = random.NextDouble() < skill ? label : random.Next(classes);
                counts[label, taken == silent ? (taken + 1) % classes : taken]++;
            }
        return new(counts);
    }

    private static IEnumerable<ConfusionMatrix> Matrices(int[] supports)
    {
        IEnumerable<long[]> Rows(int images, int classes) =>
            classes == 1 ? [[images]] : Enumerable.Range(0, images + 1).SelectMany(first => Rows(images - first, classes - 1).Select(rest => new long[] { first }.Concat(rest).ToArray()));
        IEnumerable<long[][]> all = [[]];
        foreach (var support in supports) all = [.. all.SelectMany(rows => Rows(support, supports.Length).Select(row => rows.Append(row).ToArray()))];
        foreach (var rows in all)
        {
            var counts = new long[supports.Length, supports.Length];
            for (var i = 0; i < supports.Length; i++)
                for (var j = 0; j < supports.Length; j++) counts[i, j] = rows[i][j];
            yield return new(counts);
        }
    }
}

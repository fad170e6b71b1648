using System.Globalization;
using System.Text.RegularExpressions;
using Reproduction.Claims.Counting;
using Reproduction.Claims.FigureAudits;
using Reproduction.Claims.FigureAudits.Folds;
using Reproduction.Metrics;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Random confusion matrices printed as people paste them: layouts, spellings, zero divisions, tables that leave a class out,
/// folds. What a matrix prints is never impossible; with a digit changed, every small matrix is tried whether it prints the table token
/// by token; and the counts of a consistent verdict print it.
/// </summary>
/// <param name="seed">What to draw from.</param>
/// <param name="folder">Where pastes are written.</param>
internal sealed partial class PasteStress(int seed, string folder)
{
    private static readonly string[] Layouts =
        ["text", "old", "markdown", "csv", "latex", "html", "dictionary", "frame", "turned", "comments", "colours"];

    /// <summary>Those whose only decimals are figures, and which say whether they are closed.</summary>
    private static readonly string[] Plain = ["text", "markdown", "csv", "latex", "html", "comments", "colours"];

    private readonly Random random = new(seed);

    /// <summary>Verdicts that were given, of each kind of round.</summary>
    public SortedDictionary<string, int[]> Verdicts { get; } = [];

    /// <summary>What was not decided.</summary>
    public List<string> Undecided { get; } = [];

    /// <summary>The first false verdict with its paste; <see langword="null"/> if there was none.</summary>
    /// <param name="rounds">Pastes to draw.</param>
    /// <param name="most">Time after which no more are drawn.</param>
    public string? Run(int rounds, TimeSpan most)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var round = 0; round < rounds && clock.Elapsed < most; round++)
            if ((round % 6) switch { 0 => Folds(), 1 => ChangedFolds(), 2 => Changed(), 3 => ChangedOpen(), _ => Printed() } is { } wrong)
                return $"round {round}: {wrong}";
        return null;
    }

    /// <summary>The counts as Markdown.</summary>
    public string Report(string? wrong) =>
        $"""
        # Stress of the audit of figures

        Written by `make audit-stress`. {Verdicts.Values.Sum(counts => counts.Sum())} pastes and means over folds drawn from seed {seed}, {Environment.CpuUsage.TotalTime.TotalMinutes:F0} minutes of processor time: {wrong ?? "no false verdict"}.
        What a matrix or folds printed is never impossible; with a digit changed, every small matrix was tried; counts of a consistent verdict print the paste.

        | drawn | consistent | impossible | undecided |
        | --- | ---: | ---: | ---: |
        {string.Join('\n', Verdicts.Select(kind => $"| {kind.Key} | {kind.Value[0]} | {kind.Value[1]} | {kind.Value[2]} |"))}

        """;

    private string? Printed()
    {
        var style = Drawn(open: random.Next(4) == 0);
        var matrix = Drawn(style.Classes + (style.Open ? 1 : 0), random.Next(2, 40));
        if (style.Listed.All(c => matrix.Support(c) == 0)) return null;
        var paste = Paste(matrix, style);
        var audit = Audit(paste, $"printed{(style.Open ? ", open" : "")}");
        return audit.Possibility == Possibility.Impossible ? $"called impossible:\n{paste}" : Unprinted(audit, paste, style);
    }

    private string? Changed()
    {
        var supports = new[] { random.Next(1, 5), random.Next(1, 5), random.Next(0, 3) }[..random.Next(2, 4)];
        if (supports[^1] == 0) supports[^1] = 1;
        var every = Matrices(supports).ToArray();
        // The line accuracy says that the table is closed.
        var style =
            Drawn(open: false) with { Classes = supports.Length, Layout = Plain[random.Next(Plain.Length)], Digits = random.Next(1, 4) };
        var changed = Changed(Paste(every[random.Next(every.Length)], style));
        var expected = every.Any(other => new[] { 0, 1 }.Any(zero => Paste(other, style with { ZeroDivision = zero }) == changed));
        var audit = Audit(changed, "one digit changed");
        return expected && audit.Possibility != Possibility.Consistent
            ? $"{audit.Possibility}, and a matrix prints it:\n{changed}"
            : Unprinted(audit, changed, style);
    }

    private string? ChangedOpen()
    {
        var style = Drawn(open: true) with { Classes = 2, Layout = Plain[random.Next(Plain.Length)], Digits = random.Next(1, 4) };
        var changed = Changed(Paste(Drawn(3, 5), style));
        return Unprinted(Audit(changed, "one digit changed, open"), changed, style);
    }

    /// <summary>What a consistent verdict's counts do not print of the paste, but for a tie that was rounded by hand.</summary>
    private static string? Unprinted(CountAnswer audit, string paste, Style style)
    {
        if (audit.Witness is not { } witness) return null;
        return new[] { 0, 1 }.Any(zero => Fits(Paste(witness, style with { ZeroDivision = zero, Digits = 12 }), paste))
            ? null
            : $"the witness does not print\n{paste}\nbut\n{Paste(witness, style)}";
    }

    /// <summary>Whether every number lies within half a unit of what is printed, and every word is the same.</summary>
    private static bool Fits(string precise, string printed)
    {
        var (one, other) = (Words().Split(precise), Words().Split(printed));
        return one.Length == other.Length && one.Zip(other).All(pair => pair.First == pair.Second
            || (double.TryParse(pair.First, CultureInfo.InvariantCulture, out var value)
                && double.TryParse(pair.Second, CultureInfo.InvariantCulture, out var text)
                && Math.Abs(value - text) <= 0.5 * Math.Pow(10, -Digits(pair.Second)) + 1e-9));
    }

    private static int Digits(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? number.Length - 1 - point : 0;

    private string Changed(string paste)
    {
        var places = Enumerable.Range(2, paste.Length - 2)
            .Where(i => char.IsAsciiDigit(paste[i]) && Words().Split(paste[..i])[^1] is var word
                && word.Contains('.', StringComparison.Ordinal)).ToArray();
        if (places.Length == 0) return paste;
        var place = places[random.Next(places.Length)];
        return paste[..place] + (char)('0' + (paste[place] - '0' + 1) % 10) + paste[(place + 1)..];
    }

    private string? Folds()
    {
        (long Negatives, long Positives)[] folds =
            [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => ((long)random.Next(1, 30), (long)random.Next(1, 30)))];
        var scores =
            Mean([.. folds.Select(fold => Scores(fold, random.NextInt64(fold.Positives + 1), random.NextInt64(fold.Negatives + 1)))]);
        var (verdict, claims, support) = Audit(folds, scores, "folds");
        return verdict == Possibility.Impossible
            ? $"folds {support}: {string.Join(' ', claims.Select(claim => $"{claim.Name}={claim.Text}"))}"
            : null;
    }

    private string? ChangedFolds()
    {
        (long Negatives, long Positives)[] folds =
            [.. Enumerable.Range(0, 2).Select(_ => ((long)random.Next(1, 6), (long)random.Next(1, 6)))];
        var every =
            folds.Select(fold =>
                (from tp in Enumerable.Range(0, (int)fold.Positives + 1)
                 from fp in Enumerable.Range(0,
                    (int)fold.Negatives + 1)
                 select Scores(fold, tp, fp)).ToArray()).ToArray();
        var scores = Mean([.. every.Select(tables => tables[random.Next(tables.Length)])]);
        scores[random.Next(scores.Length)] += 0.01 * random.Next(1, 9);
        var (verdict, claims, support) = Audit(folds, scores, "folds, one digit changed");
        bool Printed(double[] mean, double room) =>
            claims.All(claim =>
                Math.Abs(mean[claim.Score] - double.Parse(claim.Text, CultureInfo.InvariantCulture)) <= 0.5 * Math.Pow(10,
                    2 - claim.Text.Length) + room);
        var means = (from one in every[0] from other in every[1] select Mean([one, other])).ToArray();
        return (verdict == Possibility.Impossible && means.Any(mean => Printed(mean, -1e-9)))
            || (verdict == Possibility.Consistent && !means.Any(mean => Printed(mean, 1e-9)))
            ? $"{verdict}, folds {support}: {string.Join(' ', claims.Select(claim => $"{claim.Name}={claim.Text}"))}" : null;
    }

    private (
        Possibility Verdict, (int Score, string Name, string Text)[] Claims, string Support) Audit((long Negatives, long Positives)[] folds,
        double[] scores, string kind)
    {
        (int Score, string Name, string Text)[] claims =
            [.. new[] { "accuracy", "sensitivity", "ppv", "f1" }.Select((name, i) => (i, name, Fixed(scores[i], i < 2 ? 3 : 2)))
                .OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
        var support = string.Join(';', folds.Select(fold => $"{fold.Negatives},{fold.Positives}"));
        var verdict =
            FoldsAudit.Of(new() { Claims = [.. claims.Select(claim => $"{claim.Name}={claim.Text}")] },
                new() { FoldSupport = support }).Possibility;
        Count(kind, verdict);
        if (verdict == Possibility.Undecided)
            Undecided.Add($"folds {support}: {string.Join(' ', claims.Select(claim => $"{claim.Name}={claim.Text}"))}");
        return (verdict, claims, support);
    }

    private static double[] Scores((long Negatives, long Positives) fold, double tp, double fp) =>
        [(tp + fold.Negatives - fp) / (fold.Negatives + fold.Positives), tp / fold.Positives, tp == 0 ? 0 : tp / (tp + fp),
            2 * tp / (fold.Positives + tp + fp)];

    private static double[] Mean(double[][] scores) =>
        [.. Enumerable.Range(0, scores[0].Length).Select(i => scores.Average(own => own[i]))];

    /// <summary>The verdict of the first reading that is consistent, as the verb has it, without what it says beside.</summary>
    private CountAnswer Audit(string paste, string kind)
    {
        var path = Path.Combine(folder, "paste.txt");
        File.WriteAllText(path, paste);
        CountAnswer? answer = null;
        foreach (var reading in Reading.Of(AuditInput.Read(new() { Report = path, LastLine = "class" })[0]))
            if (answer is not { Possibility: Possibility.Consistent }
                && IntegerAudit.Verdict(reading.Question, TimeSpan.FromSeconds(5)) is var own && answer?.Possibility != own.Possibility)
                answer = answer is { Possibility: Possibility.Undecided } && own.Possibility == Possibility.Impossible ? answer : own;
        Count(kind, answer!.Possibility);
        if (answer.Possibility == Possibility.Undecided) Undecided.Add(paste);
        return answer;
    }

    private void Count(string kind, Possibility verdict)
    {
        if (!Verdicts.TryGetValue(kind, out var counts)) Verdicts[kind] = counts = new int[3];
        counts[(int)verdict]++;
    }

    private Style Drawn(bool open) => new(
        random.Next(2, 6), open, random.Next(3) == 0 ? 1 : 0, random.Next(2, 5), Layouts[random.Next(Layouts.Length)],
        random.Next(2) == 0 ? "macro avg" : "Macro Avg", random.Next(2) == 0 ? "weighted avg" : "weighted_avg",
        open && random.Next(2) == 0);

    private static string Paste(ConfusionMatrix matrix, Style style)
    {
        var (layout, listed) = (style.Layout, style.Listed);
        double Share(double part, double whole) => whole == 0 ? style.ZeroDivision : part / whole;
        double[] supports = [.. listed.Select(c => (double)matrix.Support(c))];
        double[][] columns =
        [
            [.. listed.Select(c => Share(matrix[c, c], matrix.Predicted(c)))],
            [.. listed.Select(c => Share(matrix[c, c], matrix.Support(c)))],
            [.. listed.Select(c => Share(2.0 * matrix[c, c], matrix.Support(c) + matrix.Predicted(c)))],
        ];
        var (all, hits, taken) = (supports.Sum(), listed.Sum(c => (double)matrix[c, c]), listed.Sum(c => (double)matrix.Predicted(c)));
        List<(string Name, double[] Figures, double Images)> rows =
            [.. listed.Select(c => ($"kind {(char)('a' + c)}", columns.Select(column => column[c]).ToArray(), supports[c]))];
        double[] macro = [.. columns.Select(column => column.Average())];
        double[] weighted = [.. columns.Select(column => all == 0 ? 0 : column.Zip(supports).Sum(pair => pair.First * pair.Second) / all)];
        if (layout == "old") rows.Add(("avg / total", weighted, all));
        else
        {
            if (!style.Open) rows.Add(("accuracy", [double.NaN, double.NaN, hits / all], all));
            if (style.Micro) rows.Add(("micro avg", [taken == 0 ? 0 : hits / taken, hits / all, 2 * hits / (all + taken)], all));
            rows.Add((style.Macro, macro, all));
            rows.Add((style.Weighted, weighted, all));
        }
        string Cell(double value) => double.IsNaN(value)
            ? ""
            : layout == "dictionary" && style.Digits < 12
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : Fixed(value, style.Digits);
        var cells =
            rows.Select(row => new[] { row.Name }.Concat(row.Figures.Select(Cell))
                .Append(layout is "frame" or "turned" ? $"{row.Images}.0" : $"{row.Images}").ToArray()).ToArray();
        string[] header = ["precision", "recall", "f1-score", "support"];
        var text =
            $"   {string.Join("    ", header)}\n\n{string.Concat(cells.Select(row => $"{string.Join("   ", row.Where(cell => cell.Length > 0))}\n"))}";
        return layout switch
        {
            "markdown" =>
                $"| | {string.Join(" | ", header)} "
                + $"|\n|---|---|---|---|---|\n{string.Concat(cells.Select(row => $"| {string.Join(" | ", row)} |\n"))}",
            "csv" => $",{string.Join(',', header)}\n{string.Concat(cells.Select(row => $"{string.Join(',', row)}\n"))}",
            "latex" =>
                $" & {string.Join(" & ", header)} "
                + $"\\\\\n\\midrule\n{string.Concat(cells.Select(row => $"{string.Join(" & ", row)} \\\\\n"))}",
            "html" =>
                $"<table><tr><th></th>{string.Concat(header.Select(title => $"<th>{title}</th>"))}</tr>\n{string.Concat(cells.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{cell}</td>"))}</tr>\n"))}</table>\n",
            "turned" =>
                $"   {string.Join("   ", cells.Select(row => row[0]))}\n{string.Concat(header.Select((title, i) => $"{title}   {string.Join("   ", cells.Select(row => row[i + 1].Length > 0 ? row[i + 1] : row[3]))}\n"))}",
            "comments" => string.Concat(text.Split('\n').Select(line => $"# {line}\n")),
            "colours" => $"Epoch 9: done\n\e[1m{text}\e[0mdone\n",
            "dictionary" =>
                $"{{{string.Join(", ", cells.Select(row => row[0] == "accuracy" ? $"'accuracy': {row[3]}" : $"'{row[0]}': {{'precision': {row[1]}, 'recall': {row[2]}, 'f1-score': {row[3]}, 'support': {row[4]}}}"))}}}",
            _ => text,
        };
    }

    /// <summary>How a table is printed.</summary>
    private sealed record Style(
        int Classes, bool Open, int ZeroDivision, int Digits, string Layout, string Macro, string Weighted, bool Micro)
    {
        public int[] Listed => [.. Enumerable.Range(0, Classes)];
    }

    [GeneratedRegex(@"[\s|,&<>{}:']+")]
    private static partial Regex Words();

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
            classes == 1 ? [[images]] : Enumerable.Range(0, images + 1)
                .SelectMany(first => Rows(images - first, classes - 1).Select(rest => new long[] { first }.Concat(rest).ToArray()));
        IEnumerable<long[][]> all = [[]];
        foreach (var support in supports)
            all = [.. all.SelectMany(rows => Rows(support, supports.Length).Select(row => rows.Append(row).ToArray()))];
        foreach (var rows in all)
        {
            var counts = new long[supports.Length, supports.Length];
            for (var i = 0; i < supports.Length; i++)
                for (var j = 0; j < supports.Length; j++) counts[i, j] = rows[i][j];
            yield return new(counts);
        }
    }
}

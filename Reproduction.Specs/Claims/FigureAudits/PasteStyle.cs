using System.Globalization;
using Reproduction.Metrics;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>How a table is printed.</summary>
internal sealed record PasteStyle(
    int Classes, bool Open, int ZeroDivision, int Digits, string Layout, string Macro, string Weighted, bool Micro)
{
    private static readonly string[] Layouts =
        ["text", "old", "markdown", "csv", "latex", "html", "dictionary", "frame", "turned", "comments", "colours"];

    /// <summary>Those whose only decimals are figures, and which say whether they are closed.</summary>
    public static IReadOnlyList<string> Plain { get; } = ["text", "markdown", "csv", "latex", "html", "comments", "colours"];

    /// <summary>The classes that are printed: an open table has others.</summary>
    public int[] Listed => [.. Enumerable.Range(0, Classes)];

    /// <summary>Any style.</summary>
    public static PasteStyle Drawn(Random random, bool open) => new(
        random.Next(2, 6), open, random.Next(3) == 0 ? 1 : 0, random.Next(2, 5), Layouts[random.Next(Layouts.Length)],
        random.Next(2) == 0 ? "macro avg" : "Macro Avg", random.Next(2) == 0 ? "weighted avg" : "weighted_avg",
        open && random.Next(2) == 0);

    /// <summary>The table of a matrix.</summary>
    public string Print(ConfusionMatrix matrix)
    {
        var (layout, listed) = (Layout, Listed);
        double Share(double part, double whole) => whole == 0 ? ZeroDivision : part / whole;
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
            // A data frame repeats it in every column.
            if (!Open)
            {
                double[] scores = Layout == "frame" ? [hits / all, hits / all, hits / all] : [double.NaN, double.NaN, hits / all];
                rows.Add(("accuracy", scores, all));
            }
            if (Micro) rows.Add(("micro avg", [taken == 0 ? 0 : hits / taken, hits / all, 2 * hits / (all + taken)], all));
            rows.Add((Macro, macro, all));
            rows.Add((Weighted, weighted, all));
        }
        string Cell(double value) => double.IsNaN(value)
            ? ""
            : layout == "dictionary" && Digits < 12
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : PrintedNumber.Fixed(value, Digits);
        var cells =
            rows.Select(row => new[] { row.Name }.Concat(row.Figures.Select(Cell))
                .Append(layout == "frame" && row.Name == "accuracy" ? Cell(hits / all)
                    : layout is "frame" or "turned" ? $"{row.Images}.0" : $"{row.Images}").ToArray()).ToArray();
        string[] header = ["precision", "recall", "f1-score", "support"];
        var text =
            $"   {string.Join("    ", header)}\n{(layout == "frame" ? "" : "\n")}{string.Concat(cells.Select(row => $"{string.Join("   ", row.Where(cell => cell.Length > 0))}\n"))}";
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
}

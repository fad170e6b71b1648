using System.Text;
using Reproduction.Text;

namespace Reproduction.Reporting.Pages;

/// <summary>A table for a paper in LaTeX, with the rules of the package booktabs.</summary>
internal static class LatexTable
{
    /// <summary>Writes a floating table.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="header">The columns' names; the first column names the rows, the others are figures.</param>
    /// <param name="rows">Cells, escaped (<see cref="Escaped"/>).</param>
    public static string Of(string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder("% \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
        text.Append($"\\caption{{{Escaped(caption)}}}\n\\begin{{tabular}}{{l{new string('r', header.Count - 1)}}}\n\\toprule\n");
        Row(header.Select(Escaped));
        text.Append("\\midrule\n");
        foreach (var row in rows) Row(row);
        return text.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").ToString();

        void Row(IEnumerable<string> cells) => text.AppendJoin(" & ", cells).Append(" \\\\\n");
    }

    /// <summary>Bold text.</summary>
    /// <param name="escaped">The text, escaped.</param>
    public static string Bold(string escaped) => $"\\textbf{{{escaped}}}";

    /// <summary>Text that LaTeX shows as it is. A row that began with [ would be taken for an argument of the line before.</summary>
    /// <param name="plain">The text.</param>
    public static string Escaped(string plain)
    {
        var text = new StringBuilder();
        foreach (var letter in PlainText.Line(plain))
            text.Append(letter switch
            {
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' => "\\textless{}",
                '>' => "\\textgreater{}",
                '|' => "\\textbar{}",
                '"' => "\\textquotedbl{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{letter}",
                '−' => "$-$",
                '±' => "$\\pm$",
                '→' => "$\\to$",
                '[' => "{[}",
                ']' => "{]}",
                _ => $"{letter}",
            });
        return text.ToString();
    }
}

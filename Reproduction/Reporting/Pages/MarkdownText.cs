using System.Text;
using System.Text.RegularExpressions;
using Reproduction.Reporting.Plots;
using Reproduction.Text;

namespace Reproduction.Reporting.Pages;

/// <summary>Writes GitHub's Markdown block by block. What comes from outside is escaped by <see cref="Escaped"/>.</summary>
internal sealed partial class MarkdownText
{
    private readonly StringBuilder text = new();

    public void Heading(int level, string heading) => Block($"{new string('#', level)} {heading}");

    public void Paragraph(string paragraph) => Block(paragraph);

    public void Warning(string warning) => Block($"> **{warning}**");

    public void List(IEnumerable<string> items) => Block(string.Join('\n', items.Select(item => $"- {item}")));

    public void Code(string code) => Block($"```text\n{code.TrimEnd('\n')}\n```");

    /// <summary>A table whose first column names the rows; the others are figures, set to the right, or text.</summary>
    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, bool figures = true)
    {
        var rule = header.Select((_, column) => figures && column > 0 ? "---:" : "---");
        Block(string.Join('\n', rows.Prepend([.. rule]).Prepend(header).Select(row => $"| {string.Join(" | ", row)} |")));
    }

    public void Figures(IReadOnlyList<Plot> plots)
    {
        if (plots.Count == 0) return;
        Block(string.Join('\n', plots.Select(plot => $"![{Escaped(plot.Description)}]({plot.Link})")));
    }

    public override string ToString() => text.ToString();

    /// <summary>Text that Markdown shows as it is. An underscore within a word means nothing to it and stays readable.</summary>
    public static string Escaped(string plain) => Special().Replace(PlainText.Line(plain), @"\$0");

    private void Block(string block)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(block).Append('\n');
    }

    [GeneratedRegex(@"[\\`*\[\]<>|&~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")]
    private static partial Regex Special();
}

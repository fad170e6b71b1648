using System.Globalization;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Reproduction.Reporting.Pages;

/// <summary>
/// Tables whose headers say what they head. What would be wider than a sheet of paper becomes several tables below each other, each with
/// the rows' names; an interval goes below its figure; and where a phone has to scroll, a line says so.
/// </summary>
internal sealed partial class HtmlTables : HtmlObjectRenderer<Table>
{
    /// <summary>Letters that a sheet of paper is wide, and a phone.</summary>
    private const double Sheet = 108, Phone = 44;

    /// <summary>Letters that the names of rows take at least and at most, and the space beside a column.</summary>
    private const double Names = 14, MostNames = 40, Space = 2;

    protected override void Write(HtmlRenderer renderer, Table table)
    {
        var widths = Enumerable.Range(0, table.ColumnDefinitions.Count).Select(column => Width(table, column)).ToList();
        var names = Math.Clamp(widths[0], Names, MostNames);
        var parts = IsText(table) ? [[.. Enumerable.Range(1, widths.Count - 1)]] : Parts(widths, Sheet - names);
        foreach (var (number, columns) in parts.Index())
        {
            var span = $"{Text(Header(table, columns[0]))} to {Text(Header(table, columns[^1]))}";
            renderer.EnsureLine();
            if (!IsText(table) && names + columns.Sum(column => widths[column]) > Phone)
                renderer.Write("<p class=\"cue\">Scrolls sideways: ").WriteEscape($"{columns.Count} columns, {span}").WriteLine("</p>");
            renderer.Write("<div class=\"scroll\"").WriteAttributes(Labelled(table, parts.Count > 1 ? $": {span}" : ""))
                .WriteLine("><table>");
            foreach (var row in table.OfType<TableRow>())
            {
                if (row.IsHeader) renderer.WriteLine("<thead>");
                renderer.Write("<tr>");
                foreach (var column in columns.Prepend(0)) Cell(renderer, table, row, column);
                renderer.WriteLine("</tr>");
                if (row.IsHeader) renderer.WriteLine("</thead>").WriteLine("<tbody>");
            }
            renderer.WriteLine("</tbody>").WriteLine("</table></div>");
        }
    }

    /// <summary>Columns of figures that fit beside each other, as evenly as may be.</summary>
    private static List<List<int>> Parts(IReadOnlyList<double> widths, double room)
    {
        var count = Math.Max(1, (int)Math.Ceiling(widths.Skip(1).Sum() / room));
        while (true)
        {
            var parts = Enumerable.Range(1, widths.Count - 1)
                .GroupBy(column => (column - 1) * count / (widths.Count - 1)).Select(part => part.ToList()).ToList();
            if (count >= widths.Count - 1 || parts.All(part => part.Sum(column => widths[column]) <= room)) return parts;
            count++;
        }
    }

    /// <summary>
    /// What a column needs at least, in letters: of a figure with its interval, the longer of the two; of a heading or a row's name its
    /// longest word.
    /// </summary>
    private static double Width(Table table, int column) => Space + table.OfType<TableRow>().Max(row =>
    {
        var text = Text((TableCell)row[column]);
        return (row.IsHeader || column == 0 || HasWords(table, column) ? Breaks().Split(text) : Below().Split(text)).Max(Letters);
    });

    /// <summary>Whether a column has names and not figures: these may be broken into lines.</summary>
    private static bool HasWords(Table table, int column) =>
        table.OfType<TableRow>().Skip(1).Select(row => Text((TableCell)row[column]))
            .All(text => text.Length == 0 || char.IsLetter(text[0]));

    /// <summary>Points, commas, brackets and spaces are half as wide as other letters.</summary>
    private static double Letters(string text) => text.Sum(letter => ".,[]() ".Contains(letter) ? 0.5 : 1);

    private static void Cell(HtmlRenderer renderer, Table table, TableRow row, int column)
    {
        var (tag, scope) = row.IsHeader ? ("th", " scope=\"col\"") : column == 0 ? ("th", " scope=\"row\"") : ("td", "");
        var isFigure = column > 0 && table.ColumnDefinitions[column].Alignment == TableColumnAlign.Right;
        var look = !isFigure ? "" : HasWords(table, column) ? " class=\"words\"" : " class=\"figure\"";
        renderer.Write($"<{tag}{scope}{look}>");
        var html = Html(renderer, row, column);
        renderer.Write(
            // An interval stands below its figure.
            isFigure && !row.IsHeader ? Below().Replace(html.Replace(" ± ", "\u00a0±\u00a0"), " <span>$1</span>")
            // The names of models are long words.
            : column == 0 && !IsText(table) ? html.Replace("_", "_<wbr>") : html);
        renderer.Write($"</{tag}>");
    }

    private static string Html(HtmlRenderer renderer, TableRow row, int column)
    {
        var (writer, before) = (renderer.Writer, renderer.ImplicitParagraph);
        using var cell = new StringWriter(CultureInfo.InvariantCulture);
        (renderer.Writer, renderer.ImplicitParagraph) = (cell, true);
        renderer.Write((TableCell)row[column]);
        (renderer.Writer, renderer.ImplicitParagraph) = (writer, before);
        return cell.ToString();
    }

    /// <summary>The table's attributes, its label with the columns of a part.</summary>
    private static HtmlAttributes Labelled(Table table, string span)
    {
        var labelled = new HtmlAttributes();
        foreach (var (key, value) in table.GetAttributes().Properties ?? [])
            labelled.AddProperty(key, key == "aria-label" ? value + System.Net.WebUtility.HtmlEncode(span) : value!);
        return labelled;
    }

    private static bool IsText(Table table) => table.ColumnDefinitions.All(column => column.Alignment is null);

    private static TableCell Header(Table table, int column) => (TableCell)table.OfType<TableRow>().First()[column];

    private static string Text(TableCell cell) => string.Concat(cell.Descendants<LiteralInline>());

    /// <summary>Where a name may be broken into lines.</summary>
    [GeneratedRegex(@"\s+|(?<=[-_/])")]
    private static partial Regex Breaks();

    /// <summary>What may stand below a figure: its interval, or a remark in brackets.</summary>
    [GeneratedRegex(@"(?<=[\d\]>]|undefined) (\[[^\]<]*\]|\([^)<]*\))")]
    private static partial Regex Below();
}
